import type { Caller } from '../api/client';
import { hasId, messagesOf } from '../api/shapes';
import { ticketDetails, ticketLogs, ticketPage } from '../api/tickets';
import type { TicketQuery } from '../api/tickets';
import type { Desk360Id, LogEntry, TicketDetails, TicketPage, TicketRow } from '../api/types';
import type { EventName } from './description';
import type { LimitedCaller } from './limits';
import { StrangeAnswer } from './stopEarly';

/** The calls that a poll may make about one product; each throws a `Fault`, or what no waiting mends. */
export interface Source {
	productId: string;
	/** One page of the watched list, newest change first. */
	page(page: number): Promise<TicketPage>;
	/** The same for a second look, which others are to pay for. */
	pageAgain(page: number): Promise<TicketPage>;
	/** The same of the product without filters. */
	productPage(page: number): Promise<TicketPage>;
	/** Its messages can be read. */
	details(ticketId: Desk360Id): Promise<TicketDetails>;
	/** Log entries, and how many more of them could not be read. */
	logs(ticketId: Desk360Id): Promise<{ rows: LogEntry[]; leftOut: number }>;
	tell: Tell;
}

/** To be told what is odd about an answer that the poll goes on with. */
export type Tell = (message: string) => void;

/** What a trigger watches in each of its products. */
export interface Watched {
	query: TicketQuery;
	events: EventName[];
}

/** What a row lacks without which it cannot be followed; undefined when it has all. */
function lackOf(row: TicketRow, events: EventName[]): string | undefined {
	if (!hasId(row)) return 'an ID';
	if (typeof row.updated_at !== 'string') return 'the time of its last change';
	// Only here it matters when a ticket was made.
	const isMadeUnknown = events.includes('ticketCreated') && typeof row.created_at !== 'string';
	return isMadeUnknown ? 'the time when it was made' : undefined;
}

/** An odd row waits until it has what it lacks; the others go on. */
function withoutOddRows(page: TicketPage, events: EventName[], tell: Tell): TicketPage {
	const rows = page.rows.filter((row) => {
		const lack = lackOf(row, events);
		if (lack === undefined) return true;
		const ticket = hasId(row) ? `Ticket ${row.id}` : 'A ticket';
		tell(`${ticket} has not got ${lack} in the list of Desk360. It is passed over until it has`);
		return false;
	});
	const leftOut = (page.leftOut ?? 0) + page.rows.length - rows.length;
	// A page without rows ends the list, whatever it names next.
	const nextPage = rows.length + leftOut > 0 ? page.nextPage : undefined;
	return { ...page, rows, leftOut, nextPage };
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

/** A product at Desk360. */
export function sourceOf(
	{ call, extraCall }: Pick<LimitedCaller, 'call' | 'extraCall'>,
	productId: string,
	{ query, events }: Watched,
	tell: Tell,
): Source {
	const pages = (caller: Caller, filters: TicketQuery) => async (number: number) =>
		withoutOddRows(await ticketPage(caller, productId, filters, number), events, tell);
	return {
		productId,
		tell,
		page: pages(call, query),
		pageAgain: pages(extraCall, query),
		productPage: pages(call, {}),
		details: async (ticketId) =>
			withReadableMessages(await ticketDetails(call, productId, String(ticketId)), tell),
		logs: async (ticketId) => await ticketLogs(call, productId, String(ticketId)),
	};
}
