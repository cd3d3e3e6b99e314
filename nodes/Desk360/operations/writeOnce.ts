import type { IExecuteFunctions } from 'n8n-workflow';

import { fingerprint } from '../api/common/fingerprint';
import { Desk360ApiError } from '../api/failures/Desk360ApiError';
import { CONSEQUENCES } from '../api/failures/failure';
import { isAgentsTool } from './agentsTool';

/** *Retry On Fail* comes back within seconds, but a batch may wait long for the rate limit between two writes. */
const REMEMBERED_MS = 60 * 60_000;

/** What the writes of an execution came to, by place and content. */
interface Written {
	writes: Map<string, Promise<unknown>>;
	lastAt: number;
}

const executions = new Map<string, Written>();

/** Executions that have long written nothing are forgotten as a whole. */
function writtenBy(executionId: string): Written['writes'] {
	const now = Date.now();
	for (const [id, { lastAt }] of executions) {
		if (now - lastAt > REMEMBERED_MS) executions.delete(id);
	}
	const { writes } = executions.get(executionId) ?? { writes: new Map() };
	executions.set(executionId, { writes, lastAt: now });
	return writes;
}

function mayHaveHappened(thrown: unknown): boolean {
	return thrown instanceof Desk360ApiError && CONSEQUENCES[thrown.kind].isOutcomeUnknown === true;
}

/** What the tools of agents wrote, by the object that holds the arguments of a call. */
const calls = new WeakMap<object, Written['writes']>();

function writtenByCall(args: object): Written['writes'] {
	const writes = calls.get(args) ?? new Map<string, Promise<unknown>>();
	calls.set(args, writes);
	return writes;
}

/** None when it cannot be told from that of another execution. */
function placesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	content: unknown,
): Array<{ writes: Written['writes']; key: string }> {
	const { id, retryOnFail } = context.getNode();
	const executionId = context.getExecutionId();
	const places = [];
	// Nothing else runs a node of an execution again, and years of writes are not to be kept for nothing.
	if (executionId && retryOnFail) {
		const runIndex: unknown = context.evaluateExpression('{{ $runIndex }}', itemIndex);
		const key = fingerprint(id, runIndex, itemIndex, content);
		places.push({ writes: writtenBy(executionId), key });
	}
	if (isAgentsTool(context)) {
		// Each try of a tool is a run of its own, behind an MCP Server Trigger without an execution: the arguments
		// are what the tries of a call have in common.
		const args = context.getInputData()[itemIndex]?.json;
		if (args) places.push({ writes: writtenByCall(args), key: fingerprint(id, content) });
	}
	return places;
}

/**
 * Does a write once for an item, even when *Retry On Fail* runs the whole node again because a later item did not work:
 * an item that was written gives its first answer, and one whose outcome is unknown is not sent again.
 *
 * @param content what is written; another content in the same place is another write
 */
export async function writeOnce<Answer>(
	context: IExecuteFunctions,
	itemIndex: number,
	content: unknown,
	write: () => Promise<Answer>,
): Promise<Answer> {
	const places = placesOf(context, itemIndex, content);
	const known = places.map(({ writes, key }) => writes.get(key)).find(Boolean);
	if (known) return (await known) as Answer;

	const attempt = write();
	for (const { writes, key } of places) writes.set(key, attempt);
	attempt.catch((thrown) => {
		if (mayHaveHappened(thrown)) return;
		for (const { writes, key } of places) writes.delete(key);
	});
	return await attempt;
}
