import type { IDataObject } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../sandbox';
import type { Surroundings, PollOutcome } from './n8n';
import { N8n } from './n8n';
import { Desk, FILTERS } from './desk';
import type { Between, FaultAt, Happening, History, Step, Watches } from './history';
import { OddTickets } from './odd';
import { Products } from './products';
import { QuietCalls } from './quietCalls';
import { SavedState } from './saved';
import { Truths } from './truths';

export interface Stage extends Surroundings {
	sandbox: Sandbox;
	/** Sets the service's clock ahead of this machine's. */
	setClockAhead: (seconds: number) => void;
}

const HOUR = 3_600;

/**
 * Polls at the end, with nothing in between: once so many brought nothing, everything must have come. Ten pages to be looked
 * at once more, beside the list of products, are paid for by 400.
 */
const LAST_POLLS = { seconds: 60, quiet: 3, most: 500 };

/** The longest time that the service asks to wait, in seconds. */
export const LONGEST_RETRY_AFTER = 600;

/** So long after the service's clock was set back by an hour, stamps may lie below those of what came before. */
const ASKEW_SECONDS = HOUR + 600;

const MOST_STATE_BYTES = 65_536;

/** What the service does to the calls of each kind of fault. */
export const FAULTS: Record<FaultAt['fault'], Fault> = {
	retryLater: { kind: 'rateLimit', retryAfter: LONGEST_RETRY_AFTER },
	maintenance: {
		kind: 'status',
		status: 503,
		headers: { 'retry-after': `${LONGEST_RETRY_AFTER}` },
	},
	retrySoon: { kind: 'rateLimit', retryAfter: 5 },
	unavailable: { kind: 'status', status: 503 },
	reset: { kind: 'reset' },
	hang: { kind: 'hang' },
	html: { kind: 'html', status: 200 },
	emptyBody: { kind: 'emptyBody' },
	malformedJson: { kind: 'malformedJson' },
	malformedRow: { kind: 'malformedRow', row: 7 },
};

function parametersOf(history: History, { events, filter, products }: Watches) {
	const { maxTickets, includeDetails } = history;
	const ids = Array.from({ length: Number(products) }, (_, index) => index + 1);
	return {
		productId: products === 'all' ? 'all' : ids.join(', '),
		events,
		filters: FILTERS[filter],
		simplify: false,
		options: { maxTicketsPerPoll: maxTickets, includeDetails },
	};
}

/** What happens once the clock has gone on for longer than it was set back. */
const AFTER_SET_BACK: Happening[] = [
	{ do: 'create', count: 1, shown: true },
	{ do: 'write', pick: 0 },
	{ do: 'setStatus', pick: 1 },
];

/**
 * Lives a history with the local Desk360 and a published workflow, then lets polls come until they bring
 * nothing, and gives what was wrong.
 */
