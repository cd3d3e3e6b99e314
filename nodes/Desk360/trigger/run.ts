import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData, IPollFunctions, JsonObject } from 'n8n-workflow';

import { apiAddress, endpoint } from '../api/auth/credentials';
import { credentialsOf } from '../api/auth/signedRequest';
import { createCaller } from '../api/client';
import { wait } from '../api/common/wait';
import { Desk360ApiError } from '../api/failures/Desk360ApiError';
import { duration } from '../api/failures/text';
import { tell } from '../api/notices';
import type { Item } from './events';
import { examplesOf } from './examples';
import { within } from './limits';
import {
	claimPoll,
	isHandedOver,
	isNewRefusal,
	isTooEarly,
	noteHandover,
	notePoll,
	noteStartingPoint,
	recordFailure,
	recordSuccess,
	startingPointOf,
} from './processMemory';
import type { TriggerSettings } from './settings';
import { loadState, saveState, watchOf } from './state';
import { isFault, mayPass } from './stopEarly';
import { pollProducts } from './watch';
import type { Watch } from './watch';

/** Part of what n8n allows a poll, so that it ends before n8n gives it up. */
const SHARE_OF_TIME = 0.6;

/** What n8n allows where it does not say. */
const DEFAULT_POLL_MS = 300_000;

/** A backlog is worked off in polls of this size, between which other work gets its turn. */
const MOST_CALLS = 100;

/** Where the state stands in n8n's static data. */
const STATE = 'desk360';

/** What trouble of the whole poll is named by; that of a product by its ID. */
const POLL = 'poll';

const NOTHING: Watch = { items: [], gone: [], seen: [], failures: new Map() };

function asOutput(items: Item[]): INodeExecutionData[][] {
	return [items.map(({ json }) => ({ json }))];
}

async function fetchExamples(
	context: IPollFunctions,
	settings: TriggerSettings,
): Promise<INodeExecutionData[][]> {
	const examples = await examplesOf(createCaller(context), settings, (odd) => tell(context, odd));
	if (examples.length > 0) return asOutput(examples);
	throw new NodeOperationError(
		context.getNode(),
		`${whatIsWatched(settings)} no example of ${settings.events.length > 1 ? 'these events' : 'this event'} yet`,
		{
			description:
				'Loosen the filters, or let it happen once in Desk360. The trigger works all the same: publish the workflow, and it starts with the next one',
		},
	);
}

function whatIsWatched({ products }: TriggerSettings): string {
	if (products === 'all') return 'The products have';
	return products.length > 1
		? `Products ${products.join(', ')} have`
		: `Product ${products[0]} has`;
}

/** A short name of what is watched: with another address, products, events or filters nothing known holds any more. */
async function nameOfWatch(context: IPollFunctions, settings: TriggerSettings): Promise<string> {
	// A slash at its end makes no other address.
	const address = endpoint(apiAddress(await credentialsOf(context)), '');
	const { products, events, query } = settings;
	const ids = products === 'all' ? products : products.toSorted();
	const filters = Object.entries(query).sort(([one], [other]) => (one < other ? -1 : 1));
	return watchOf(address, ids, events.toSorted(), filters);
}

function mustBeMended(context: IPollFunctions, thrown: unknown): never {
	throw new NodeApiError(context.getNode(), thrown as JsonObject);
}

