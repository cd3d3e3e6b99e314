import { fingerprint } from '../api/common/fingerprint';
import { hasId, messagesOf } from '../api/shapes';
import type { LogEntry, Message, TicketDetails, TicketRow } from '../api/types';
import type { EventName } from './description';
import type { Source } from './source';

/** A message or a log entry. */
export type Entry = ({ message: Message } | { change: LogEntry }) & {
	/** What it is remembered by: its ID, or a fingerprint of one that has none; those of log entries begin with `l`. */
	key: string;
	/** When it came, or for one that does not tell, when the ticket changed last. */
	at: string;
};

/** What belongs to a ticket and is news by itself. */
export interface Entries {
	/** As far as an event needs them; undefined when none does. */
	list?: Entry[];
	/** When messages were read: the whole ticket. */
	details?: TicketDetails;
	/** Some could not be read. */
	isPartial: boolean;
}

function nameOf(entry: LogEntry | Message, { updated_at: changedAt }: TicketRow) {
	const { created_at: at } = entry;
	return {
		key: hasId(entry) ? String(entry.id) : fingerprint(entry).slice(0, 8),
		at: typeof at === 'string' ? at : changedAt,
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
		entries.list = value.map((message) => ({ message, ...nameOf(message, row) }));
		entries.isPartial ||= leftOut > 0;
	}
	if (events.includes('statusChanged')) {
		const { rows, leftOut } = await source.logs(row.id);
		const changes = rows.map((change): Entry => {
			const { key, at } = nameOf(change, row);
			return { change, key: `l${key}`, at };
		});
		entries.list = [...(entries.list ?? []), ...changes];
		entries.isPartial ||= leftOut > 0;
	}
	return entries;
}
