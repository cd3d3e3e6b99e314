import { expect } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { mergeLists } from '../../../nodes/Desk360/api/lists/merge';
import type { MergeOptions } from '../../../nodes/Desk360/api/lists/merge';
import type { Order, SortedRow } from '../../../nodes/Desk360/api/lists/sortedList';
import type { ReadPage } from '../../../nodes/Desk360/api/lists/walk';

export const PAGE_SIZE = 20;

/** A row that changed so many minutes before the newest one. */
export function row(id: number, age: number): SortedRow {
	const at = new Date(Date.UTC(2026, 0, 31) - age * 60_000).toISOString();
	return { id, updated_at: `${at.slice(0, 10)} ${at.slice(11, 19)}` };
}

/** So many rows, newest first, one every so many minutes. */
export const rowsEvery = (minutes: number, count: number, newest = 0) =>
	Array.from({ length: count }, (_, index) => row(index + 1, newest + index * minutes));

/** Lists that are read side by side, and keep which pages were asked for. */
export class Lists {
	/** `list/page`, in the order of asking. */
	readonly asked: string[] = [];

	underWay = 0;

	mostUnderWay = 0;

	constructor(
		readonly lists: SortedRow[][],
		/** What happens before an answer. */
		private readonly before: (list: number, page: number) => unknown = async () => await sleep(1),
	) {}

	sources() {
		return this.lists.map((_, list) => ({ list, read: this.readerOf(list) }));
	}

	private readerOf(list: number): ReadPage<SortedRow> {
		return async (page, signal) => {
			if (signal.aborted) throw new Error(`Page ${page} of list ${list} was not wanted`);
			this.asked.push(`${list}/${page}`);
			this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
			try {
				await this.before(list, page);
				const rows = this.lists[list] ?? [];
				const end = page * PAGE_SIZE;
				return {
					page,
					rows: rows.slice(end - PAGE_SIZE, end),
					nextPage: rows.length > end ? page + 1 : undefined,
				};
			} finally {
				this.underWay--;
			}
		};
	}

	async merge(options: Partial<MergeOptions> = {}) {
		return await mergeLists(this.sources(), { order: 'desc', parallel: 4, ...options });
	}

	/** The rows that come out, as `list/id`. */
	async names(options: Partial<MergeOptions> = {}): Promise<string[]> {
		const { rows, endedEarly } = await this.merge(options);
		expect(endedEarly).toEqual([]);
		return rows.map(({ row: { id }, from: { list } }) => `${list}/${id}`);
	}
}

/** What is to come out: all rows in order, those of one moment in the order of their lists. */
export function expected(lists: SortedRow[][], order: Order, limit = Infinity): string[] {
	const sign = order === 'desc' ? -1 : 1;
	return lists
		.flatMap((rows, list) => rows.map(({ id, updated_at: at }) => ({ name: `${list}/${id}`, at })))
		.sort((one, other) => sign * String(one.at).localeCompare(String(other.at)))
		.slice(0, limit)
		.map(({ name }) => name);
}

/** What whoever reads the lists knows of them. */
export class Known {
	/** `list/page`. */
	readonly answered = new Set<string>();

	constructor(
		private readonly lists: SortedRow[][],
		private readonly order: Order,
	) {}

	/** How many of the rows that came are sure to stand before whatever the list brings next. */
	rowsBefore(index: number): number {
		const came = this.lists.map((rows, list) => this.came(rows, list));
		const last = came[index]?.at(-1);
		if (!last) return 0;
		const names = expected(
			[...came.slice(0, index + 1), [{ ...last, id: 0 }], ...came.slice(index + 1)],
			this.order,
		);
		return names.indexOf(`${index + 1}/0`);
	}

	private came(rows: SortedRow[], list: number): SortedRow[] {
		let pages = 0;
		while (this.answered.has(`${list}/${pages + 1}`)) pages++;
		return rows.slice(0, pages * PAGE_SIZE);
	}
}
