import type { TicketRow } from '../api/types';
import type { Plan } from './border';
import { PAGE_SIZE } from '../api/paging';
import { eventsOf, needsCalls } from './events';
import type { EventSettings, Item } from './events';
import { WINDOW_SECONDS, dueFrom, isLookDue, paceAfter } from './pace';
import { isPause } from './pause';
import type { Trail, View } from './reading';
import { isFault, withoutTickets } from './source';
import type { Source } from './source';
import { compare, earlier, newestOf, oldestOf, secondsOfMoment } from './stamps';
import type { State } from './state';
import { gather } from './walk';
import type { Finding } from './walk';

export interface PollSettings extends EventSettings {
	maxTickets: number;
	/** This machine's clock, in milliseconds. */
	now: number;
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

function planOf({ backlog }: State, settings: PollSettings): Plan {
	const reach = needsCalls(settings) ? REACH_WITH_CALLS : REACH;
	// More than may be handed over would only have to be read again.
	const pages = Math.ceil(settings.maxTickets / PAGE_SIZE);
	return backlog
		? { ...backlog, reach: Math.min(backlog.reach, reach.backlog, pages) }
		: { page: 1, reach: reach.first };
}

/** It may be this one ticket that Desk360 cannot show. */
function mayBeTheTicket(thrown: unknown): boolean {
	return isFault(thrown) && thrown.passing && !['rateLimited', 'unreachable'].includes(thrown.kind);
}

/** A poll that did not get as far as the oldest news: the next one looks further down, and takes smaller bites. */
function interrupted(state: State, thrown: Error, trail: Trail): State {
	const ranShort = !isFault(thrown) || thrown.kind === 'rateLimited';
	if (!ranShort || trail.pages < 2) return state;
	if (trail.onlyCrowd) return { ...state, calm: true };
	const known = state.backlog?.reach ?? Infinity;
	const reach = Math.max(1, Math.min(known, trail.pages) - 1);
	const backlog = trail.border
		? { page: trail.border, reach }
		: {
				page: Math.max(1, trail.newsAt),
				reach: Math.max(reach, Math.min(known, trail.pages - 1)),
				isLost: true,
			};
	return { ...state, backlog };
}

interface Handling {
	items: Item[];
	gone: string[];
	/** How many tickets the items are of. */
	tickets: number;
	handled: TicketRow[];
	/** Oldest first. */
	left: TicketRow[];
	refusals: Record<string, number>;
	partial: Record<string, number>;
	stopped?: Error;
}

interface Round extends Handling {
	state: State;
}

/** Deals with the news, oldest first, until tickets, time or calls are used up. */
async function handle(
	news: TicketRow[],
	state: State,
	source: Source,
	settings: PollSettings,
): Promise<Handling> {
	const result: Handling = {
		...{ items: [], gone: [], tickets: 0, handled: [], left: [] },
		...{ refusals: {}, partial: { ...state.partial } },
	};
	let refusal: unknown;
	for (const row of news) {
		const isFull = result.tickets >= settings.maxTickets;
		// Of one second the oldest must be dealt with first, or what is known of it has holes.
		const isBehindRefused = result.left.at(-1)?.updated_at === row.updated_at;
		if (isFull || result.stopped || isBehindRefused) {
			result.left.push(row);
			continue;
		}
		const id = String(row.id);
		const isGivenUp = (state.refusals?.[id] ?? 0) >= MOST_REFUSALS;
		try {
			const from = isGivenUp ? withoutTickets(source) : source;
			const outcome = await eventsOf(row, state.memory.of(row), state, from, settings);
			const tries = outcome.isPartial ? (result.partial[id] ?? 0) + 1 : 0;
			if (tries > 0) result.partial[id] = tries;
			else delete result.partial[id];
			if (tries > 0 && tries <= MOST_REFUSALS) {
				result.left.push(row);
				continue;
			}
			result.items.push(...outcome.items);
			if (outcome.items.length > 0) result.tickets++;
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

function byChange(one: TicketRow, other: TicketRow): number {
	return compare(one.updated_at, other.updated_at);
}

/** The state after a walk that came through. */
function advanced(
	state: State,
	finding: Finding,
	plan: Plan,
	handling: Handling,
	now: number,
): State {
	const { handled, left, refusals, partial } = handling;
	const { start, pages, pageOf, sureTo, oddFrom } = finding;
	const stamps = (rows: TicketRow[]) => rows.map((row) => row.updated_at);
	const [oldestLeft] = left;
	const next: State = { ...state, calm: handled.length + left.length === 0 };
	delete next.backlog;
	next.refusals = handled.length > 0 ? refusals : state.refusals;
	const isFollowed = ([id]: [string, number]) =>
		next.memory.has(id) || left.some((row) => String(row.id) === id);
	next.partial = Object.fromEntries(Object.entries(partial).filter(isFollowed));
	const { oddPolls = 0 } = state;
	next.oddPolls = oddFrom === undefined ? 0 : oddPolls + 1;
	/** What could not be read is looked for again, down to where it may be. */
	const isHeld = oddFrom !== undefined && oddPolls < MOST_REFUSALS;

	const bottom = start + pages - 1;
	if (sureTo === undefined) {
		const { unsureTo = '' } = plan;
		const hasOldNews = [...handled, ...left].some((row) => row.updated_at <= unsureTo);
		const doubts = next.calm || (unsureTo && !hasOldNews) ? (plan.doubts ?? 0) + 1 : 0;
		next.backlog = { page: start, reach: plan.reach, unsureTo: finding.top, doubts };
		return next;
	}
	if (oldestLeft) next.front = oldestOf(sureTo, ...stamps(left));
	else if (start > 1) next.front = newestOf(state.front, sureTo);
	else if (sureTo < finding.top) next.front = sureTo;
	else if (handled.length > 0) next.front = newestOf(...stamps(handled));

	if (start > 1) {
		const page = oldestLeft ? pageOf.get(String(oldestLeft.id)) : start - 1;
		next.backlog = { page: page ?? bottom, reach: plan.reach };
	} else if (sureTo < finding.top) {
		next.backlog = { page: start, reach: plan.reach, unsureTo: finding.top };
	} else if (!oldestLeft && !isHeld) {
		if (oddPolls > 0) next.front = newestOf(next.front, sureTo);
		next.low = next.front;
		next.pace = paceAfter(state.pace, handled, secondsOfMoment(now));
		const windowStart = earlier(next.low, WINDOW_SECONDS);
		next.floor = newestOf(state.floor, oldestOf(windowStart, finding.bottomOfStart));
	}
	if (isHeld) next.front = oldestOf(next.front, newestOf(oddFrom, state.floor));
	return next;
}

/** Reads down to what is known, once, and deals with the oldest news. */
async function round(
	state: State,
	source: Source,
	settings: PollSettings,
	trail: Trail,
): Promise<Round> {
	const view: View = {
		front: state.front,
		dueFrom: dueFrom(state.pace),
		floor: state.floor,
		calm: state.calm && !state.backlog,
		looksDeep: isLookDue(state.pace, state.front, secondsOfMoment(settings.now)),
		isNews: (row) => row.updated_at > state.floor && !state.memory.knows(row),
		changedAfter: (stamp) => state.memory.changedAfter(stamp),
	};
	const plan = planOf(state, settings);
	const finding = await gather(source.page, view, plan, trail);
	const ceiling = finding.start > 1 ? (finding.sureTo ?? finding.top) : undefined;
	const news = finding.rows
		.filter((row) => view.isNews(row))
		.filter((row) => ceiling === undefined || row.updated_at <= ceiling)
		.reverse()
		.sort(byChange);
	const handling = await handle(news, state, source, settings);
	handling.stopped ??= finding.stopped;
	return { ...handling, state: advanced(state, finding, plan, handling, settings.now) };
}

/**
 * One poll: turns the news of the list into items. A backlog is worked off from its far end, round by round, as
 * far as tickets, time and calls allow.
 *
 * @param state what the poll before left; its memory is changed, so it must not be used again
 * @throws what a person must mend, unless there is something to hand over
 */
export async function poll(
	state: State,
	source: Source,
	settings: PollSettings,
): Promise<PollResult> {
	const result: PollResult = { items: [], gone: [], state };
	let ticketsLeft = settings.maxTickets;
	let hasProgress = false;
	do {
		const trail: Trail = { pages: 0, newsAt: 0, onlyCrowd: true };
		try {
			const { front } = result.state;
			const limited = { ...settings, maxTickets: ticketsLeft };
			const { tickets, handled, ...came } = await round(result.state, source, limited, trail);
			result.items.push(...came.items);
			result.gone.push(...came.gone);
			result.state = came.state;
			result.stopped = came.stopped;
			ticketsLeft -= tickets;
			hasProgress = handled.length > 0 || came.state.front > front;
		} catch (thrown) {
			result.stopped = thrown as Error;
			// Later rounds run short because of the ones before, which says nothing about how far a poll can go.
			if (result.state === state) result.state = interrupted(state, result.stopped, trail);
		}
	} while (!result.stopped && result.state.backlog && hasProgress && ticketsLeft > 0);
	if (result.stopped && !isPause(result.stopped) && result.items.length === 0) throw result.stopped;
	result.items.sort((one, other) => compare(one.at, other.at));
	return result;
}
