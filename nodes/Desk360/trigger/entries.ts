import { fingerprint } from '../api/common/fingerprint';
import { hasId, messagesOf } from '../api/shapes';
import type { LogEntry, Message, TicketDetails, TicketRow } from '../api/types';
import type { EventName } from './description';
import type { Source } from './source';

/** A log entry or a message. */
export interface Entry<Content> {
	/** What it is remembered by: its ID, or a fingerprint of one that has none. */
	key: string;
	/** When it came, or for one that does not tell, when the ticket changed last. */
	at: string;
	content: Content;
}

/** What belongs to a ticket and is news by itself; undefined where no event needs it. */
export interface Entries {
	logs?: Array<Entry<LogEntry>>;
	messages?: Array<Entry<Message>>;
	/** When messages were read: the whole ticket. */
	details?: TicketDetails;
	/** Some could not be read. */
	isPartial: boolean;
}

function asEntry<Content extends LogEntry | Message>(
	content: Content,
	row: TicketRow,
): Entry<Content> {
	const { created_at: at } = content;
	return {
		key: hasId(content) ? String(content.id) : fingerprint(content).slice(0, 8),
		at: typeof at === 'string' ? at : row.updated_at,
		content,
	};
}

/**
 * The log entries and messages of a ticket, as far as the events need them.
 *
 * @throws whatever a call throws
 */
export async function readEntries(
	row: TicketRow,
	source: Source,
	events: EventName[],
): Promise<Entries> {
	const entries: Entries = { isPartial: false };
	if (events.includes('newMessage')) {
		entries.details = await source.details(row.id);
		const { value = [], leftOut = 0 } = messagesOf(entries.details) ?? {};
		entries.messages = value.map((message) => asEntry(message, row));
		entries.isPartial ||= leftOut > 0;
	}
	if (events.includes('statusChanged')) {
		const { rows, leftOut } = await source.logs(row.id);
		entries.logs = rows.map((entry) => asEntry(entry, row));
		entries.isPartial ||= leftOut > 0;
	}
	return entries;
}
