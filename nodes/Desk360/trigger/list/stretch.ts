import type { TicketPage, TicketRow } from '../../api/types';

/** Pages that were read one after the other, from the newest one down. */
export class Stretch {
	/** Each ticket once, in the version that was read last. */
	readonly rows: TicketRow[];

	/** Of each place of the list, rows that were met twice included. */
	readonly stamps: string[];

	/** Places that may be there only because rows arrived at the top meanwhile. */
	readonly pushed: number;

	private readonly pageById = new Map<string, number>();

	/**
	 * @param pages at least one
	 * @param reachesKnown what lies below was handed over
	 * @param hasEnded the list has no further rows
	 */
	constructor(
		readonly pages: [TicketPage, ...TicketPage[]],
		readonly reachesKnown: boolean,
		private readonly hasEnded: boolean,
	) {
		const rows = new Map<string, TicketRow>();
		for (const page of pages) {
			for (const row of page.rows) {
				rows.set(String(row.id), row);
				this.pageById.set(String(row.id), page.page);
			}
		}
		this.rows = [...rows.values()];
		this.stamps = pages.flatMap((page) => page.rows.map((row) => row.updated_at));
		this.pushed = pages
			.slice(1)
			.reduce((sum, page, index) => sum + pushedDown(pages[index], page), 0);
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
		return this.hasEnded ? '' : (this.stamps.at(-1) ?? '');
	}

	/** Places whose row was met at another one, too. */
	get metTwice(): number {
		return this.stamps.length - this.rows.length;
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
		return this.pageById.get(id);
	}

	has(id: string): boolean {
		return this.pageById.has(id);
	}
}

/** Rows of the end of the page before, repeated in their order. */
function pushedDown(previous: TicketPage | undefined, page: TicketPage): number {
	const ids = (one?: TicketPage) => (one?.rows ?? []).map(({ id }) => String(id));
	const [above, below] = [ids(previous), ids(page)];
	for (let count = Math.min(above.length, below.length); count > 0; count--) {
		if (above.slice(-count).join() === below.slice(0, count).join()) return count;
	}
	return 0;
}
