import type { IDataObject } from 'n8n-workflow';

import { apiAddress } from '../api/auth/credentials';
import type { Desk360Credentials } from '../api/auth/credentials';
import { attachmentsOf, nameOfFile } from '../api/files/links';
import { messagesOf } from '../api/shapes';
import type { LogEntry, Message, Ticket, TicketDetails, TicketRow } from '../api/types';
import { PRIORITY_OPTIONS, STATUS_OPTIONS, labelOf } from './codes';
import { stampReader } from './moments';
import type { StampReader } from './moments';

/** How what Desk360 gives is handed on. */
export interface Simplifier {
	ticket: (ticket: Ticket | TicketRow | TicketDetails) => IDataObject;
	message: (message: Message) => IDataObject;
	logEntry: (entry: LogEntry) => IDataObject;
	/** A log entry as the trigger tells it beside the ticket: `id`, `from`, `to`, `agent_id`, `reason_id`, `at`. */
	change: (entry: LogEntry) => IDataObject;
}

function untouched(given: object): IDataObject {
	return given as IDataObject;
}

/** What Desk360 left out of its answer is no field of the item either. */
function withoutMissing(fields: Record<string, unknown>): IDataObject {
	const isWhole = Object.values(fields).every((value) => value !== undefined);
	const given = isWhole
		? fields
		: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
	return given as IDataObject;
}

const asItStands = (value: unknown) => value;

function changeOf(
	entry: LogEntry,
	status: (code: unknown) => unknown = asItStands,
	read: StampReader = asItStands,
): IDataObject {
	return withoutMissing({
		id: entry.id,
		from: status(entry.old_status_id),
		to: status(entry.new_status_id),
		agent_id: entry.agent_id,
		reason_id: entry.reason_id,
		at: read(entry.created_at),
	});
}

/** With *Simplify* off. */
export const UNTOUCHED: Simplifier = {
	ticket: untouched,
	message: untouched,
	logEntry: untouched,
	change: (entry) => changeOf(entry),
};

/** A row of the list keeps its last message, the details keep all messages. */
function conversationOf(
	ticket: Ticket | TicketRow | TicketDetails,
	simplify: (message: Message) => IDataObject,
): IDataObject {
	if ('messages' in ticket) return { messages: (messagesOf(ticket)?.value ?? []).map(simplify) };
	return 'last_message' in ticket ? { last_message: ticket.last_message } : {};
}

/**
 * With *Simplify* on: the most used fields, labels instead of codes where known, moments where the credential tells the
 * zone. A ticket has at most eleven fields, its product not counted. The files of a message are one list of `name` and
 * `url`; null stands for what Desk360 does not tell.
 *
 * @throws InvalidValue for a time zone that there is not
 */
export function simplifier(credentials: Desk360Credentials): Simplifier {
	const read = stampReader(credentials.timeZone);
	const status = (code: unknown) => labelOf(STATUS_OPTIONS, code);
	const change = (entry: LogEntry) => changeOf(entry, status, read);
	const message = (given: Message) =>
		withoutMissing({
			id: given.id,
			text: given.message,
			agent_id: given.agent_id,
			attachments: attachmentsOf(given, apiAddress(credentials)).map((file) => ({
				name: nameOfFile(file) ?? null,
				url: file.url?.href ?? null,
			})),
			at: read(given.created_at),
		});
	return {
		ticket: (ticket) =>
			withoutMissing({
				id: ticket.id,
				subject: ticket.subject,
				name: ticket.name,
				email: ticket.email,
				status: status(ticket.status),
				priority: labelOf(PRIORITY_OPTIONS, ticket.priority),
				reason_id: ticket.reason_id,
				agent_id: ticket.agent_id,
				...conversationOf(ticket, message),
				created_at: read(ticket.created_at),
				updated_at: read(ticket.updated_at),
			}),
		message,
		logEntry: change,
		change,
	};
}
