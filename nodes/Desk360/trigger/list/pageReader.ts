import type { TicketPage, TicketRow } from '../../api/types';
import type { ProductState } from '../state';
import type { Stretch } from './stretch';

/** Reads pages of a product's list, and knows how far it came: the next poll goes on from there. */
export class PageReader {
	/** How many pages were read. */
	count = 0;

	/** The deepest page found to hold nothing but news. */
	deepestNews = 0;

	/** Where the news was found to end. */
	end?: number;

	/** All tickets that were met, in the version that was read last, by ID. */
	private readonly met = new Map<string, TicketRow>();

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
		for (const row of answer.rows) this.met.set(String(row.id), row);
		return answer;
	}

	/** News of the time of a stretch that was only met where the end of the news was looked for. */
	newsBeside({ rows, top }: Stretch): TicketRow[] {
		const ids = new Set(rows.map(({ id }) => String(id)));
		return [...this.met.values()].filter(
			(row) => row.updated_at <= top && this.isNews(row) && !ids.has(String(row.id)),
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
