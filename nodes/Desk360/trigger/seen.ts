import { fingerprint } from '../api/common/fingerprint';
import type { TicketRow } from '../api/types';
import { newestOf, packStamp, unpackStamp } from './stamps';

/** What is remembered of a ticket that was dealt with. */
export interface SeenTicket {
	/** The newest stamp known of it or of what belongs to it. */
	last: string;
	/** Which version of the row it was. */
	version: string;
	/** The keys of its log entries and messages; undefined when they were never read. */
	keys?: string[];
}

/** A ticket that was dealt with just now. */
export interface Handled {
	row: TicketRow;
	/** The newest stamp of what belongs to it. */
	last?: string;
	keys?: string[];
}

/** When a ticket was made never changes: a row that does not tell it for once is no other version. */
const FIELDS = [
	'updated_at',
	'reason_id',
	'type_id',
	'agent_id',
	'name',
	'email',
	'subject',
	'last_message',
	'channel',
	'platform',
	'status',
	'priority',
] as const;

/** Five characters that differ when anything of the row does that can change. */
export function versionOf(row: TicketRow): string {
	return fingerprint(...FIELDS.map((field) => row[field])).slice(0, 5);
}

/** The tickets dealt with lately, by id. Never changes: each change makes another one. */
export class SeenTickets {
	private constructor(private readonly tickets: ReadonlyMap<string, SeenTicket>) {}

	static readonly none = new SeenTickets(new Map());

	/** Reads what `toString` wrote: one text, because static data is written as a whole. */
	static parse(packed: string): SeenTickets {
		const tickets = packed
			.split(';')
			.filter(Boolean)
			.map((ticket): [string, SeenTicket] => {
				const [id = '', last = '', version = '', keys] = ticket.split('|');
				return [id, { last: unpackStamp(last), version, keys: keys?.split(',').filter(Boolean) }];
			});
		return new SeenTickets(new Map(tickets));
	}

	toString(): string {
		return [...this.tickets]
			.map(([id, { last, version, keys }]) =>
				[id, packStamp(last), version, ...(keys ? [keys.join()] : [])].join('|'),
			)
			.join(';');
	}

	get size(): number {
		return this.tickets.size;
	}

	/** The newest stamp of all. */
	get newest(): string {
		return newestOf(...[...this.tickets.values()].map(({ last }) => last));
	}

	of(row: TicketRow): SeenTicket | undefined {
		return this.tickets.get(String(row.id));
	}

	/** True when exactly this version was dealt with. */
	knows(row: TicketRow): boolean {
		return this.of(row)?.version === versionOf(row);
	}

	with(handled: Handled[]): SeenTickets {
		const tickets = new Map(this.tickets);
		for (const { row, last = '', keys } of handled) {
			// Where the clock was set back, the last change may be stamped earlier than the first.
			const newest = newestOf(row.updated_at, row.created_at ?? '', last);
			tickets.set(String(row.id), { last: newest, version: versionOf(row), keys });
		}
		return new SeenTickets(tickets);
	}

	after(stamp: string): SeenTickets {
		return new SeenTickets(new Map([...this.tickets].filter(([, { last }]) => last > stamp)));
	}

	/** The stamp up to which must be forgotten so that at most `count` tickets remain; empty when none. */
	cutFor(count: number): string {
		const stamps = [...this.tickets.values()].map(({ last }) => last).sort();
		return stamps.at(-count - 1) ?? '';
	}
}
