import type { Call, Caller } from './client';
import { nextPageOf } from './link';
import { isListOfRows } from './shapes';
import type { Desk360Id, Page } from './types';

/** Every list of the service has pages of this size. */
export const PAGE_SIZE = 20;

/** Reads one page; the first is 1. */
export type ReadPage<Row> = (page: number) => Promise<Page<Row>>;

export interface GatherOptions {
	/** Rows wanted; all unless told. */
	limit?: number;
	/** Pages read at the same time once it is known that there is a second; 1 unless told. */
	parallel?: number;
}

export interface Gathered<Row> {
	rows: Row[];
	/** Why the list was ended although Desk360 named a further page. */
	endedEarly?: string;
}

/** Rows move to later pages while a list is read, so a page without news is no end, but several in a row are. */
const PAGES_WITHOUT_NEWS = 3;

/** The pages of a list that is documented without a `page` parameter: only later pages ask with one. */
export function rowPages<Row>(call: Caller, question: Omit<Call, 'fits'>): ReadPage<Row> {
	return async (page) => {
		const query = page > 1 ? { page } : undefined;
		const { body, headers } = await call({ ...question, query, fits: isListOfRows });
		return { page, rows: body as Row[], nextPage: nextPageOf(headers.link) };
	};
}

/**
 * Walks the pages in order until one names no next page, reading ahead. What was read past the end is a call of
 * the rate limit wasted, so the more pages were seen, the more are read ahead.
 *
 * @param readAhead how many pages may be under way at once
 * @param lastAhead no page beyond this one is read ahead of need
 */
export async function* pages<Row>(
	read: ReadPage<Row>,
	readAhead: number,
	lastAhead: number,
): AsyncGenerator<Page<Row>, void, undefined> {
	let current = await read(1);
	yield current;
	const underWay: Array<Promise<Page<Row>>> = [];
	let nextToRead = 0;
	for (let seen = 1; current.nextPage !== undefined; seen++) {
		if (underWay.length === 0) nextToRead = current.nextPage;
		const most = Math.min(readAhead, Math.ceil(seen / 2));
		while (underWay.length === 0 || (underWay.length < most && nextToRead <= lastAhead)) {
			const page = read(nextToRead++);
			page.catch(() => {}); // reported when its turn comes; of no interest when the walk ends before
			underWay.push(page);
		}
		current = await (underWay.shift() as Promise<Page<Row>>);
		yield current;
	}
}

function sameRows<Row extends { id: Desk360Id }>(one: Page<Row>, other: Page<Row>): boolean {
	return (
		one.rows.length === other.rows.length &&
		one.rows.every((row, index) => row.id === other.rows[index]?.id)
	);
}

/** Why a walk that could go on should not, or undefined. */
function reasonToEnd<Row extends { id: Desk360Id }>(
	page: Page<Row>,
	previous: Page<Row> | undefined,
	pagesWithoutNews: number,
): string | undefined {
	if (previous && page.rows.length > 0 && sameRows(page, previous)) {
		return `page ${page.page} repeats page ${previous.page}`;
	}
	if (pagesWithoutNews >= PAGES_WITHOUT_NEWS) {
		return `${pagesWithoutNews} pages up to page ${page.page} bring nothing new`;
	}
	if (page.nextPage !== undefined && page.nextPage <= page.page) {
		return `page ${page.page} names page ${page.nextPage} as the next one`;
	}
	return undefined;
}

/**
 * Gathers the rows of a list. Rows that are seen twice, because the list moved while it was read, come out
 * once; a list that repeats itself or never ends is ended.
 */
export async function gather<Row extends { id: Desk360Id }>(
	read: ReadPage<Row>,
	{ limit = Infinity, parallel = 1 }: GatherOptions = {},
): Promise<Gathered<Row>> {
	const rows = new Map<string, Row>();
	let previous: Page<Row> | undefined;
	let pagesWithoutNews = 0;
	for await (const page of pages(read, parallel, Math.ceil(limit / PAGE_SIZE))) {
		const known = rows.size;
		for (const row of page.rows) {
			if (!rows.has(String(row.id))) rows.set(String(row.id), row);
		}
		pagesWithoutNews = rows.size > known ? 0 : pagesWithoutNews + 1;
		if (rows.size >= limit) break;
		const reason = reasonToEnd(page, previous, pagesWithoutNews);
		if (reason) return { rows: [...rows.values()], endedEarly: reason };
		previous = page;
	}
	return { rows: [...rows.values()].slice(0, limit) };
}
