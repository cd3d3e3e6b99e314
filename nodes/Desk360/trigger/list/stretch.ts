import type { TicketPage, TicketRow } from '../../api/types';
import { endsList } from './pageReader';

/** Pages of the list that were read one after the other, from the newest one down. */
export class Stretch {
	/** Each ticket once, in the version that was read last. */
	readonly byId: ReadonlyMap<string, TicketRow>;

	/** The stamp at each place of the list, rows that were met twice included. */
	readonly stamps: string[];

	/**
	 * @param pages at least one
	 * @param reachesKnown what lies below was handed over
	 */
	constructor(
		readonly pages: [TicketPage, ...TicketPage[]],
		readonly reachesKnown: boolean,
	) {
		const rows = pages.flatMap((page) => page.rows);
		this.byId = new Map(rows.map((row) => [String(row.id), row]));
		this.stamps = rows.map((row) => row.updated_at);
	}

	get rows(): TicketRow[] {
		return [...this.byId.values()];
	}

	/** The number of the first page. */
	get start(): number {
		return this.pages[0].page;
	}

	/** The number of the last page. */
	get end(): number {
		return this.start + this.pages.length - 1;
	}

	/** The stamp of the first row. */
	get top(): string {
		return this.pages[0].rows[0]?.updated_at ?? '';
	}

	/** The last stamp on the first page. */
	get bottomOfFirstPage(): string {
		return this.pages[0].rows.at(-1)?.updated_at ?? '';
	}

	/** Rows above this stamp have all their places in this stretch; empty when the list ended. */
	get bottom(): string {
		const hasEnded = this.pages.slice(-1).some(endsList);
		return hasEnded ? '' : (this.stamps.at(-1) ?? '');
	}

	/** Places whose row was met at another one, too. */
	get metTwice(): number {
		return this.stamps.length - this.byId.size;
	}

	/** The end of the last page on which rows could not be read; undefined when there is none. */
	get oddFrom(): string | undefined {
		const odd = this.pages.findLastIndex(({ leftOut = 0 }) => leftOut > 0);
		if (odd < 0) return undefined;
		const upTo = this.pages.slice(0, odd + 1).flatMap(({ rows }) => rows);
		return upTo.at(-1)?.updated_at ?? '';
	}

	/** The page on which a ticket was seen last. */
	pageOf(id: string): number | undefined {
		const isOn = ({ rows }: TicketPage) => rows.some((row) => String(row.id) === id);
		return this.pages.findLast(isOn)?.page;
	}
}
