import type { IExecuteFunctions } from 'n8n-workflow';

import { Desk360ApiError } from '../api/errors';
import { fingerprint } from '../api/fingerprint';

/** *Retry On Fail* comes back within seconds, but a batch may wait long for the rate limit between two writes. */
const REMEMBERED_MS = 60 * 60_000;

/** What the writes of an execution came to, by place and content. */
interface Written {
	writes: Map<string, Promise<unknown>>;
	lastAt: number;
}

const executions = new Map<string, Written>();

/** What the execution wrote so far. Executions that have long written nothing are forgotten as a whole. */
function writtenBy(executionId: string): Written['writes'] {
	const now = Date.now();
	for (const [id, { lastAt }] of executions) {
		if (now - lastAt > REMEMBERED_MS) executions.delete(id);
	}
	const { writes } = executions.get(executionId) ?? { writes: new Map() };
	executions.set(executionId, { writes, lastAt: now });
	return writes;
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
	const writes = writtenBy(executionId);
	const key = fingerprint(context.getNode().id, runIndex, itemIndex, content);
	const known = writes.get(key) as Promise<Answer> | undefined;
	if (known) return await known;

	const attempt = write();
	writes.set(key, attempt);
	attempt.catch((thrown) => {
		if (!mayHaveHappened(thrown)) writes.delete(key);
	});
	return await attempt;
}
