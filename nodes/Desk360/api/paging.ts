import type { Answer, Call, Caller } from './client';
import { pageLinks } from './link';
import { hasId, readList } from './shapes';
import type { Desk360Id, Page } from './types';

/** Every list of the service has pages of this size. */
export const PAGE_SIZE = 20;

/** Reads one page; the first is 1. The signal fires when the page is no longer wanted. */
export type ReadPage<Row> = (page: number, signal: AbortSignal) => Promise<Page<Row>>;

export interface GatherOptions {
	/** Rows wanted; all unless told. */
	limit?: number;
	/** Pages read at the same time; 1 unless told. */
	parallel?: number;
	/** Where rows go that change while the list is read; unless told they stay where they are. */
	changes?: 'toFront' | 'toEnd';
}

export interface Gathered<Row> {
	rows: Row[];
	/** Why the list was ended although Desk360 named a further page. */
	endedEarly?: string;
}

/** Rows move to later pages while a list is read, so a page without news is no end, but several in a row are. */
const PAGES_WITHOUT_NEWS = 3;

/** A list that is never at rest is looked at again so often, and so far. */
const MOST_LOOKS = 5;
const MOST_PAGES_AGAIN = 500;

/** Most lists are short, and reading ahead gains little at their beginning: these pages are read one by one. */
const READ_ONE_BY_ONE = 3;

export function pageOf<Row>(page: number, { value, headers, leftOut }: Answer<Row[]>): Page<Row> {
	return { page, rows: value, leftOut, ...pageLinks(headers.link) };
}

/** The pages of a list that is documented without a `page` parameter: only later pages ask with one. */
export function rowPages<Row>(
	call: Caller,
	question: Omit<Call<Row[]>, 'read' | 'effect'>,
): ReadPage<Row> {
	return async (page, signal) => {
		const query = page > 1 ? { page } : undefined;
		const read = readList<Row>(question.subject);
		return pageOf(page, await call({ ...question, effect: 'read', query, read, signal }));
	};
}

/**
 * How many pages may be under way after so many were seen. A page tells no more than whether there is a next one, so
 * all but one are read on the chance that they exist. Those past the end are calls wasted: none with a list of up to
 * three pages, `readAhead - 1` at most with a longer one.
 */
function mostUnderWay(seen: number, readAhead: number): number {
	return Math.min(readAhead, seen < READ_ONE_BY_ONE ? 1 : seen);
}

/**
 * Walks the pages in order until one names no next page, reading ahead. What is still under way when the walk ends
 * is not asked for again, and what has not been sent yet never is.
 *
 * @param readAhead how many pages may be under way at once
 * @param lastWanted no page beyond this one is read ahead of need
 */
export async function* pages<Row>(
	read: ReadPage<Row>,
	readAhead: number,
	lastWanted: number,
): AsyncGenerator<Page<Row>, void, undefined> {
	const walk = new AbortController();
	const line: Array<Promise<Page<Row>>> = [];
	let next = 1;
	let answered = 0;
	let unanswered = 0;
	let lastKnown: number | undefined;

	function begin(): void {
		unanswered++;
		const page = read(next++, walk.signal).then((answer) => {
			unanswered--;
			answered++;
			const isLast = answer.nextPage === undefined;
			lastKnown = isLast
				? Math.min(answer.page, lastKnown ?? Infinity)
				: (answer.lastPage ?? lastKnown);
			if (unanswered > 0) goAhead(); // one late answer does not hold up the others
			return answer;
		});
		page.catch(() => {}); // reported when its turn comes; of no interest when the walk ends before
		line.push(page);
	}

	function goAhead(): void {
		const most = lastKnown === undefined ? mostUnderWay(answered, readAhead) : readAhead;
		const last = Math.min(lastWanted, lastKnown ?? Infinity);
		const mayGo = () => !walk.signal.aborted && unanswered < most && next <= last;
		while (mayGo() && line.length < 2 * readAhead) begin();
	}

	try {
		begin();
		for (;;) {
			const current = await (line.shift() as Promise<Page<Row>>);
			yield current;
			if (current.nextPage === undefined) return;
			if (line.length === 0) {
				next = current.nextPage;
				begin();
			}
			goAhead();
		}
	} finally {
		walk.abort();
	}
}

