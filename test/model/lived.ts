import type { IDataObject } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../sandbox';
import type { Surroundings, PollOutcome } from './n8n';
import { N8n } from './n8n';
import { Desk, FILTERS } from './desk';
import type { Between, FaultAt, Happening, History, Step, Watches } from './history';
import { OddTickets } from './odd';
import { MOST_PRODUCTS, Truths } from './truths';

export interface Stage extends Surroundings {
	sandbox: Sandbox;
	/** Sets the service's clock ahead of this machine's. */
	setClockAhead: (seconds: number) => void;
}

const HOUR = 3_600;

/** Polls at the end, with nothing in between: once so many brought nothing, everything must have come. */
const LAST_POLLS = { seconds: 60, quiet: 3, most: 200 };

/** The longest time that the service asks to wait, in seconds. */
export const LONGEST_RETRY_AFTER = 600;

/** So long after the service's clock was set back by an hour, stamps may lie below what came before. */
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

/** The products of the state, as the next poll finds it. */
interface SavedProduct {
	id: string;
	handledUpTo?: string;
	completeAt?: string;
	backlog?: object;
	revisit?: object;
}

/**
 * Lives a history with the local Desk360 and a published workflow, then lets polls come until they bring
 * nothing, and gives what was wrong.
 */
export async function live(history: History, stage: Stage): Promise<string[]> {
	const { sandbox, pass } = stage;
	let { watch, clockAheadSeconds } = history;
	let askewUntil = 0;
	let isExcused = true;
	/** Which state is that of what was watched before the last edit. */
	let outdated: unknown;
	sandbox.reset();
	const { answers, ties: tieOrder, idsAs } = history;
	Object.assign(sandbox.settings, { answers, tieOrder, idsAs });
	const { products } = sandbox.world;
	const hidden = new Map<number, (typeof products)[number]>();
	/** All products by number, those the account does not see included. */
	let count = history.products;
	for (let id = 1; id <= count; id++) sandbox.world.createProduct({ id });
	let lastAddedAt = 0;
	stage.setClockAhead(clockAheadSeconds);
	// The window of the history before is over.
	pass(2 * HOUR);

	const truths = new Truths(watch, history.includeDetails);
	const desk = new Desk(sandbox.world, (ticket) => truths.note(ticket));
	const odd = new OddTickets(sandbox);
	const n8n = new N8n(stage, history.isDurable, {});

	const placeOf = ({ at = 0 }: { at?: number }) => ({
		...{ filter: watch.filter, product: (at % count) + 1 },
	});
	const happen = (happening: Happening) => desk.happen(happening, placeOf(happening));
	const excuseOnce = () => {
		if (!isExcused && Date.now() >= askewUntil) truths.excuse();
		isExcused ||= Date.now() >= askewUntil;
	};
	const saved = () => (n8n.state?.products ?? []) as SavedProduct[];
	const isStarted = (product: number) => {
		if (!n8n.state || n8n.state.watch === outdated) return false;
		const known = saved().find(({ id }) => id === `${product}`);
		// One that was not there when they were listed is watched from then on.
		if (!known) return watch.products === 'all' && n8n.state.listed !== undefined;
		return known.handledUpTo !== undefined;
	};

	const polling = async (
		poll: () => Promise<PollOutcome[]>,
		{ between = [], fault }: { between?: Between[]; fault?: FaultAt } = {},
	) => {
		n8n.parameters = parametersOf(history, watch);
		// Two polls never share a second; what happens after a poll may still fall into its second.
		pass(1);
		excuseOnce();
		let calls = 0;
		let hasOdd = false;
		sandbox.hooks.onRequest = (request) => {
			calls++;
			for (const { call, happening } of between) if (call === calls) happen(happening);
			if (odd.meet(request)) hasOdd = true;
		};
		if (fault)
			sandbox.faults.add({ ...FAULTS[fault.fault], skip: fault.call - 1, times: fault.times });
		truths.beforePoll(Date.now() < askewUntil);
		const callsBefore = sandbox.requests.count();
		const outcomes = await poll();
		const made = sandbox.requests.entries.slice(callsBefore);
		const isShort = hasOdd || made.length === 0 || made.some(({ status }) => status !== 200);
		if (isShort || history.callsPerMinute === 10) truths.noteShortage();
		for (const outcome of outcomes) truths.take(outcome);
		truths.afterPoll(isStarted);
		sandbox.faults.clear();
		sandbox.hooks.onRequest = undefined;
		if (n8n.isDead) truths.complain('dead: no attempt to publish came through');
		const bytes = JSON.stringify(n8n.state ?? {}).length;
		if (bytes > MOST_STATE_BYTES) truths.complain(`the state has ${bytes} bytes`);
		return outcomes.flatMap(({ items }) => items).length;
	};

	const quietPoll = async () => await polling(async () => await n8n.poll('kept'));

	const show = (id: number) => {
		const product = hidden.get(id);
		if (product) products.push(product);
		hidden.delete(id);
	};
	const hide = (id: number) => {
		const place = products.findIndex((product) => product.id === id);
		// Without any product there is nothing to see.
		if (place < 0 || products.length === 1) return;
		for (const product of products.splice(place, 1)) hidden.set(id, product);
	};

	const take = async (step: Step): Promise<void> => {
		if (step.do === 'spoil') {
			const ticket = desk.changedLately(step.pick, placeOf({}));
			if (ticket) odd.spoil(ticket.id, step.lacks, step.reads);
		} else if (step.do === 'tick') pass(step.seconds);
		else if (step.do === 'setClockBack') {
			// Once a year, at most.
			if (askewUntil > 0) return;
			stage.setClockAhead((clockAheadSeconds -= HOUR));
			askewUntil = Date.now() + ASKEW_SECONDS * 1000;
			isExcused = false;
		} else if (step.do === 'addProduct') {
			if (count === MOST_PRODUCTS) return;
			sandbox.world.createProduct({ id: ++count });
			lastAddedAt = Date.now();
			happen({ do: 'create', count: 1, shown: true, at: count - 1 });
		} else if (step.do === 'hideProduct' || step.do === 'showProduct') {
			const id = (step.at % count) + 1;
			if (step.do === 'hideProduct') hide(id);
			else show(id);
		} else if (step.do === 'poll') await polling(async () => await n8n.poll(step.fate), step);
		else if (step.do === 'overlap') {
			await polling(async () => await n8n.overlap(step.polls, step.inLine), step);
		} else if (step.do === 'restart') await polling(async () => [await n8n.restart()], step);
		else if (step.do === 'republish') await polling(async () => [await n8n.publish()], step);
		else if (step.do === 'edit') {
			// Nobody publishes what is not there.
			for (const id of [...hidden.keys()]) show(id);
			const named = step.watch.products;
			const next = { ...step.watch, products: named === 'all' ? named : Math.min(named, count) };
			const isSame =
				JSON.stringify(parametersOf(history, next)) ===
				JSON.stringify(parametersOf(history, watch));
			if (!isSame) {
				truths.watchAnew(next);
				outdated = n8n.state?.watch;
			}
			watch = next;
			await polling(async () => [await n8n.publish()]);
		} else happen(step);
	};

	if (watch.products !== 'all') watch = { ...watch, products: Math.min(watch.products, count) };
	truths.watchAnew(watch);
	for (let before = 0; before < history.before; before++) {
		pass((before % 3) * 20);
		desk.create(placeOf({ at: before % 5 === 4 ? before : 0 }), before % 10 < 7);
	}
	sandbox.rateLimit.limit = history.callsPerMinute;
	await polling(async () => [await n8n.publish()]);
	for (const step of history.steps) await take(step);

	// Nothing is to be waited for any more, nothing is odd, and all products are seen.
	odd.heal();
	for (const id of [...hidden.keys()]) show(id);
	lastAddedAt = Date.now();
	pass(LONGEST_RETRY_AFTER);
	const { seconds, quiet, most } = LAST_POLLS;
	for (let polls = 0, left = quiet; left > 0; polls++) {
		if (polls > most) {
			truths.complain('never done');
			break;
		}
		pass(seconds);
		const handedOver = await quietPoll();
		const isListed = Number((n8n.state?.listed as IDataObject | undefined)?.at) > lastAddedAt;
		const isDone =
			(watch.products !== 'all' || isListed) &&
			saved().every(
				({ backlog, revisit, completeAt, handledUpTo }) =>
					!backlog && !revisit && completeAt === handledUpTo,
			);
		left = handedOver === 0 && isDone ? left - 1 : quiet;
	}
	pass(Math.max(0, askewUntil - Date.now()) / 1000);
	excuseOnce();
	return truths.finish();
}
