import { PAGE_SIZE } from '../api/paging';
import type { TicketRow } from '../api/types';
import { needsCalls } from './events';
import type { EventSettings, Item } from './events';
import { handle } from './handle';
import type { Handling } from './handle';
import { PageReader } from './list/pageReader';
import { readOldestNews } from './list/readOldestNews';
import type { Plan } from './list/readOldestNews';
import type { WalkResult } from './list/reread';
import { lookAgain } from './list/revisit';
import { interrupted, nextState } from './nextState';
import type { Source } from './source';
import { compare } from './stamps';
import type { ProductState, Revisit } from './state';
import { mayPass } from './stopEarly';

export interface PollSettings extends EventSettings {
	/** The most tickets to be handed over. */
	maxTickets: number;
	/** Calls for second looks are paid for. */
	mayLookAgain: boolean;
}

/** What a poll of a product brought. The state must be kept if, and only if, the items are handed over. */
export interface ProductPoll {
	/** Oldest first within each ticket. */
	items: Item[];
	/** How many tickets they are of. */
	tickets: number;
	state: ProductState;
	/** Tickets whose details were wanted but cannot be opened. */
	gone: string[];
	/** Calls for second looks. */
	secondLooks: number;
	/** Why it ended early. */
	stopped?: Error;
}

/** Pages with news that are read at a time: when each ticket takes a call of its own, calls are better spent on those. */
const PAGES_PER_READ = { first: 10, backlog: 10 };
const PAGES_PER_READ_WITH_CALLS = { first: 2, backlog: 1 };

function planOf({ backlog }: ProductState, settings: PollSettings): Plan {
	const most = needsCalls(settings) ? PAGES_PER_READ_WITH_CALLS : PAGES_PER_READ;
	// More than may be handed over would only have to be read again.
	const pages = Math.ceil(settings.maxTickets / PAGE_SIZE);
	if (!backlog) return { pagesPerRead: Math.min(most.first, Math.max(2, pages)) };
	// What is to be confirmed was handed over.
	if (backlog.unsure !== undefined) return { pagesPerRead: backlog.pagesPerRead, backlog };
	const pagesPerRead = Math.min(backlog.pagesPerRead, most.backlog, pages);
	return { pagesPerRead, backlog };
}

/** The news of a reading, oldest first. */
function newsOf(rows: TicketRow[], { stretch, top }: WalkResult, reader: PageReader) {
	// What came above the stretch meanwhile has its turn when that is read.
	const isInStretch = (row: TicketRow) => stretch.start === 1 || row.updated_at <= top;
	return rows
		.filter((row) => reader.known.isNews(row) && isInStretch(row))
		.reverse()
		.sort((one, other) => compare(one.updated_at, other.updated_at));
}

/** A list at rest has time for what may have been hidden on its further pages. */
async function secondLook(
	state: ProductState,
	walk: WalkResult,
	reader: PageReader,
	{ mayLookAgain }: PollSettings,
): Promise<{ rows: TicketRow[]; revisit?: Revisit; calls: number }> {
	const { revisit, backlog } = state;
	const isQuiet = !backlog && !walk.rows.some(reader.known.isNews);
	if (!revisit || !isQuiet || !(mayLookAgain || revisit.isNew))
		return { rows: [], revisit, calls: 0 };
	const { count } = reader;
	const looked = await lookAgain(reader, revisit);
	return { ...looked, calls: reader.count - count };
}

interface Round extends Handling {
	state: ProductState;
	secondLooks: number;
}

/** Plan, read, handle, next state: reads down to what was handed over, once, and deals with the oldest news. */
async function round(
	state: ProductState,
	source: Source,
	settings: PollSettings,
	reader: PageReader,
): Promise<Round> {
	const plan = planOf(state, settings);
	const walk = await readOldestNews(reader, plan);
	const look = await secondLook(state, walk, reader, settings);
	const news = newsOf([...walk.rows, ...look.rows], walk, reader);
	const handling = await handle(news, state, source, settings);
	handling.stopped ??= walk.stopped;
	const looked = { ...state, revisit: look.revisit };
	const next = nextState(looked, walk, plan, handling);
	return { ...handling, state: next, secondLooks: look.calls };
}

/**
 * One poll of a product: turns the news of its list into items. A backlog is worked off from its far end, round by
 * round, as far as tickets, time and calls allow.
 *
 * @param state what the poll before left
 * @throws what a person must mend, unless there is something to hand over
 */
export async function pollProduct(
	state: ProductState,
	source: Source,
	settings: PollSettings,
): Promise<ProductPoll> {
	const result: ProductPoll = { items: [], tickets: 0, state, gone: [], secondLooks: 0 };
	let hasProgress = false;
	do {
		const before = result.state;
		const reader = new PageReader(source.page, before);
		const maxTickets = settings.maxTickets - result.tickets;
		try {
			const came = await round(before, source, { ...settings, maxTickets }, reader);
			result.items.push(...came.items);
			result.gone.push(...came.gone);
			result.tickets += came.tickets;
			result.secondLooks += came.secondLooks;
			result.state = came.state;
			result.stopped = came.stopped;
			hasProgress = came.handled.length > 0 || came.state.handledUpTo > before.handledUpTo;
		} catch (thrown) {
			result.stopped = thrown as Error;
			// Later rounds run short because of the ones before, which says nothing about how far a poll can go.
			if (before === state) result.state = interrupted(state, result.stopped, reader);
		}
	} while (
		!result.stopped &&
		result.state.backlog &&
		hasProgress &&
		result.tickets < settings.maxTickets
	);
	if (result.stopped && !mayPass(result.stopped) && result.items.length === 0) {
		throw result.stopped;
	}
	return result;
}
