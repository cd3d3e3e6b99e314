import type { TicketPage, TicketRow } from '../../api/types';
import { findBacklogEnd } from './backlogEnd';
import { isSamePage } from './pageReader';
import type { PageReader } from './pageReader';
import { readDown } from './readDown';
import type { Stretch } from './stretch';

/** What was read of the list. */
export interface WalkResult {
	stretch: Stretch;
	/** Rows may have been passed over: how often it was read again, and brought nothing that was hidden before. */
	unsure?: number;
}

interface Reading {
	stretch: Stretch;
	/** The page that ends it, as it was before the others were read. */
	anchor?: TicketPage;
}

/** A list that shows a ticket twice for good must not be read for good. */
const MOST_UNSURE = 6;

/** Reads the pages that hold the oldest news, down to what was handed over; from page 1 if that is near enough. */
async function readToEnd(reader: PageReader, pagesPerRead: number): Promise<Reading> {
	const { backlog } = reader.known;
	let search = { page: backlog?.page ?? 1, step: 1 };
	const isReadAgain = backlog?.unsure !== undefined && backlog.page <= pagesPerRead;
	if (!backlog || isReadAgain) {
		const stretch = await readDown(reader, 1, { limit: pagesPerRead, atLeast: backlog?.page });
		if (stretch.reachesKnown) return { stretch };
		search = { page: stretch.end + pagesPerRead, step: 2 * pagesPerRead };
	}
	const anchor = await findBacklogEnd(reader, search);
	reader.end = anchor.page;
	const lastWithNews = reader.hasNews(anchor) ? anchor.page : anchor.page - 1;
	const start = Math.max(1, lastWithNews - pagesPerRead + 1);
	const first = start === anchor.page ? anchor : undefined;
	return { stretch: await readDown(reader, start, { first }), anchor };
}

/**
 * Whether all places of the stretch are accounted for. Rows that leave the list pull others up, past the page that is
 * read next: then the page at the end has moved since it was read first, unless as many arrived meanwhile, and those
 * push rows down, which are met twice then.
 */
function isAccountedFor({ stretch, anchor }: Reading): boolean {
	if (!anchor || stretch.metTwice > 0) return false;
	const end = stretch.pages.find(({ page }) => page === anchor.page);
	return end !== undefined && isSamePage(anchor, end);
}

/**
 * Reads the part of the list with the oldest news. A stretch of several pages of which not all places can be accounted
 * for is to be read again: rows that leave the list meanwhile pull others up, past the page that is read next.
 *
 * @param pagesPerRead pages with news to be read at a time
 * @throws whatever a call throws
 */
export async function readOldestNews(
	reader: PageReader,
	pagesPerRead: number,
): Promise<WalkResult> {
	const reading = await readToEnd(reader, pagesPerRead);
	const { stretch } = reading;
	if (stretch.pages.length === 1 || isAccountedFor(reading)) return { stretch };
	const { backlog, seen } = reader.known;
	// What arrived since the reading before was not hidden from it.
	const wasHidden = (row: TicketRow) => reader.isNews(row) && row.updated_at <= seen.newest;
	const unsure = backlog?.unsure;
	if (unsure === undefined || stretch.rows.some(wasHidden)) return { stretch, unsure: 0 };
	// On a busy desk each reading meets rows twice: the next one believes that they were pushed down.
	const excused = unsure > 0 ? stretch.pushed : 0;
	const isSure = unsure >= MOST_UNSURE || stretch.metTwice <= excused;
	return isSure ? { stretch } : { stretch, unsure: unsure + 1 };
}
