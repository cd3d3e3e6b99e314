import type { TicketPage } from '../../api/types';
import { StopEarly } from '../stopEarly';
import { findBacklogEnd } from './backlogEnd';
import { isSamePage } from './pageReader';
import type { PageReader } from './pageReader';
import { readDown } from './readDown';
import { SLACK, hiddenIn, rereadUntilSure } from './reread';
import type { WalkResult } from './reread';
import type { Stretch } from './stretch';

interface Reading {
	stretch: Stretch;
	/** The page that ends it, as it was before the others were read. */
	anchor?: TicketPage;
}

/** A list that shows a ticket twice for good must not be read for good. */
const MOST_UNSURE = 3;

/** Reads the pages that hold the oldest news, down to what was handed over; from page 1 if that is near enough. */
async function readToEnd(reader: PageReader, pagesPerRead: number): Promise<Reading> {
	const { backlog } = reader.known;
	let search = { page: backlog?.page ?? 1, step: 1 };
	const isToBeCounted = backlog?.unsure !== undefined && backlog.page === 1;
	if (!backlog || isToBeCounted) {
		const stretch = await readDown(reader, 1, { limit: pagesPerRead });
		if (stretch.reachesKnown) return { stretch };
		search = { page: stretch.end + pagesPerRead, step: 2 * pagesPerRead };
	}
	const anchor = await findBacklogEnd(reader, search);
	reader.end = anchor.page;
	const lastWithNews = reader.hasNews(anchor) ? anchor.page : anchor.page - 1;
	const start = Math.max(1, lastWithNews - pagesPerRead + 1);
	const limit = anchor.page - start + 1 + SLACK;
	const first = start === anchor.page ? anchor : undefined;
	const stretch = await readDown(reader, start, { limit, first });
	if (!stretch.reachesKnown) throw new StopEarly();
	return { stretch, anchor };
}

/**
 * Whether all places of the stretch are accounted for. Rows that leave the list pull others up, past the page that is
 * read next: then the page at the end has moved since it was read first, unless as many arrived meanwhile, and those
 * push rows down, which are met twice then.
 */
function isAccountedFor({ stretch, anchor }: Reading): boolean {
	const { pages, tickets, stamps } = stretch;
	const end = anchor && pages.find(({ page }) => page === anchor.page);
	const isSame = anchor !== undefined && end !== undefined && isSamePage(anchor, end);
	return isSame && tickets.size === stamps.length;
}

/**
 * Reads the part of the list with the oldest news. A stretch of several pages of which not all places can be
 * accounted for is read again, by the next poll if this one runs short.
 *
 * @param pagesPerRead pages with news to be read at a time
 * @throws StopEarly when rows move too fast; and whatever a call of the first reading throws
 */
export async function readOldestNews(
	reader: PageReader,
	pagesPerRead: number,
): Promise<WalkResult> {
	const reading = await readToEnd(reader, pagesPerRead);
	const { stretch } = reading;
	if (stretch.pages.length === 1 || isAccountedFor(reading)) return { stretch, isSure: true };
	const unsure = reader.known.backlog?.unsure;
	if (unsure !== undefined) {
		// It was read again before: what it brought goes first, or that could take the calls of every poll.
		if (stretch.rows.some((row) => reader.isNews(row))) return { stretch, isSure: false };
		if (hiddenIn(stretch, reader, true).length === 0) return { stretch, isSure: true };
	}
	const walk = await rereadUntilSure(reader, stretch, unsure !== undefined);
	return { ...walk, isSure: walk.isSure || (unsure ?? 0) >= MOST_UNSURE };
}
