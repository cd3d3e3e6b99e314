import type { TicketPage, TicketRow } from '../../api/types';
import type { ProductState } from '../state';

/** Reads pages of a product's list, and knows how far it came: the next poll goes on from there. */
export class PageReader {
	/** How many pages were read. */
	count = 0;

	/** The deepest page found to hold nothing but news. */
	deepestNews = 0;

	/** Where the news was found to end. */
	end?: number;

	/** All tickets that were read, by ID. */
	private readonly all = new Map<string, TicketRow>();

	/** Those that were met in a stretch, in the version and the order in which they were read last. */
	readonly met = new Map<string, TicketRow>();

	/**
	 * @param known what the poll before left: it tells news from what was dealt with
	 */
	constructor(
		private readonly page: (page: number) => Promise<TicketPage>,
		readonly known: ProductState,
	) {}

	async read(page: number): Promise<TicketPage> {
		const answer = await this.page(page);
		this.count++;
		for (const row of answer.rows) this.all.set(String(row.id), row);
		return answer;
	}

	meet(rows: TicketRow[]): void {
		for (const row of rows) {
			this.met.delete(String(row.id));
			this.met.set(String(row.id), row);
		}
	}

	/** News up to a stamp that was only met where the end of the news was looked for. */
	newsBeside(upTo: string): TicketRow[] {
		return [...this.all.values()].filter(
			(row) => row.updated_at <= upTo && this.isNews(row) && !this.met.has(String(row.id)),
		);
	}

	isNews(row: TicketRow): boolean {
		const { rememberedFrom, seen } = this.known;
		return row.updated_at > rememberedFrom && !seen.knows(row);
	}

	/** Whether the list below the page's last row was handed over, or there is none. */
	reachesKnown({ nextPage, rows }: TicketPage): boolean {
		const { handledUpTo, completeAt, backlog } = this.known;
		if (nextPage === undefined || rows.some((row) => row.updated_at < handledUpTo)) return true;
		// Nothing that was read was left where it is, but above a backlog.
		const hasNoHoles = backlog !== undefined || completeAt === handledUpTo;
		// Only rows of the newest second, and no news: those further down were handed over, too.
		return hasNoHoles && rows.every((row) => row.updated_at === handledUpTo && !this.isNews(row));
	}

	/** Whether the page holds news that is not merely late. */
	hasNews({ rows }: TicketPage): boolean {
		return rows.some((row) => row.updated_at >= this.known.handledUpTo && this.isNews(row));
	}
}

/** Whether two answers show the same tickets in the same places. */
export function isSamePage(one: TicketPage, other: TicketPage): boolean {
	const ids = ({ rows }: TicketPage) => rows.map(({ id }) => id).join();
	return ids(one) === ids(other);
}
