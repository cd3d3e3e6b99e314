import { createHash } from 'crypto';

import type { TicketRow } from '../api/types';
import { newestOf, packStamp, unpackStamp } from './stamps';

/** What is remembered of a ticket that was dealt with. */
export interface Seen {
	/** The newest stamp known of it or of what belongs to it. */
	last: string;
	/** Which version of the row it was. */
	version: string;
	/** The ids of its log entries or messages above the floor; undefined when they were never read. */
	entries?: string[];
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
	const fields = JSON.stringify(FIELDS.map((field) => row[field]));
	return createHash('sha256').update(fields).digest('base64url').slice(0, 5);
}

/** The tickets dealt with lately, by id. Kept as one text, because static data is written as a whole. */
export class Memory {
	private tickets = new Map<string, Seen>();

	constructor(packed = '') {
		for (const ticket of packed.split(';').filter(Boolean)) {
			const [id = '', last = '', version = '', entries] = ticket.split('|');
			this.tickets.set(id, {
				last: unpackStamp(last),
				version,
				...(entries !== undefined && { entries: entries.split(',').filter(Boolean) }),
			});
		}
	}

	get size(): number {
		return this.tickets.size;
	}

	has(id: string): boolean {
		return this.tickets.has(id);
	}

	of(row: TicketRow): Seen | undefined {
		return this.tickets.get(String(row.id));
	}

	/** True when exactly this version was dealt with. */
	knows(row: TicketRow): boolean {
		return this.of(row)?.version === versionOf(row);
	}

	/** The tickets that changed after a stamp: id and newest stamp of each. */
	changedAfter(stamp: string): Array<[string, string]> {
		return [...this.tickets]
			.filter(([, { last }]) => last > stamp)
			.map(([id, { last }]) => [id, last]);
	}

	remember(row: TicketRow, entries?: string[], last = row.updated_at): void {
		this.tickets.set(String(row.id), {
			last: newestOf(row.updated_at, last),
			version: versionOf(row),
			...(entries && { entries }),
		});
	}

	forgetUpTo(stamp: string): void {
		for (const [id, { last }] of this.tickets) if (last <= stamp) this.tickets.delete(id);
	}

	/** The stamp up to which must be forgotten so that at most `count` tickets remain; empty when none. */
	cutFor(count: number): string {
		const stamps = [...this.tickets.values()].map(({ last }) => last).sort();
		return stamps.at(-count - 1) ?? '';
	}

	toString(): string {
		return [...this.tickets]
			.map(([id, { last, version, entries }]) =>
				[id, packStamp(last), version, ...(entries ? [entries.join(',')] : [])].join('|'),
			)
			.join(';');
	}
}
