import type { TicketPage, TicketRow } from '../../api/types';
import type { Revisit } from '../state';

/** Pages of the first look, and of each further one. */
const PAGES = { first: 2, further: 1 };

/** Looks once more at the next pages on which something may have been hidden; gives what is left to be looked at. */
export async function lookAgain(
	pageAgain: (page: number) => Promise<TicketPage>,
	{ page, downTo, isNew }: Revisit,
): Promise<{ rows: TicketRow[]; revisit?: Revisit }> {
	const rows: TicketRow[] = [];
	const end = page + (isNew ? PAGES.first : PAGES.further);
	for (let next = page; next < end; next++) {
		const answer = await pageAgain(next);
		rows.push(...answer.rows);
		const isThrough = answer.rows.some((row) => row.updated_at < downTo);
		if (answer.nextPage === undefined || isThrough) return { rows };
	}
	return { rows, revisit: { page: end, downTo } };
}
