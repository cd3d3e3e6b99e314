import type { NewFile, StoredFile } from './fileStore';

export interface WorldProduct {
	id: number;
	name: string;
	logo: string | null;
}

export interface WorldMessage {
	id: number;
	agent_id: number | null;
	message: string;
	files: StoredFile[];
	type: number;
	created_at: string;
	updated_at: string;
}

export interface WorldLog {
	id: number;
	old_status_id: number;
	new_status_id: number;
	reason_id: number | null;
	agent_id: number | null;
	created_at: string;
}

/** A ticket with all that the service knows of it. */
export interface WorldTicket {
	id: number;
	productId: number;
	reason_id: number | null;
	type_id: number | null;
	agent_id: number | null;
	name: string | null;
	email: string | null;
	subject: string | null;
	last_message: string | null;
	channel: string | null;
	platform: string | null;
	status: number;
	priority: number;
	settings: unknown;
	country_code: string | null;
	star_rating: number | null;
	custom_fields: unknown;
	created_at: string;
	updated_at: string;
	messages: WorldMessage[];
	logs: WorldLog[];
}

/** A ticket as others see it: only the world changes it, or its list would not be in order. */
export type TicketView = Readonly<WorldTicket>;

type Written = 'messages' | 'logs' | 'last_message';

/** Everything has a default; `description` becomes the first message, null makes a ticket without one. */
export type NewTicket = Partial<Omit<WorldTicket, Written>> & {
	description?: string | null;
	attachments?: Array<NewFile | StoredFile>;
};

export type TicketPatch = Partial<Omit<WorldTicket, 'id' | 'productId' | 'messages' | 'logs'>>;

export interface NewMessage {
	/** null: the customer wrote it. */
	agent_id?: number | null;
	message: string;
	attachments?: Array<NewFile | StoredFile>;
	type?: number;
}

interface Happening {
	productId: number;
	ticketId: number;
	/** The stamp of the service's clock, which is the ticket's new `updated_at` unless a test set another. */
	at: string;
}

/** What really happened, one entry for each thing done to a ticket. */
export type HistoryEvent = Happening &
	(
		| { type: 'ticketCreated' }
		| { type: 'ticketUpdated'; fields: string[] }
		| { type: 'statusChanged'; logId: number; from: number; to: number; agentId: number | null }
		| { type: 'messageAdded'; messageId: number; agentId: number | null }
		| { type: 'ticketDeleted' }
	);
