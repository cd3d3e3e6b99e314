import type { Caller } from '../api/client';
import { ticketDetails, ticketLogs, ticketPage } from '../api/tickets';
import type { TicketQuery } from '../api/tickets';
import type { TicketPage } from '../api/types';
import { StrangeAnswer } from './source';
import type { Source } from './source';

/** Rows without the stamps that everything rests on are no ground for a decision. */
function withStamps(page: TicketPage): TicketPage {
	const isComplete = page.rows.every(
		(row) => typeof row.updated_at === 'string' && typeof row.created_at === 'string',
	);
	if (!isComplete) {
		throw new StrangeAnswer('Desk360 answered with a ticket that has no time of its last change');
	}
	return page;
}

/** The list that a trigger watches, at Desk360. */
export function sourceOf(call: Caller, productId: string, query: TicketQuery): Source {
	const page = async (number: number, filters: TicketQuery) =>
		withStamps(await ticketPage(call, productId, filters, number));
	const isFiltered = Object.keys(query).length > 0;
	return {
		page: async (number) => await page(number, query),
		...(isFiltered && { wholeProduct: async (number: number) => await page(number, {}) }),
		details: async (ticketId) => await ticketDetails(call, productId, String(ticketId)),
		logs: async (ticketId) => (await ticketLogs(call, productId, String(ticketId))).rows,
	};
}
