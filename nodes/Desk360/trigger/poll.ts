import type { TicketRow } from '../api/types';
import { eventsOf, needsCalls } from './events';
import type { EventSettings, Item } from './events';
import { isPause } from './pause';
import { isFault, withoutTickets } from './source';
import type { Source } from './source';
import { compare, earlier, newestOf, oldestOf } from './stamps';
import { WINDOW_SECONDS } from './state';
import type { State } from './state';
import { gather } from './walk';
import type { Plan, Reading, Trail, View } from './walk';

export interface PollSettings extends EventSettings {
	maxTickets: number;
}

/** What a poll brought. The state must be kept if, and only if, the items are handed over. */
export interface PollResult {
	/** Oldest first. */
	items: Item[];
	state: State;
	/** Why it ended early. */
	stopped?: Error;
	/** Tickets whose details were wanted but cannot be opened. */
	gone: string[];
}

/** Pages that are read at a stretch before the far end is looked for, and of a backlog. */
const REACH = { first: 10, backlog: 10 };

/** The same when each ticket takes a call of its own: calls are better spent on those. */
const REACH_WITH_CALLS = { first: 2, backlog: 1 };

/** Polls in which others came through, after which a ticket that does not is treated as gone. */
const MOST_REFUSALS = 5;

function planOf({ backlog }: State, settings: EventSettings): Plan {
	const reach = needsCalls(settings) ? REACH_WITH_CALLS : REACH;
	return backlog
		? { ...backlog, reach: Math.min(backlog.reach, reach.backlog) }
		: { page: 1, reach: reach.first };
}

/** It may be this one ticket that Desk360 cannot show. */
function mayBeTheTicket(thrown: unknown): boolean {
	return isFault(thrown) && thrown.passing && !['rateLimited', 'unreachable'].includes(thrown.kind);
}

/** A poll that did not get as far as the oldest news: the next one looks further down, and takes smaller bites. */
function interrupted(state: State, thrown: Error, trail: Trail): PollResult {
	const next = { ...state };
	const ranShort = !isFault(thrown) || thrown.kind === 'rateLimited';
	if (ranShort && trail.pages > 1) {
		if (trail.onlyCrowd) next.calm = true;
		else {
			const reach = Math.max(1, Math.floor(trail.pages / 2) - 1);
			next.backlog = { page: Math.max(1, trail.newsAt), reach, isLost: true };
		}
	}
	return { items: [], state: next, stopped: thrown, gone: [] };
}

interface Handling {
	items: Item[];
	gone: string[];
	handled: TicketRow[];
	/** Oldest first. */
	left: TicketRow[];
	refusals: Record<string, number>;
	stopped?: Error;
}

/** Deals with the news, oldest first, until tickets, time or calls are used up. */
async function handle(
	news: TicketRow[],
	state: State,
	source: Source,
	settings: PollSettings,
): Promise<Handling> {
	const result: Handling = { items: [], gone: [], handled: [], left: [], refusals: {} };
	let tickets = 0;
	let refusal: unknown;
	for (const row of news) {
		if (tickets >= settings.maxTickets || result.stopped) {
			result.left.push(row);
			continue;
		}
		const id = String(row.id);
		const isGivenUp = (state.refusals?.[id] ?? 0) >= MOST_REFUSALS;
		try {
			const from = isGivenUp ? withoutTickets(source) : source;
			const outcome = await eventsOf(row, state.memory.of(row), state, from, settings);
			result.items.push(...outcome.items);
			if (outcome.items.length > 0) tickets++;
			if (outcome.isGone) result.gone.push(id);
			state.memory.remember(row, outcome.entries, outcome.last);
			result.handled.push(row);
		} catch (thrown) {
			result.left.push(row);
			if (mayBeTheTicket(thrown) && !refusal) {
				refusal = thrown;
				result.refusals[id] = (state.refusals?.[id] ?? 0) + 1;
			} else result.stopped = thrown as Error;
		}
	}
	if (refusal && result.handled.length === 0) result.stopped ??= refusal as Error;
	return result;
}

/** The state after a walk that came through. */
function advanced(state: State, reading: Reading, plan: Plan, handling: Handling): State {
	const { handled, left, refusals } = handling;
	const stamps = (rows: TicketRow[]) => rows.map((row) => row.updated_at);
	const [oldestLeft] = left;
	const fromPageOne = reading.start === 1;
	const next: State = { ...state, calm: handled.length + left.length === 0 };
	delete next.backlog;
	delete next.refusals;
	if (handled.length > 0 && Object.keys(refusals).length > 0) next.refusals = refusals;

	if (oldestLeft) next.front = oldestOf(oldestLeft.updated_at, ...stamps(left));
	else if (!fromPageOne) next.front = newestOf(state.front, reading.top);
	else if (handled.length > 0) next.front = newestOf(...stamps(handled));

	if (!fromPageOne) {
		const page = oldestLeft ? reading.pageOf.get(String(oldestLeft.id)) : reading.start - 1;
		next.backlog = { page: page ?? reading.start, reach: plan.reach };
	} else if (!oldestLeft) {
		next.low = next.front;
		const windowStart = earlier(next.low, WINDOW_SECONDS);
		next.floor = newestOf(state.floor, oldestOf(windowStart, reading.bottomOfStart));
	}
	return next;
}

/**
 * One poll: reads the list down to what is known, and turns the oldest news into items.
 *
 * @param state what the poll before left; its memory is changed, so it must not be used again
 * @throws what a person must mend
 */
export async function poll(
	state: State,
	source: Source,
	settings: PollSettings,
): Promise<PollResult> {
	const view: View = {
		front: state.front,
		floor: state.floor,
		calm: state.calm,
		isNews: (row) => row.updated_at > state.floor && !state.memory.knows(row),
	};
	const plan = planOf(state, settings);
	const trail: Trail = { pages: 0, newsAt: 0, onlyCrowd: true };
	let reading: Reading;
	try {
		reading = await gather(source.page, view, plan, trail);
	} catch (thrown) {
		if (isPause(thrown)) return interrupted(state, thrown, trail);
		throw thrown;
	}
	const news = reading.rows
		.filter((row) => view.isNews(row))
		.filter((row) => reading.start === 1 || row.updated_at <= reading.top)
		.reverse()
		.sort((one, other) => compare(one.updated_at, other.updated_at));
	const handling = await handle(news, state, source, settings);
	const { items, gone, stopped } = handling;
	if (stopped && !isPause(stopped) && items.length === 0) throw stopped;
	return {
		items: items.sort((one, other) => compare(one.at, other.at)),
		state: advanced(state, reading, plan, handling),
		stopped,
		gone,
	};
}
