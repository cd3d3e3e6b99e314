import type { Caller } from './client';
import { gather, pageOf, rowPages } from './paging';
import type { Gathered } from './paging';
import type { Accepted } from './failures/judge';
import { readList, readRecord } from './shapes';
import type { LogEntry, Message, TicketDetails, TicketPage, TicketRow } from './types';

/** Query parameters of the ticket list by the service's names; the page apart. */
export type TicketQuery = Partial<
	Record<
		| 'agent_id'
		| 'email'
		| 'end_date'
		| 'id'
		| 'name'
		| 'order'
		| 'platform'
		| 'priority'
		| 'reason_id'
		| 'start_date'
		| 'status'
		| 'subject'
		| 'type_id',
		string | number
	>
>;

/** The body of `POST /products/:productId/tickets`. */
export interface NewTicket {
	name: string;
	email: string;
	reason_id: number | string;
	description: string;
	status: number;
	assign_to_agent_id?: number | string;
	/** JSON as text. */
	settings?: string;
}

function aboutProduct(productId: string) {
	return { path: `/products/${productId}/tickets`, target: `product ${productId}`, productId };
}

function aboutTicket(productId: string, ticketId: string) {
	const { path, target } = aboutProduct(productId);
	return { path: `${path}/${ticketId}`, target: `ticket ${ticketId} in ${target}`, productId };
}

/**
 * 20 rows, newest change first unless the query orders otherwise.
 *
 * @param signal fires when the page is no longer wanted
 * @throws Desk360ApiError
 */
export async function ticketPage(
	call: Caller,
	productId: string,
	query: TicketQuery,
	page: number,
	signal?: AbortSignal,
): Promise<TicketPage> {
	const subject = `page ${page} of the ticket list`;
	const answer = await call({
		...aboutProduct(productId),
		signal,
		effect: 'read',
		query: { ...query, page },
		subject,
		read: readList<TicketRow>(subject),
	});
	return pageOf(page, answer);
}

/** @throws Desk360ApiError */
export async function ticketDetails(
	call: Caller,
	productId: string,
	ticketId: string,
): Promise<TicketDetails> {
	const { value } = await call({
		...aboutTicket(productId, ticketId),
		effect: 'read',
		subject: 'the ticket',
		read: readRecord<TicketDetails>,
	});
	return value;
}

/**
 * Oldest first, and how many of them could not be read.
 *
 * @throws Desk360ApiError
 */
export async function ticketLogs(
	call: Caller,
	productId: string,
	ticketId: string,
): Promise<Gathered<LogEntry> & { leftOut: number }> {
	const ticket = aboutTicket(productId, ticketId);
	const subject = `the logs of ticket ${ticketId}`;
	const read = rowPages<LogEntry>(call, { ...ticket, path: `${ticket.path}/logs`, subject });
	let leftOut = 0;
	const gathered = await gather<LogEntry>(async (number, signal) => {
		const page = await read(number, signal);
		leftOut += page.leftOut ?? 0;
		return page;
	});
	return { ...gathered, leftOut };
}

/**
 * Opens a ticket. Sent once: when no clear answer comes the outcome is unknown.
 *
 * @param body the fields as JSON, or as a multipart form with attachments
 * @throws Desk360ApiError of kind `unknownOutcome` when the ticket may exist
 */
export async function createTicket(
	call: Caller,
	productId: string,
	body: NewTicket | FormData,
	email: string,
): Promise<TicketRow | Accepted> {
	const { value } = await call({
		...aboutProduct(productId),
		effect: 'write',
		body: body instanceof FormData ? body : { ...body },
		subject: 'the ticket',
		lookUp: `Look whether it exists (Ticket > Get Many, filter Email ${email}) before you create it again.`,
		read: readRecord<TicketRow>,
	});
	return value;
}

/**
 * Answers a ticket. Sent once: when no clear answer comes the outcome is unknown.
 *
 * @throws Desk360ApiError of kind `unknownOutcome` when the customer may have got it
 */
export async function replyToTicket(
	call: Caller,
	productId: string,
	ticketId: string,
	body: { message: string } | FormData,
): Promise<Message | Accepted> {
	const ticket = aboutTicket(productId, ticketId);
	const { value } = await call({
		...ticket,
		effect: 'write',
		path: `${ticket.path}/reply`,
		body: body instanceof FormData ? body : { ...body },
		subject: 'the reply',
		lookUp: `Look at the newest message (Ticket > Get, ticket ${ticketId}) before you reply again.`,
		read: readRecord<Message>,
	});
	return value;
}
