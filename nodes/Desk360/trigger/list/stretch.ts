import type { TicketPage, TicketRow } from '../../api/types';

/** Each ticket once, in the version that was read last. */
export function distinct(rows: TicketRow[]): TicketRow[] {
	return [...new Map(rows.map((row) => [String(row.id), row])).values()];
}

/** Pages that were read one after the other, from the newest one down. */
export class Stretch {
	/** Each ticket once. */
	readonly rows: TicketRow[];

	/** Places whose ticket was met at another one, too, so that another ticket may be hidden. */
	readonly metTwice: number;

	/**
	 * @param pages at least one
	 * @param reachesKnown what lies below was handed over
	 */
	constructor(
		readonly pages: [TicketPage, ...TicketPage[]],
		readonly reachesKnown: boolean,
	) {
		const places = pages.flatMap(({ rows }) => rows);
		this.rows = distinct(places);
		this.metTwice = places.length - this.rows.length;
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
		return hasEnded ? '' : (this.pages.flatMap(({ rows }) => rows).at(-1)?.updated_at ?? '');
	}

	/** Places whose rows were met on the page above as well: others arrived meanwhile, and pushed them down. */
	get pushed(): number {
		const counts = this.pages.slice(1).map(({ rows }, above) => {
			return repeatedOf(this.pages[above]?.rows ?? [], rows);
		});
		return counts.reduce((sum, count) => sum + count, 0);
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

/** How many rows at the end of a page the next one begins with. */
function repeatedOf(above: TicketRow[], below: TicketRow[]): number {
	const ids = (rows: TicketRow[]) => rows.map(({ id }) => id).join();
	let count = Math.min(above.length, below.length);
	while (count > 0 && ids(above.slice(-count)) !== ids(below.slice(0, count))) count--;
	return count;
}
