import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { Desk360ApiError } from '../api/errors';

/** Enough for the longest batch between two tries of a node; the oldest are forgotten first. */
const REMEMBERED_WRITES = 10_000;

/** What each write of a running execution came to. */
const writes = new Map<string, Promise<unknown>>();

function remember(key: string, write: Promise<unknown>): void {
	writes.set(key, write);
	const [oldest] = writes.keys();
	if (writes.size > REMEMBERED_WRITES && oldest !== undefined) writes.delete(oldest);
}

/** True when a further try could reach the customer a second time. */
function mayHaveHappened(thrown: unknown): boolean {
	return thrown instanceof Desk360ApiError && thrown.kind === 'unknownOutcome';
}

/**
 * Does a write once for an item, even when *Retry On Fail* runs the whole node again because a later item did
 * not work: an item that was written gives its first answer, and one whose outcome is unknown is not sent again.
 *
 * @param content what is written; another content in the same place is another write
 */
export async function writeOnce<Answer>(
	context: IExecuteFunctions,
	itemIndex: number,
	content: unknown,
	write: () => Promise<Answer>,
): Promise<Answer> {
	const executionId = context.getExecutionId();
	if (!executionId) return await write(); // not to be told from another execution
	const runIndex: unknown = context.evaluateExpression('{{ $runIndex }}', itemIndex);
	const place = [executionId, context.getNode().id, runIndex, itemIndex];
	const key = createHash('sha256')
		.update(JSON.stringify([place, content]))
		.digest('base64');
	const known = writes.get(key) as Promise<Answer> | undefined;
	if (known) return await known;

	const attempt = write();
	remember(key, attempt);
	attempt.catch((thrown) => {
		if (!mayHaveHappened(thrown)) writes.delete(key);
	});
	return await attempt;
}
