import { PAGE_SIZE } from '../api/paging';
import type { TicketRow } from '../api/types';
import { needsCalls } from './events';
import type { EventSettings, Item } from './events';
import { handle, ticketsOf } from './handle';
import { PageReader } from './list/pageReader';
import { readOldestNews } from './list/readOldestNews';
import { lookAgain } from './list/revisit';
import { distinct } from './list/stretch';
import type { Stretch } from './list/stretch';
import { interrupted, nextState } from './nextState';
import type { Source } from './source';
import { compare } from './stamps';
import type { ProductState } from './state';

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
	state: ProductState;
	/** Why it ended early. */
	stopped?: Error;
}

/** Pages with news that are read at a time: when each ticket takes a call of its own, calls are better spent on those. */
const PAGES_PER_READ = { first: 10, backlog: 10 };
const PAGES_PER_READ_WITH_CALLS = { first: 2, backlog: 1 };

/** How many pages with news a poll reads at a time. */
function pagesPerReadOf({ backlog }: ProductState, settings: PollSettings): number {
	const most = needsCalls(settings) ? PAGES_PER_READ_WITH_CALLS : PAGES_PER_READ;
	// More than may be handed over would only have to be read again.
	const pages = Math.ceil(settings.maxTickets / PAGE_SIZE);
	if (!backlog) return Math.min(most.first, Math.max(2, pages));
	// What is to be confirmed was handed over.
	if (backlog.unsure !== undefined) return backlog.pagesPerRead;
	return Math.min(backlog.pagesPerRead, most.backlog, pages);
}

/** The news among rows, oldest first. */
function newsOf(rows: TicketRow[], { start, top }: Stretch, reader: PageReader): TicketRow[] {
	// What came above the stretch meanwhile has its turn when that is read.
	const isInStretch = (row: TicketRow) => start === 1 || row.updated_at <= top;
	return distinct(rows)
		.filter((row) => reader.isNews(row) && isInStretch(row))
		.reverse()
		.sort((one, other) => compare(one.updated_at, other.updated_at));
}

/** Plan, read, handle, next state: reads down to what was handed over, once, and deals with the oldest news. */
async function round(
	state: ProductState,
	source: Source,
	settings: PollSettings,
	reader: PageReader,
): Promise<ProductPoll & { hasMore: boolean }> {
	const pagesPerRead = pagesPerReadOf(state, settings);
	const walk = await readOldestNews(reader, pagesPerRead);
	const { stretch } = walk;
	const { backlog, revisit } = state;
	// A list at rest has time for what may have been hidden on its further pages.
	const isQuiet = !backlog && !stretch.rows.some((row) => reader.isNews(row));
	const isDue = isQuiet && revisit && (settings.mayLookAgain || revisit.isNew);
	const look = isDue ? await lookAgain(source.pageAgain, revisit) : { rows: [], revisit };
	const news = newsOf([...stretch.rows, ...look.rows], stretch, reader);
	const handling = await handle(news, state, source, settings);
	// Where rows of one second change places from page to page, the reading itself may have missed some.
	handling.left.push(...reader.newsBeside(stretch));
	const { items, handled, stopped } = handling;
	const next = nextState({ ...state, revisit: look.revisit }, walk, pagesPerRead, handling);
	const hasProgress =
		handled.length > 0 || next.handledUpTo > state.handledUpTo || next.backlog?.unsure === 1;
	const isFull = ticketsOf(items) >= settings.maxTickets;
	const hasMore = next.backlog !== undefined && hasProgress && !isFull && !stopped;
	return { items, state: next, stopped, hasMore };
}

/**
 * One poll of a product: turns the news of its list into items. A backlog is worked off from its far end, round by
 * round, as far as tickets, time and calls allow.
 *
 * @param state what the poll before left
 */
export async function pollProduct(
	state: ProductState,
	source: Source,
	settings: PollSettings,
): Promise<ProductPoll> {
	const came: ProductPoll = { items: [], state };
	let hasMore: boolean;
	do {
		const { state: before } = came;
		const reader = new PageReader(source.page, before);
		const maxTickets = settings.maxTickets - ticketsOf(came.items);
		try {
			const next = await round(before, source, { ...settings, maxTickets }, reader);
			came.items.push(...next.items);
			({ state: came.state, stopped: came.stopped, hasMore } = next);
		} catch (thrown) {
			hasMore = false;
			came.stopped = thrown as Error;
			// Later rounds run short because of the ones before, which says nothing about how far a poll can go.
			if (before === state) came.state = interrupted(state, came.stopped, reader);
		}
	} while (hasMore);
	return came;
}
