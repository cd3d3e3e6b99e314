import type { Answer, Call, Caller } from './client';
import { pageLinks } from './link';
import { ListSoFar } from './lists/listSoFar';
import type { Changes } from './lists/listSoFar';
import { pages } from './lists/walk';
import type { ReadPage } from './lists/walk';
import { readList } from './shapes';
import type { Desk360Id, Page } from './types';

/** Every list of the service has pages of this size. */
export const PAGE_SIZE = 20;

export interface GatherOptions {
	/** Rows wanted; all unless told. */
	limit?: number;
	/** Pages read at the same time; 1 unless told. */
	parallel?: number;
	/** Where rows go that change while the list is read; unless told they stay where they are. */
	changes?: Changes;
}

export interface Gathered<Row> {
	rows: Row[];
	/** Why the list was ended although Desk360 named a further page. */
	endedEarly?: string;
}

export function pageOf<Row>(page: number, { value, headers, leftOut }: Answer<Row[]>): Page<Row> {
	return { page, rows: value, leftOut, ...pageLinks(headers.link) };
}

/** For a list that is documented without a `page` parameter: only later pages ask with one. */
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
 * Rows that are seen twice, because the list moved while it was read, come out once; a list that repeats itself or
 * never ends is ended.
 */
export async function gather<Row extends { id: Desk360Id }>(
	read: ReadPage<Row>,
	{ limit = Infinity, parallel = 1, changes }: GatherOptions = {},
): Promise<Gathered<Row>> {
	const list = new ListSoFar<Row>();
	for await (const page of pages(read, parallel, Math.ceil(limit / PAGE_SIZE))) {
		list.take(page);
		if (list.rows.length >= limit) return { rows: list.rows.slice(0, limit) };
		if (list.endedEarly) return { rows: list.rows, endedEarly: list.endedEarly };
	}
	if (changes) await list.lookAgain(read, changes);
	return { rows: list.rows.slice(0, limit) };
}
