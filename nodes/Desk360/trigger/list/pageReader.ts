import type { TicketPage, TicketRow } from '../../api/types';
import type { ProductState } from '../state';

/** What a reader of the list must know to tell news from what was dealt with. */
export interface Known {
	/** Everything up to this stamp was handed over. */
	handledUpTo: string;
	/** Rows up to this stamp are no news. */
	rememberedFrom: string;
	isNews(row: TicketRow): boolean;
	/** The tickets known to have changed after a stamp: id and newest stamp of each. */
	changedAfter(stamp: string): Array<[string, string]>;
}

/** Reads pages of the list, and knows how far it came: the next poll goes on from there. */
export class PageReader {
	/** How many pages were read. */
	count = 0;

	/** The deepest page found to hold nothing but news. */
	deepestNews = 0;

	/** Where the news was found to end. */
	end?: number;

	readonly known: Known;

	/** Nothing that was read was left where it is, but above a backlog. */
	private readonly hasNoHoles: boolean;

	constructor(
		private readonly page: (page: number) => Promise<TicketPage>,
		{ handledUpTo, completeAt, rememberedFrom, seen, backlog }: ProductState,
	) {
		this.hasNoHoles = backlog !== undefined || completeAt === handledUpTo;
		this.known = {
			handledUpTo,
			rememberedFrom,
			isNews: (row) => row.updated_at > rememberedFrom && !seen.knows(row),
			changedAfter: (stamp) => seen.changedAfter(stamp),
		};
	}

	async read(page: number): Promise<TicketPage> {
		const answer = await this.page(page);
		this.count++;
		return answer;
	}

	/** Whether the list below the page's last row was handed over, or there is none. */
	reachesKnown({ nextPage, rows, leftOut }: TicketPage): boolean {
		const { handledUpTo, isNews } = this.known;
		if (nextPage === undefined || (rows.length === 0 && !leftOut)) return true;
		if (rows.some((row) => row.updated_at < handledUpTo)) return true;
		// Only rows of the newest second, and no news: those further down were handed over, too.
		return this.hasNoHoles && rows.every((row) => row.updated_at === handledUpTo && !isNews(row));
	}

	/** Whether the page holds news that is not merely late. */
	hasNews({ rows }: TicketPage): boolean {
		const { handledUpTo, isNews } = this.known;
		return rows.some((row) => row.updated_at >= handledUpTo && isNews(row));
	}
}

/** Whether two answers show the same tickets in the same places. */
export function isSamePage(one: TicketPage, other: TicketPage): boolean {
	const ids = ({ rows }: TicketPage) => rows.map(({ id }) => id).join();
	return ids(one) === ids(other);
}