/** Reads on from the saved state and saves the next one; the first poll sets the starting points. */
async function readOn(
	context: IPollFunctions,
	settings: TriggerSettings,
	key: string,
	timeMs: number,
): Promise<Watch> {
	const saved = context.getWorkflowStaticData('node');
	const watch = await nameOfWatch(context, settings);
	const latest = loadState(saved[STATE], watch) ? saved[STATE] : startingPointOf(key, saved[STATE]);
	const known = loadState(latest, watch);
	if (known && isHandedOver(key, latest, Date.now())) return NOTHING;
	const ended = new AbortController();
	const send = createCaller(context, { maxRateLimitWaitSeconds: timeMs / 1000 });
	const caller = within({ calls: MOST_CALLS, timeIsUp: wait(timeMs, ended.signal) }, send);
	const came = await pollProducts(known, caller, settings, Date.now(), (odd) => tell(context, odd))
		.catch((thrown: unknown): Watch => {
			if (!mayPass(thrown)) mustBeMended(context, thrown);
			return { ...NOTHING, stopped: thrown as Error };
		})
		.finally(() => ended.abort());
	for (const { productId, ticketId } of came.gone) {
		context.logger.warn(
			`Ticket ${ticketId} of Desk360 product ${productId} is in the list but cannot be opened`,
		);
	}
	const isFirst = !known && settings.products !== 'all';
	const [refusal] = [...came.failures.values()].filter((failure) => !mayPass(failure));
	// Nobody waits for a product that was never there.
	if (isFirst && refusal) mustBeMended(context, refusal);
	if (came.state) {
		const next = saveState(came.state, watch);
		if (came.items.length > 0) noteHandover(key, latest, Date.now());
		if (!known) noteStartingPoint(key, next, saved[STATE]);
		saved[STATE] = next;
	}
	return came;
}

/**
 * What a person should know of a poll that did not come through, once nothing came for a quarter of an hour. A spent
 * rate limit is no trouble when there were answers before: that is how a backlog is worked off.
 */
function reportOrWait(
	context: IPollFunctions,
	{ products }: TriggerSettings,
	key: string,
	{ items, seen, failures, stopped }: Watch,
): void {
	for (const id of seen) recordSuccess(key, id);
	const passing = [...failures].filter(([, failure]) => mayPass(failure));
	const isOfAll = seen.length === 0 || (isFault(stopped) && stopped.kind !== 'rateLimited');
	const trouble = isOfAll ? (stopped ?? passing[0]?.[1]) : undefined;
	if (!trouble || items.length > 0) recordSuccess(key, POLL);
	else recordPassing(context, key, POLL, trouble);
	if (!trouble) for (const [id, failure] of passing) recordPassing(context, key, id, failure);
	for (const [id, failure] of failures) {
		if (mayPass(failure)) continue;
		if (products === 'all') tell(context, `Product ${id} is not watched: ${failure.message}`);
		// What was found is handed over first.
		else if (items.length === 0 && isNewRefusal(key, id)) mustBeMended(context, failure);
	}
}

/** A passing fault ends the poll quietly, until nothing came through for a quarter of an hour. */
function recordPassing(context: IPollFunctions, key: string, what: string, fault: Error): void {
	const message = fault.message || 'Desk360 did not answer within the time that a poll has';
	const retryAfterMs = isFault(fault) ? fault.retryAfterMs : undefined;
	const now = Date.now();
	const since = recordFailure(key, what, now, retryAfterMs);
	const who = what === POLL ? 'A poll of Desk360' : `A look at Desk360 product ${what}`;
	if (since === undefined) {
		context.logger.warn(`${who} did not come through and is repeated: ${message}`);
		return;
	}
	const { httpCode, code, docUrl } = fault instanceof Desk360ApiError ? fault : {};
	throw new Desk360ApiError(context.getNode(), {
		kind: 'unavailable',
		message: `${what === POLL ? 'No poll' : `No look at product ${what}`} came through for ${duration(now - since)}: ${message}`,
		description: `The first that did not was at ${new Date(since).toISOString()}. Nothing is skipped: the trigger goes on polling from where it was. Check the network and the state of Desk360`,
		httpCode: httpCode ? Number(httpCode) : undefined,
		code,
		docUrl,
		retryAfterMs,
	});
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
		const came = await readOn(context, settings, key, timeMs);
		reportOrWait(context, settings, key, came);
		return came.items.length > 0 ? asOutput(came.items) : null;
	} finally {
		release();
	}
}
