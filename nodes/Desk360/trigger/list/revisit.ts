import type { TicketRow } from '../../api/types';
import type { Revisit } from '../state';
import type { PageReader } from './pageReader';

/** Pages of the first look, and of each further one. */
const PAGES = { first: 2, further: 1 };

export interface Look {
	rows: TicketRow[];
	/** What is left to be looked at. */
	revisit?: Revisit;
}

/** Looks once more at the next pages on which something may have been hidden. */
export async function lookAgain(
	reader: PageReader,
	{ page, downTo, isNew }: Revisit,
): Promise<Look> {
	const rows: TicketRow[] = [];
	const most = isNew ? PAGES.first : PAGES.further;
	for (let count = 0; count < most; count++) {
		const answer = await reader.read(page + count);
		rows.push(...answer.rows);
		const isThrough = answer.rows.some((row) => row.updated_at < downTo);
		if (answer.nextPage === undefined || isThrough) return { rows };
	}
	return { rows, revisit: { page: page + most, downTo } };
}
