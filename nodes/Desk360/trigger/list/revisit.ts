import type { TicketPage } from '../../api/types';
import type { Revisit } from '../state';
import type { PageReader } from './pageReader';

/** Pages of the first look, and of each further one. */
const PAGES = { first: 2, further: 1 };

/** Looks once more at the next pages on which something may have been hidden; gives what is left to be looked at. */
export async function lookAgain(
	reader: PageReader,
	pageAgain: (page: number) => Promise<TicketPage>,
	{ page, downTo, isNew }: Revisit,
): Promise<Revisit | undefined> {
	const end = page + (isNew ? PAGES.first : PAGES.further);
	for (let next = page; next < end; next++) {
		const { rows, nextPage } = await pageAgain(next);
		reader.meet(rows);
		if (nextPage === undefined || rows.some((row) => row.updated_at < downTo)) return undefined;
	}
	return { page: end, downTo };
}
