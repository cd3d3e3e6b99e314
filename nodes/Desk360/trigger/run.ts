import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { apiAddress, endpoint } from '../api/auth/credentials';
import { credentialsOf } from '../api/auth/signedRequest';
import { createCaller } from '../api/client';
import { wait } from '../api/common/wait';
import type { Item } from './events';
import { examplesOf } from './examples';
import { within } from './limits';
import { memoryOf } from './processMemory';
import type { TriggerMemory } from './processMemory';
import { mustBeMended, reportOrWait, tellOdd, withName } from './report';
import { settingsOf } from './settings';
import type { TriggerSettings } from './settings';
import { loadState, saveState, watchOf } from './state';
import { mayPass } from './stopEarly';
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

function asOutput(items: Item[]): INodeExecutionData[][] {
	return [items.map(({ json }) => ({ json }))];
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

/** Reads on from the saved state and saves the next one; the first poll sets the starting points. */
async function readOn(
	context: IPollFunctions,
	settings: TriggerSettings,
	memory: TriggerMemory,
	timeMs: number,
): Promise<Watch | undefined> {
	const saved = context.getWorkflowStaticData('node');
	const watch = await nameOfWatch(context, settings);
	const latest = loadState(saved[STATE], watch)
		? saved[STATE]
		: memory.startingPointOf(saved[STATE]);
	const known = loadState(latest, watch);
	const now = Date.now();
	if (known && memory.isHandedOver(latest, now)) return undefined;
	const ended = new AbortController();
	const send = createCaller(context, { maxRateLimitWaitSeconds: timeMs / 1000 });
	const caller = within({ calls: MOST_CALLS, timeIsUp: wait(timeMs, ended.signal) }, send);
	const tell = (odd: string) => tellOdd(context, memory, odd);
	const came = await pollProducts(known, { caller, settings, now, tell })
		.catch((thrown: unknown) => mustBeMended(context, thrown))
		.finally(() => ended.abort());
	memory.labels = came.labels ?? memory.labels;
	const refusal = [...came.failures.values()].find((failure) => !mayPass(failure));
	// Nobody waits for a product that was never there.
	if (refusal && !known && settings.products !== 'all') mustBeMended(context, refusal);
	if (came.state) {
		const next = saveState(came.state, watch);
		if (came.items.length > 0) memory.noteHandover(latest, Date.now());
		if (!known) memory.noteStartingPoint(next, saved[STATE]);
		saved[STATE] = next;
	}
	return came;
}

/**
 * One poll of n8n: the items of what happened since the last one, or null. "Fetch test event" gets examples and
 * leaves the state alone.
 *
 * @throws Desk360ApiError for what a person must mend, or when nothing came through for a quarter of an hour
 */
export async function runPoll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = await settingsOf(context);
	if (context.getMode() === 'manual') {
		const examples = await examplesOf(context, settings).catch((thrown: unknown) => {
			throw withName(context, thrown);
		});
		return asOutput(examples);
	}
	const timeMs = SHARE_OF_TIME * (context.getPollBudgetMs?.() ?? DEFAULT_POLL_MS);
	const now = Date.now();
	const memory = memoryOf(`${context.getWorkflow().id}/${context.getNode().id}`, now);
	const release = memory.claimPoll(now, timeMs * 2);
	if (!release) return null;
	try {
		const came = await readOn(context, settings, memory, timeMs);
		if (!came) return null;
		reportOrWait(context, settings, memory, came);
		return came.items.length > 0 ? asOutput(came.items) : null;
	} finally {
		release();
	}
}
