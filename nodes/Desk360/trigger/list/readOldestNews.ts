import { OutOfReach } from '../stopEarly';
import { findBacklogEnd } from './backlogEnd';
import { isSamePage } from './pageReader';
import type { PageReader } from './pageReader';
import { readDown } from './readDown';
import { SLACK, hiddenIn, rereadUntilSure } from './reread';
import type { WalkResult } from './reread';
import type { Stretch } from './stretch';

/**
 * Reads the pages that hold the oldest news, down to what was handed over; from page 1 if that is near enough.
 *
 * All places of several pages are accounted for when nothing moved meanwhile. Rows that leave the list pull others up,
 * past the page that is read next: then the page at the end has moved since it was read first, unless as many arrived
 * meanwhile, and those push rows down, which are met twice then.
 */
async function readToEnd(
	reader: PageReader,
	pagesPerRead: number,
): Promise<{ stretch: Stretch; isAccountedFor: boolean }> {
	const { backlog } = reader.known;
	let search = { page: backlog?.page ?? 1, step: 1 };
	const isToBeCounted = backlog?.unsure !== undefined && backlog.page === 1;
	if (!backlog || isToBeCounted) {
		const stretch = await readDown(reader, 1, pagesPerRead);
		if (stretch.reachesKnown) return { stretch, isAccountedFor: stretch.pages.length === 1 };
		search = { page: stretch.end + pagesPerRead, step: 2 * pagesPerRead };
	}
	const end = await findBacklogEnd(reader, search.page, search.step);
	reader.end = end.page;
	const lastWithNews = reader.hasNews(end) ? end.page : end.page - 1;
	const start = Math.max(1, lastWithNews - pagesPerRead + 1);
	const first = start === end.page ? end : undefined;
	const stretch = await readDown(reader, start, end.page - start + 1 + SLACK, first);
	if (!stretch.reachesKnown) throw new OutOfReach();
	const hasStayed = stretch.pages.some((page) => page.page === end.page && isSamePage(page, end));
	const isAccountedFor = stretch.pages.length === 1 || (hasStayed && stretch.metTwice === 0);
	return { stretch, isAccountedFor };
}

/**
 * Reads the part of the list with the oldest news. A stretch of several pages of which not all places can be
 * accounted for is read again, by the next poll if this one runs short.
 *
 * @param pagesPerRead pages with news to be read at a time
 * @throws OutOfReach when rows move too fast; and whatever a call of the first reading throws
 */
export async function readOldestNews(
	reader: PageReader,
	pagesPerRead: number,
): Promise<WalkResult> {
	const { stretch, isAccountedFor } = await readToEnd(reader, pagesPerRead);
	const { rows, top, byId } = stretch;
	const wasRead = reader.known.backlog?.unsure !== undefined;
	// What another reading brought goes first, or readings could take the calls of every poll.
	const hasNews = wasRead && rows.some((row) => reader.isNews(row));
	const isConfirmed = wasRead && !hasNews && hiddenIn(stretch, byId, reader).length === 0;
	const isSure = isAccountedFor || isConfirmed;
	return isSure || hasNews
		? { stretch, rows, top, isSure }
		: await rereadUntilSure(reader, stretch);
}
