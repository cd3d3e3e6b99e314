import type { TicketPage } from '../../api/types';
import type { PageReader } from './pageReader';

/** Where the end is looked for. */
export interface Search {
	/** The first page to be tried. */
	page: number;
	/** The next one lies so many pages away, the one after it twice as many. */
	step: number;
}

/**
 * The page on which what was not handed over ends: the first one that reaches what was. Looked for in growing steps,
 * then by halves, because a list has no other way in.
 *
 * @throws whatever a call throws
 */
export async function findBacklogEnd(
	reader: PageReader,
	{ page: first, step: firstStep }: Search,
): Promise<TicketPage> {
	let above = 0;
	let end: TicketPage | undefined;
	for (let probe = first, step = firstStep; ; step *= 2) {
		const page = await reader.read(probe);
		if (reader.reachesKnown(page)) end = page;
		else above = reader.deepestNews = probe;
		if (end && (end.page - above <= 1 || (end === page && reader.hasNews(page)))) return end;
		if (!end) probe = above + step;
		else if (above === 0) probe = Math.max(1, end.page - step);
		else probe = Math.floor((above + end.page) / 2);
	}
}
