import type { TicketPage, TicketRow } from '../api/types';
import { StrangeAnswer } from './source';
import { newestOf } from './stamps';

/** What a walk must know to tell news from what was dealt with. */
export interface View {
	front: string;
	floor: string;
	/** News older than this should have been seen before. */
	dueFrom: string;
	/** The poll before found nothing new. */
	calm: boolean;
	/** News may lie below known ground: page 1 is read on from. */
	looksDeep: boolean;
	isNews(row: TicketRow): boolean;
	/** The tickets known to have changed after a stamp: id and newest stamp of each. */
	changedAfter(stamp: string): Array<[string, string]>;
}

/** A stretch of the list, read from page `start` downwards until it joins what is known. */
export interface Reading {
	start: number;
	pages: number;
	/** The stamp at each place of the list, rows that were met twice included. */
	stamps: string[];
	/** Of these, places that may be there because rows arrived at the top meanwhile. */
	pushed: number;
	/** Rows above this stamp have all their places in this reading; empty when the list ended. */
	bottom: string;
	/** The end of the last page on which rows could not be read. */
	oddFrom?: string;
	/** Each ticket once, in its newest version. */
	rows: TicketRow[];
	/** The page on which a ticket was seen last, by id. */
	pageOf: Map<string, number>;
	/** The stamp of the first row. */
	top: string;
	/** The last stamp on page `start`. */
	bottomOfStart: string;
	/** False when known ground was not reached. */
	joined: boolean;
}

/** How far an interrupted walk came, for the next poll to go on from. */
export interface Trail {
	/** Pages read so far. */
	pages: number;
	/** The deepest page found to hold nothing but news. */
	newsAt: number;
	/** Where the news was found to end. */
	border?: number;
	/** Every row so far was known and carries the newest stamp. */
	onlyCrowd: boolean;
}

export type ReadPage = (page: number) => Promise<TicketPage>;

/** Hundreds of tickets with one stamp, or an hour of them after a clock change, are looked through this far. */
const DEEPEST_LOOK = 30;

export function isOlder(rows: TicketRow[], stamp: string): boolean {
	return rows.some((row) => row.updated_at < stamp);
}

/** Only known rows that all carry the newest stamp: nothing older can be seen from here. */
export function isCrowd(rows: TicketRow[], view: View): boolean {
	return rows.every((row) => row.updated_at === view.front && !view.isNews(row));
}

function refuseRepeatedPage(page: TicketPage, previous: TicketPage | undefined): void {
	const ids = ({ rows }: TicketPage) => rows.map(({ id }) => id).join();
	if (previous && page.rows.length > 0 && ids(page) === ids(previous)) {
		throw new StrangeAnswer(`Page ${page.page} of the ticket list repeats the page before`);
	}
}

/** How many rows a page repeats of the end of the one before, in their order. */
function pushedDown(previous: TicketPage, page: TicketPage): number {
	const ids = ({ rows }: TicketPage) => rows.map(({ id }) => String(id));
	const [above, below] = [ids(previous), ids(page)];
	for (let count = Math.min(above.length, below.length); count > 0; count--) {
		if (above.slice(-count).join() === below.slice(0, count).join()) return count;
	}
	return 0;
}

/**
 * Reads one stretch of the list, page by page.
 *
 * @param limit the most pages to read
 * @param last the stamp below which the reading may end
 * @throws StrangeAnswer for a page that repeats the one before; and whatever a call throws
 */
export async function readDown(
	read: ReadPage,
	view: View,
	start: number,
	limit: number,
	trail: Trail,
	last?: string,
): Promise<Reading> {
	const rows = new Map<string, TicketRow>();
	const pageOf = new Map<string, number>();
	let first: TicketPage | undefined;
	let previous: TicketPage | undefined;
	let joined = false;
	const onTime = newestOf(view.front, view.dueFrom);
	let isLate = false;
	let mayRead = limit;
	const stamps: string[] = [];
	let pushed = 0;
	let oddFrom: string | undefined;
	let hasEnded = false;
	let number = start;
	for (; ; number++) {
		const page = await read(number);
		refuseRepeatedPage(page, previous);
		first ??= page;
		stamps.push(...page.rows.map((row) => row.updated_at));
		if (previous) pushed += pushedDown(previous, page);
		previous = page;
		for (const row of page.rows) {
			rows.set(String(row.id), row);
			pageOf.set(String(row.id), number);
		}

		if (page.leftOut) oddFrom = stamps.at(-1) ?? '';
		const isEmpty = page.rows.length === 0 && !page.leftOut;
		const ends = page.nextPage === undefined || isEmpty;
		hasEnded ||= ends;
		const crowd = isCrowd(page.rows, view);
		const settled = view.calm || start > 1;
		joined ||= ends || isOlder(page.rows, view.front) || (crowd && settled);
		// It was saved late, or the service's clock was set back: there may be more of it further down.
		isLate ||= start === 1 && page.rows.some((row) => view.isNews(row) && row.updated_at < onTime);
		isLate ||= number === 1 && view.looksDeep && !page.rows.some(view.isNews);
		if (!joined) trail.newsAt = number;
		trail.onlyCrowd &&= crowd;
		if (joined && (ends || !isLate || page.rows.some((row) => row.updated_at <= view.floor))) break;
		if (last && isOlder(page.rows, last)) {
			joined = true;
			break;
		}
		if (isLate || crowd) mayRead = DEEPEST_LOOK;
		if (number - start + 1 >= mayRead) {
			joined ||= crowd;
			break;
		}
	}
	return {
		start,
		pages: number - start + 1,
		stamps,
		pushed,
		bottom: hasEnded ? '' : (stamps.at(-1) ?? ''),
		oddFrom,
		rows: [...rows.values()],
		pageOf,
		top: first.rows[0]?.updated_at ?? '',
		bottomOfStart: first.rows.at(-1)?.updated_at ?? '',
		joined,
	};
}