export async function live(history: History, stage: Stage): Promise<string[]> {
	const { sandbox, pass } = stage;
	const { answers, ties: tieOrder, idsAs } = history;
	let { clockAheadSeconds } = history;
	sandbox.reset();
	Object.assign(sandbox.settings, { answers, tieOrder, idsAs });
	stage.setClockAhead(clockAheadSeconds);
	// The window of the history before is over.
	pass(2 * HOUR);

	const products = new Products(sandbox, history.products);
	const thoseThere = (watch: Watches): Watches => ({
		...watch,
		products: watch.products === 'all' ? 'all' : Math.min(watch.products, products.count),
	});
	let watch = thoseThere(history.watch);
	const truths = new Truths(watch, history.includeDetails);
	/** There may be something for the next poll to look at, whether or not it hands it over. */
	let hasChanged = true;
	const desk = new Desk(sandbox.world, (ticket) => {
		hasChanged = true;
		truths.note(ticket);
	});
	const odd = new OddTickets(sandbox);
	const n8n = new N8n(stage, history.isDurable, parametersOf(history, watch));

	const quietCalls = new QuietCalls();
	let askewUntil = 0;
	let isAskew = false;
	/** Which state is that of what was watched before the last edit. */
	let outdated: unknown;
	/** All that was ever watched, which is not watched again: its state may still be there. */
	const watched = new Set([JSON.stringify(n8n.parameters)]);

	const placeOf = ({ at = 0 }: { at?: number }) => ({
		...{ filter: watch.filter, product: products.chosen(at) },
	});
	const happen = (happening: Happening) => desk.happen(happening, placeOf(happening));
	const stateIn = (state?: IDataObject) =>
		state && state.watch !== outdated ? new SavedState(state) : undefined;
	const saved = () => stateIn(n8n.state);
	// Without durable cursors n8n does not save the state of a poll that brings nothing, such as a starting point.
	n8n.onRestored = (before) => {
		hasChanged = true;
		truths.startAnew((id) => Boolean(stateIn(before)?.isStarted(id)) && !saved()?.isStarted(id));
	};

	const isEach = (what: 'isRead' | 'isSettled') => {
		const state = saved();
		const ids = Array.from({ length: products.count }, (_, index) => index + 1);
		const isListed = Number(state?.listedAt) > products.changedAt;
		if (watch.products === 'all') return isListed && ids.every((id) => state?.[what](id));
		return ids.slice(0, watch.products).every((id) => state?.[what](id));
	};

	const polling = async (
		poll: () => Promise<PollOutcome[]>,
		{ between = [], fault }: { between?: Between[]; fault?: FaultAt } = {},
	) => {
		// Two polls never share a second; what happens after a poll may still fall into its second.
		pass(1);
		const wasQuiet = isEach('isRead') && !hasChanged;
		hasChanged = false;
		truths.beforePoll(isAskew);
		isAskew &&= Date.now() < askewUntil;
		let calls = 0;
		let hasOdd = false;
		sandbox.hooks.onRequest = (request) => {
			calls++;
			for (const { call, happening } of between) if (call === calls) happen(happening);
			if (odd.meet(request)) hasOdd = true;
		};
		if (fault)
			sandbox.faults.add({ ...FAULTS[fault.fault], skip: fault.call - 1, times: fault.times });
		products.refuse();
		const callsBefore = sandbox.requests.count();
		const listedBefore = saved()?.listedAt;
		const outcomes = await poll();
		const made = sandbox.requests.entries.slice(callsBefore);
		// A row that a starting point could not read is news once it can be read, as that of an odd ticket.
		const isFaulty = made.some(({ status, fault }) => status !== 200 || fault !== undefined);
		const isShort = hasOdd || made.length === 0 || isFaulty;
		// What it could not read is still there for the next one.
		hasChanged ||= isShort;
		if (isShort || history.callsPerMinute === 10) truths.noteShortage();
		for (const outcome of outcomes) truths.take(outcome);
		truths.afterPoll((id) => saved()?.isStarted(id) ?? false);
		// A product that was away at this look at the list, and was never there before, is watched from now on.
		const state = saved();
		if (state?.listedAt !== listedBefore) truths.excuse((id) => !state?.isKnown(id));
		sandbox.faults.clear();
		sandbox.hooks.onRequest = undefined;
		if (n8n.isDead) truths.complain('dead: no attempt to publish came through');
		const bytes = JSON.stringify(n8n.state ?? {}).length;
		if (bytes > MOST_STATE_BYTES) truths.complain(`the state has ${bytes} bytes`);
		const handedOver = outcomes.flatMap(({ items }) => items).length;
		const isQuiet = wasQuiet && !hasChanged && !isShort && handedOver === 0 && isEach('isRead');
		const count = watch.products === 'all' ? products.count : watch.products;
		const complaint = isQuiet ? quietCalls.note(made.length, count) : undefined;
		if (complaint) truths.complain(complaint);
		if (!isQuiet) quietCalls.begin();
		return handedOver;
	};

	const quietPoll = async () => await polling(async () => await n8n.poll('kept'));

	const pollUntilSettled = async () => {
		const { seconds, quiet, most } = LAST_POLLS;
		for (let polls = 0, left = quiet; left > 0; polls++) {
			if (polls > most) {
				truths.complain('never done');
				break;
			}
			pass(seconds);
			const handedOver = await quietPoll();
			left = handedOver === 0 && isEach('isSettled') ? left - 1 : quiet;
		}
	};

	const edit = async (next: Watches) => {
		// Nobody publishes what is not there.
		products.showAll();
		const parameters = parametersOf(history, next);
		if (watched.has(JSON.stringify(parameters))) return;
		watched.add(JSON.stringify(parameters));
		truths.watchAnew(next);
		outdated = n8n.state?.watch;
		watch = next;
		n8n.parameters = parameters;
		await polling(async () => [await n8n.publish()]);
	};

	const take = async (step: Step): Promise<unknown> => {
		if (step.do === 'spoil') {
			const ticket = desk.changedLately(step.pick, placeOf({}));
			if (ticket) odd.spoil(ticket.id, step.lacks, step.reads);
		} else if (step.do === 'tick') pass(step.seconds);
		else if (step.do === 'setClockBack') {
			// Once a year, at most.
			if (askewUntil > 0) return;
			stage.setClockAhead((clockAheadSeconds -= HOUR));
			askewUntil = Date.now() + ASKEW_SECONDS * 1000;
			isAskew = true;
		} else if (step.do === 'addProduct') {
			// The trigger learns of a clock that was set back from stamps of the next hours.
			if (askewUntil === 0 && products.add())
				happen({ do: 'create', count: 1, shown: true, at: products.count - 1 });
		} else if (step.do === 'hideProduct') {
			// A trigger cannot start with what was never there.
			if (saved()) products.hide(products.chosen(step.at), step.as);
		} else if (step.do === 'showProduct') {
			hasChanged = true;
			products.show(products.chosen(step.at));
		} else if (step.do === 'poll') {
			return await polling(async () => await n8n.poll(step.fate), step);
		} else if (step.do === 'overlap') {
			return await polling(async () => await n8n.overlap(step.polls, step.inLine), step);
		} else if (step.do === 'restart') {
			return await polling(async () => [await n8n.restart()], step);
		} else if (step.do === 'republish') {
			return await polling(async () => [await n8n.publish()], step);
		} else if (step.do === 'otherMain') {
			return await polling(async () => await n8n.switchMain());
		} else if (step.do === 'edit') return await edit(thoseThere(step.watch));
		else happen(step);
		return;
	};

	for (let before = 0; before < history.before; before++) {
		pass((before % 3) * 20);
		desk.create(placeOf({ at: before % 5 === 4 ? before : 0 }), before % 10 < 7);
	}
	sandbox.rateLimit.limit = history.callsPerMinute;
	await polling(async () => [await n8n.publish()]);
	for (const step of history.steps) await take(step);

	// Nothing is to be waited for any more, nothing is odd, and all products are seen.
	odd.heal();
	products.showAll();
	hasChanged = true;
	pass(LONGEST_RETRY_AFTER);
	await pollUntilSettled();
	if (askewUntil > 0) {
		// Nothing froze: what happens from now on comes.
		while (isAskew) {
			pass(LONGEST_RETRY_AFTER);
			await quietPoll();
		}
		for (const happening of AFTER_SET_BACK) {
			for (let at = 0; at < products.count; at++) happen({ ...happening, at });
			pass(1);
		}
		await pollUntilSettled();
	}
	return truths.finish();
}
