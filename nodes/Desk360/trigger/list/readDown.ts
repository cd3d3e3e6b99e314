import type { TicketPage, TicketRow } from '../../api/types';
import { earlier, newestOf } from '../stamps';
import { SAVED_LATE_SECONDS } from '../state';
import { StrangeAnswer } from '../stopEarly';
import { isSamePage } from './pageReader';
import type { PageReader } from './pageReader';
import { Stretch } from './stretch';

/** Where late rows are looked for, no more pages are read than these. */
const MOST_PAGES_OF_LATE = 30;

export interface Way {
	/** The most pages to read; unless told, as many as it takes. */
	limit?: number;
	/** The fewest, as far as there are so many. */
	atLeast?: number;
	/** The first page, when it was read just now. */
	first?: TicketPage;
}

function refuseRepeatedPage(page: TicketPage, previous: TicketPage | undefined): void {
	if (previous && page.rows.length > 0 && isSamePage(page, previous)) {
		throw new StrangeAnswer(`Page ${page.page} of the ticket list repeats the page before`);
	}
}

/**
 * Reads the list from a page downwards, until it reaches what was handed over.
 *
 * A row on page 1 that is older than that and was not seen was saved late, or its stamp was set back: reading goes on
 * for two minutes of stamps, and as long as pages end with such rows.
 *
 * @throws StrangeAnswer for a page that repeats the one before; and whatever a call throws
 */
export async function readDown(
	reader: PageReader,
	start: number,
	{ limit = Infinity, atLeast = 1, first }: Way,
): Promise<Stretch> {
	const { rememberedFrom, handledUpTo } = reader.known;
	const lateFrom = newestOf(rememberedFrom, earlier(handledUpTo, SAVED_LATE_SECONDS));
	const isLate = (row: TicketRow) => reader.isNews(row) && row.updated_at < handledUpTo;
	const pages: TicketPage[] = [];
	let reachesKnown = false;
	let hasLate = false;
	for (let number = start; ; number++) {
		const page = (number === start && first) || (await reader.read(number));
		refuseRepeatedPage(page, pages.at(-1));
		pages.push(page);
		const { rows, nextPage } = page;
		reachesKnown ||= reader.reachesKnown(page);
		if (!reachesKnown) reader.deepestNews = number;
		hasLate ||= start === 1 && rows.some(isLate);
		const mayBeMoreLate =
			hasLate && (rows.slice(-1).some(isLate) || rows.every((row) => row.updated_at > lateFrom));
		const isDone = reachesKnown && !mayBeMoreLate && pages.length >= atLeast;
		const isFull = pages.length >= (hasLate ? MOST_PAGES_OF_LATE : limit);
		if (nextPage === undefined || isDone || isFull) {
			return new Stretch(pages as [TicketPage, ...TicketPage[]], reachesKnown);
		}
	}
}