/** What tells a row from others: its ID, or all of it when it has none. */
function nameOf(row: unknown): string {
	return hasId(row) ? String(row.id) : JSON.stringify(row);
}

function sameRows<Row>(one: Page<Row>, other: Page<Row>): boolean {
	return (
		one.rows.length === other.rows.length &&
		one.rows.every((row, index) => nameOf(row) === nameOf(other.rows[index]))
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

/** The rows of a list, each once, as they are met. */
class Rows<Row extends { id: Desk360Id }> {
	readonly list: Row[] = [];

	/** Rows that were met once more: the list moved while it was read. */
	metAgain = 0;

	private readonly known = new Set<string>();

	/** Takes the rows of a page and gives those that were not met before. */
	add(page: Page<Row>): Row[] {
		const news = page.rows.filter((row) => {
			if (!hasId(row)) return true; // nothing tells it from another
			const id = String(row.id);
			const isKnown = this.known.has(id);
			this.known.add(id);
			return !isKnown;
		});
		this.metAgain += page.rows.length - news.length;
		this.list.push(...news);
		return news;
	}
}

/**
 * Looks once more at a list that was read to its end, until a look brings nothing: what changed meanwhile moved over
 * a border between two pages, past those that were read already.
 *
 * @param isWhole looks at all pages; else at the front, down to the first page that brings nothing
 */
async function lookAgain<Row extends { id: Desk360Id }>(
	read: ReadPage<Row>,
	rows: Rows<Row>,
	isWhole: boolean,
): Promise<void> {
	for (let looks = 0; looks < MOST_LOOKS; looks++) {
		const before = rows.list.length;
		for await (const page of pages(read, 1, MOST_PAGES_AGAIN)) {
			// One without an ID would come out once more with each look.
			const brings = rows.add({ ...page, rows: page.rows.filter(hasId) }).length;
			if ((!isWhole && brings === 0) || page.page >= MOST_PAGES_AGAIN) break;
		}
		if (rows.list.length === before) return;
		// What moved to the front is newer than all that was read before.
		if (!isWhole) rows.list.unshift(...rows.list.splice(before));
	}
}

/**
 * Gathers the rows of a list. Rows that are seen twice, because the list moved while it was read, come out
 * once; a list that repeats itself or never ends is ended.
 */
export async function gather<Row extends { id: Desk360Id }>(
	read: ReadPage<Row>,
	{ limit = Infinity, parallel = 1, changes }: GatherOptions = {},
): Promise<Gathered<Row>> {
	const rows = new Rows<Row>();
	let previous: Page<Row> | undefined;
	let pagesWithoutNews = 0;
	for await (const page of pages(read, parallel, Math.ceil(limit / PAGE_SIZE))) {
		pagesWithoutNews = rows.add(page).length > 0 ? 0 : pagesWithoutNews + 1;
		if (rows.list.length >= limit) return { rows: rows.list.slice(0, limit) };
		const reason = reasonToEnd(page, previous, pagesWithoutNews);
		if (reason) return { rows: rows.list, endedEarly: reason };
		previous = page;
	}
	const hasSeveralPages = previous !== undefined && previous.page > 1;
	// In place of each row that was met again another one was hidden.
	let { metAgain: hidden } = rows;
	if (hasSeveralPages && changes === 'toFront') {
		const before = rows.list.length;
		await lookAgain(read, rows, false);
		hidden -= rows.list.length - before;
	}
	// It is not at the front when a later page was answered before an earlier one.
	if (hasSeveralPages && changes && hidden > 0) await lookAgain(read, rows, true);
	return { rows: rows.list.slice(0, limit) };
}
