/**
 * What Desk360 answers, as its documentation shows it. Ids are integers in the samples and strings in the
 * parameter tables, so both are accepted. Time stamps are `YYYY-MM-DD hh:mm:ss` in the service's own,
 * unnamed zone: they are compared with each other as strings and never with this machine's clock.
 */

export type Desk360Id = number | string;

/** One row of `GET /products`. */
export interface Product {
	id: Desk360Id;
	name: string;
	logo: string | null;
}

/** What a row of the ticket list and the ticket's details have in common. */
export interface Ticket {
	id: Desk360Id;
	reason_id: Desk360Id | null;
	type_id: Desk360Id | null;
	agent_id: Desk360Id | null;
	name: string | null;
	email: string | null;
	subject: string | null;
	channel: string | null;
	platform: string | null;
	status: number;
	priority: number;
	created_at: string;
	updated_at: string;
}

/** One row of `GET /products/:productId/tickets`, and the answer of a created ticket. */
export interface TicketRow extends Ticket {
	last_message: string | null;
}

/** `GET /products/:productId/tickets/:ticketId`. */
export interface TicketDetails extends Ticket {
	settings: unknown;
	country_code: string | null;
	star_rating: number | null;
	/** Empty in the sample: an array or an object. */
	custom_fields: unknown;
	/** Shown in the sample, but nowhere promised. */
	messages?: Message[];
}

/** The four buckets of a message's attachments; the shape of their elements is not documented. */
export interface Attachments {
	images?: unknown[];
	videos?: unknown[];
	files?: unknown[];
	others?: unknown[];
}

/** One message of a ticket, and the answer of a reply. */
export interface Message {
	id: Desk360Id;
	agent_id: Desk360Id | null;
	message: string | null;
	attachments: Attachments;
	type: number;
	created_at: string;
	updated_at: string;
}

/** One row of `GET /products/:productId/tickets/:ticketId/logs`. */
export interface LogEntry {
	id: Desk360Id;
	old_status_id: number | null;
	new_status_id: number | null;
	reason_id: Desk360Id | null;
	agent_id: Desk360Id | null;
	created_at: string;
}

/** One page of a list, 20 rows. */
export interface Page<Row> {
	page: number;
	rows: Row[];
	/** How many rows besides could not be read. */
	leftOut?: number;
	/** What the `Link` header names as the next page; the last page names none. */
	nextPage?: number;
	/** Nowhere documented, but a usual part of a `Link` header. */
	lastPage?: number;
}

export type TicketPage = Page<TicketRow>;
