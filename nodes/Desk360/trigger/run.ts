import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';

import { apiAddress, endpoint } from '../api/auth/credentials';
import { credentialsOf } from '../api/auth/signedRequest';
import { createCaller } from '../api/client';
import type { Caller } from '../api/client';
import { wait } from '../api/common/wait';
import { Desk360ApiError } from '../api/failures/Desk360ApiError';
import { duration } from '../api/failures/text';
import { tell } from '../api/notices';
import { within } from './budget';
import type { Item } from './events';
import { examplesOf } from './examples';
import { claimPoll } from './guard';
import { cameThrough, isTooEarly, noteFault, notePoll } from './patience';
import { isPause } from './pause';
import { poll } from './poll';
import { sourceOf } from './service';
import type { TriggerSettings } from './settings';
import { isFault } from './source';
import type { Source } from './source';
import { startingPoint } from './start';
import { loadState, saveState, watchOf } from './state';
import { isHandedOver, latestOf, noteHandover, noteStartingPoint } from './unsaved';

/** Part of what n8n allows a poll, so that it ends before n8n gives it up. */
const SHARE_OF_TIME = 0.6;

/** What n8n allows where it does not say. */
const DEFAULT_POLL_MS = 300_000;

/** A backlog is worked off in polls of this size, between which other work gets its turn. */
const MOST_CALLS = 100;

/** Where the state stands in n8n's static data. */
const STATE = 'desk360';

function asOutput(items: Item[]): INodeExecutionData[][] {
	return [items.map(({ json }) => ({ json }))];
}

async function fetchExamples(
	context: IPollFunctions,
	settings: TriggerSettings,
): Promise<INodeExecutionData[][]> {
	const source = sourceOf(createCaller(context), settings, (odd) => tell(context, odd));
	const examples = await examplesOf(source, settings);
	if (examples.length > 0) return asOutput(examples);
	throw new NodeOperationError(
		context.getNode(),
		`Product ${settings.productId} has no example of this event yet`,
		{
			description:
				'Loosen the filters, or let it happen once in Desk360. The trigger works all the same: publish the workflow, and it starts with the next one',
		},
	);
}

/** What a poll brought, and why it ended early if it did. */
interface Outcome {
	items: Item[];
	stopped?: Error;
}

/** Reads on from the saved state and saves the next one; the first poll sets the starting point. */
async function readOn(
	context: IPollFunctions,
	source: Source,
	settings: TriggerSettings,
	key: string,
): Promise<Outcome> {
	const saved = context.getWorkflowStaticData('node');
	// A slash at its end makes no other address.
	const address = endpoint(apiAddress(await credentialsOf(context)), '');
	const watch = watchOf(address, settings.productId, settings.event, settings.query);
	const latest = latestOf(key, saved[STATE]);
	const state = loadState(latest, watch);
	if (!state) {
		const start = saveState(await startingPoint(source, settings), watch);
		saved[STATE] = start;
		noteStartingPoint(key, start);
		return { items: [] };
	}
	const { items, stopped, gone, state: next } = await poll(state, source, settings);
	for (const ticketId of gone) {
		context.logger.warn(
			`Ticket ${ticketId} of Desk360 product ${settings.productId} is in the list but cannot be opened`,
		);
	}
	if (items.length > 0) noteHandover(key, latest, Date.now());
	saved[STATE] = saveState(next, watch);
	return { items, stopped };
}

/** A passing fault ends the poll quietly, until nothing came through for a quarter of an hour. */
function bear(context: IPollFunctions, key: string, fault: Error): void {
	const message = fault.message || 'Desk360 did not answer within the time that a poll has';
	const retryAfterMs = isFault(fault) ? fault.retryAfterMs : undefined;
	const now = Date.now();
	const since = noteFault(key, now, retryAfterMs);
	if (since === undefined) {
		context.logger.warn(`A poll of Desk360 did not come through and is repeated: ${message}`);
		return;
	}
	const { httpCode, code, docUrl } = fault instanceof Desk360ApiError ? fault : {};
	throw new Desk360ApiError(context.getNode(), {
		kind: 'unavailable',
		message: `No poll came through for ${duration(now - since)}: ${message}`,
		description: `The first that did not was at ${new Date(since).toISOString()}. Nothing is skipped: the trigger goes on polling from where it was. Check the network and the state of Desk360`,
		httpCode: httpCode ? Number(httpCode) : undefined,
		code,
		docUrl,
		retryAfterMs,
	});
}

function mustBeMended(context: IPollFunctions, thrown: unknown): never {
	throw new NodeApiError(context.getNode(), thrown as JsonObject);
}

async function pollInTime(
	context: IPollFunctions,
	settings: TriggerSettings,
	timeMs: number,
	key: string,
): Promise<{ items: Item[]; fault?: Error }> {
	const ended = new AbortController();
	let isAnswered = false;
	const send = createCaller(context, { maxRateLimitWaitSeconds: timeMs / 1000 });
	const call: Caller = async (question) =>
		await send(question).then((answer) => {
			isAnswered = true;
			return answer;
		});
	const source = within(
		{ calls: MOST_CALLS, timeIsUp: wait(timeMs, ended.signal) },
		sourceOf(call, settings, (odd) => tell(context, odd)),
	);
	const { items, stopped } = await readOn(context, source, settings, key)
		.catch((thrown: unknown) => {
			return isPause(thrown) ? { items: [], stopped: thrown } : mustBeMended(context, thrown);
		})
		.finally(() => ended.abort());
	// A spent rate limit is no trouble when there were answers before: that is how a backlog is worked off.
	const isTrouble = !isAnswered || (isFault(stopped) && stopped.kind !== 'rateLimited');
	return { items, fault: items.length === 0 && isTrouble ? stopped : undefined };
}

/**
 * One poll of n8n: the items of what happened since the last one, or null. "Fetch test event" gets examples and
 * leaves the state alone.
 *
 * @throws Desk360ApiError for what a person must mend, or when nothing came through for a quarter of an hour
 */
export async function runPoll(
	context: IPollFunctions,
	settings: TriggerSettings,
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await fetchExamples(context, settings);
	const key = `${context.getWorkflow().id}/${context.getNode().id}`;
	const timeMs = SHARE_OF_TIME * (context.getPollBudgetMs?.() ?? DEFAULT_POLL_MS);
	const now = Date.now();
	notePoll(key, now);
	if (isTooEarly(key, now)) return null;
	const release = claimPoll(key, now, timeMs * 2);
	if (!release) return null;
	try {
		const latest = latestOf(key, context.getWorkflowStaticData('node')[STATE]);
		if (isHandedOver(key, latest, now)) return null;
		const { items, fault } = await pollInTime(context, settings, timeMs, key);
		if (fault) bear(context, key, fault);
		else cameThrough(key);
		return items.length > 0 ? asOutput(items) : null;
	} finally {
		release();
	}
}
