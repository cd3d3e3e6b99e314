import type { TicketPage, TicketRow } from '../../api/types';

/** Pages that were read one after the other, from the newest one down. */
export class Stretch {
	/** Each ticket once, in the version that was read last, by ID. */
	readonly tickets: ReadonlyMap<string, TicketRow>;

	/** Of each place of the list, rows that were met twice included. */
	readonly stamps: string[];

	/**
	 * @param pages at least one
	 * @param reachesKnown what lies below was handed over
	 */
	constructor(
		readonly pages: [TicketPage, ...TicketPage[]],
		readonly reachesKnown: boolean,
	) {
		const places = pages.flatMap(({ rows }) => rows);
		this.tickets = new Map(places.map((row) => [String(row.id), row]));
		this.stamps = places.map((row) => row.updated_at);
	}

	get rows(): TicketRow[] {
		return [...this.tickets.values()];
	}

	get start(): number {
		return this.pages[0].page;
	}

	get end(): number {
		return this.start + this.pages.length - 1;
	}

	get top(): string {
		return this.pages[0].rows[0]?.updated_at ?? '';
	}

	get bottomOfFirstPage(): string {
		return this.pages[0].rows.at(-1)?.updated_at ?? '';
	}

	/** Rows above this stamp have all their places in this stretch; empty when the list ended. */
	get bottom(): string {
		const hasEnded = this.pages.at(-1)?.nextPage === undefined;
		return hasEnded ? '' : (this.stamps.at(-1) ?? '');
	}

	/** A stamp that no row that could not be read lies below; undefined when all could be read. */
	get oddFrom(): string | undefined {
		const odd = this.pages.findLastIndex(({ leftOut = 0 }) => leftOut > 0);
		if (odd < 0) return undefined;
		const [next] = this.pages.slice(odd + 1).flatMap(({ rows }) => rows);
		return next?.updated_at ?? this.bottom;
	}

	/** The page on which a ticket was seen last. */
	pageOf({ id }: TicketRow): number | undefined {
		return this.pages.findLast(({ rows }) => rows.some((row) => row.id === id))?.page;
	}
}
