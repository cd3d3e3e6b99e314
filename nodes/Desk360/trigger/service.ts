import type { Caller } from '../api/client';
import { hasId, messagesOf } from '../api/shapes';
import { ticketDetails, ticketLogs, ticketPage } from '../api/tickets';
import type { TicketQuery } from '../api/tickets';
import type { TicketDetails, TicketPage, TicketRow } from '../api/types';
import type { EventName } from './events';
import { StrangeAnswer } from './source';
import type { Source } from './source';

/** To be told what is odd about an answer that the poll goes on with. */
export type Tell = (message: string) => void;

/** Which list a trigger watches, and for what. */
export interface Watched {
	productId: string;
	query: TicketQuery;
	event: EventName;
}

/** What a row lacks without which it cannot be followed; undefined when it has all. */
function lackOf(row: TicketRow, event: EventName): string | undefined {
	if (!hasId(row)) return 'an ID';
	if (typeof row.updated_at !== 'string') return 'the time of its last change';
	// Only here it matters when a ticket was made.
	const isMadeUnknown = event === 'ticketCreated' && typeof row.created_at !== 'string';
	return isMadeUnknown ? 'the time when it was made' : undefined;
}

/** An odd row waits until it has what it lacks; the others go on. */
function withoutOddRows(page: TicketPage, event: EventName, tell: Tell): TicketPage {
	const rows = page.rows.filter((row) => {
		const lack = lackOf(row, event);
		if (lack === undefined) return true;
		const ticket = hasId(row) ? `Ticket ${row.id}` : 'A ticket';
		tell(`${ticket} has not got ${lack} in the list of Desk360. It is passed over until it has`);
		return false;
	});
	const leftOut = (page.leftOut ?? 0) + page.rows.length - rows.length;
	return { ...page, rows, leftOut };
}

/** Messages that cannot be read are no reason to pass over what they may say: the ticket is tried again. */
function withReadableMessages(ticket: TicketDetails, tell: Tell): TicketDetails {
	const messages = messagesOf(ticket);
	if (!messages) {
		throw new StrangeAnswer(`The messages of ticket ${ticket.id} could not be read`);
	}
	for (const note of messages.notes) tell(note);
	return ticket;
}

/** The list that a trigger watches, at Desk360. */
export function sourceOf(call: Caller, watched: Watched, tell: Tell): Source {
	const { productId, query, event } = watched;
	const page = async (number: number, filters: TicketQuery) =>
		withoutOddRows(await ticketPage(call, productId, filters, number), event, tell);
	const isFiltered = Object.keys(query).length > 0;
	return {
		page: async (number) => await page(number, query),
		...(isFiltered && { wholeProduct: async (number: number) => await page(number, {}) }),
		details: async (ticketId) =>
			withReadableMessages(await ticketDetails(call, productId, String(ticketId)), tell),
		async logs(ticketId) {
			const { rows, leftOut } = await ticketLogs(call, productId, String(ticketId));
			return leftOut > 0 ? Object.assign(rows, { leftOut }) : rows;
		},
	};
}
