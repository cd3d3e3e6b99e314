import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { pages, type ReadPage } from '../../../nodes/Desk360/api/lists/walk';
import { gather, type GatherOptions } from '../../../nodes/Desk360/api/paging';
import type { Page } from '../../../nodes/Desk360/api/types';

interface Row {
	id: number;
}

const PAGE_SIZE = 20;
const rowsUpTo = (count: number): Row[] => Array.from({ length: count }, (_, id) => ({ id }));
const ids = (rows: Row[]) => rows.map(({ id }) => id);
const anAnswersTime = async () => await sleep(1);

type PageOf = (page: number) => Omit<Page<Row>, 'page'>;

/** A list of pages that keeps which ones were read. */
class List {
	readonly read: number[] = [];

	readonly signals: AbortSignal[] = [];

	underWay = 0;

	mostUnderWay = 0;

	constructor(
		private readonly pageOf: PageOf,
		private readonly answersTime: (page: number) => Promise<unknown> = anAnswersTime,
	) {}

	static of(rows: Row[], { tellsLast = false } = {}): List {
		const last = Math.ceil(rows.length / PAGE_SIZE);
		return new List((page) => ({
			rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
			nextPage: page < last ? page + 1 : undefined,
			lastPage: tellsLast ? last : undefined,
		}));
	}

	readonly readPage: ReadPage<Row> = async (page, signal) => {
		this.read.push(page);
		this.signals.push(signal);
		this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
		await this.answersTime(page);
		this.underWay--;
		return { page, ...this.pageOf(page) };
	};

	async gather(options?: GatherOptions) {
		return await gather(this.readPage, options);
	}
}

describe('gathering a list', () => {
	test('an empty one costs one call', async () => {
		const list = List.of([]);
		expect(await list.gather()).toEqual({ rows: [] });
		expect(list.read).toEqual([1]);
	});

	test('all pages in order', async () => {
		const list = List.of(rowsUpTo(45));
		expect(ids((await list.gather()).rows)).toEqual(ids(rowsUpTo(45)));
		expect(list.read).toEqual([1, 2, 3]);
	});

	test('exactly one page costs one call', async () => {
		const list = List.of(rowsUpTo(20));
		await list.gather();
		expect(list.read).toEqual([1]);
	});

	test.each([
		[1, 1],
		[20, 1],
		[21, 2],
		[100, 5],
		[1000, 50],
	])('a limit of %i costs %i calls of a longer list', async (limit, calls) => {
		const list = List.of(rowsUpTo(1_200));
		const { rows } = await list.gather({ limit, parallel: 4 });
		expect(rows).toHaveLength(limit);
		expect(list.read).toHaveLength(calls);
	});

	test.each([1, 2, 3])(
		'a list of %i pages costs no call more, whatever the limit',
		async (size) => {
			for (const limit of [undefined, 1_000]) {
				const list = List.of(rowsUpTo(size * PAGE_SIZE));
				await list.gather({ limit, parallel: 10 });
				expect(list.read).toHaveLength(size);
			}
		},
	);

	test.each([
		[4, 10],
		[5, 10],
		[10, 4],
		[50, 4],
		[50, 10],
	])('a list of %i pages costs less than %i calls more', async (size, parallel) => {
		const list = List.of(rowsUpTo(size * PAGE_SIZE));
		await list.gather({ parallel });
		expect(list.read.length).toBeGreaterThanOrEqual(size);
		expect(list.read.length).toBeLessThan(size + parallel);
	});

	test('whatever the size, limit and pages at a time, the rows are the first ones in order', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(200),
				fc.integer({ min: 1, max: 220 }),
				fc.integer({ min: 1, max: 10 }),
				fc.boolean(),
				async (size, limit, parallel, tellsLast) => {
					const list = List.of(rowsUpTo(size), { tellsLast });
					const { rows, endedEarly } = await list.gather({ limit, parallel });
					const oneByOne = Math.max(1, Math.ceil(Math.min(size, limit) / PAGE_SIZE));
					expect(ids(rows)).toEqual(ids(rowsUpTo(Math.min(size, limit))));
					expect(endedEarly).toBeUndefined();
					expect(list.mostUnderWay).toBeLessThanOrEqual(parallel);
					expect(new Set(list.read).size).toBe(list.read.length);
					expect(list.read.length - oneByOne).toBeLessThan(
						tellsLast || size >= limit ? 1 : parallel,
					);
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('reading ahead', () => {
	test('begins slowly and grows to as many pages as are wanted', async () => {
		const list = List.of(rowsUpTo(1_000));
		const underWay: number[] = [];
		for await (const { page } of pages(list.readPage, 4, Infinity)) {
			if (page <= 3) underWay.push(list.underWay);
		}
		expect(underWay).toEqual([0, 0, 0]);
		expect(list.mostUnderWay).toBe(4);
	});

	test('is at its height at once when the service tells the last page', async () => {
		const list = List.of(rowsUpTo(100), { tellsLast: true });
		await list.gather({ parallel: 4 });
		expect(list.read).toEqual([1, 2, 3, 4, 5]);
		expect(list.mostUnderWay).toBe(4);
	});

	test('goes on beside an answer that is late, though not without end', async () => {
		let answer = () => {};
		const late = new Promise<void>((resolve) => {
			answer = resolve;
		});
		const list = new List(
			(page) => ({ rows: rowsUpTo(page * 20).slice(-20), nextPage: page + 1 }),
			async (page) => (page === 5 ? await late : await anAnswersTime()),
		);
		const gathering = list.gather({ limit: 1_000, parallel: 4 });
		for (let turn = 0; turn < 40; turn++) await anAnswersTime();
		expect(Math.max(...list.read)).toBe(13);
		answer();
		expect((await gathering).rows).toHaveLength(1_000);
	});

	test.each(['that is enough', 'that repeats the one before'])(
		'what is left ends with the page %s',
		async (end) => {
			const repeats = end.includes('repeats');
			const list = new List((page) => ({
				rows: rowsUpTo((repeats ? Math.min(page, 9) : page) * 20).slice(-20),
				nextPage: page + 1,
			}));
			await list.gather({ limit: repeats ? undefined : 200, parallel: 4 });
			const read = list.read.length;
			expect(list.signals.every(({ aborted }) => aborted)).toBe(true);
			for (let turn = 0; turn < 10; turn++) await anAnswersTime();
			expect(list.read).toHaveLength(read);
		},
	);
});

describe('a list that moves while it is read', () => {
	test('rows that were pushed to the next page come out once', async () => {
		const pushed = new List((page) => ({
			rows: rowsUpTo(60).slice((page - 1) * (PAGE_SIZE - 3), (page - 1) * (PAGE_SIZE - 3) + 20),
			nextPage: page < 3 ? page + 1 : undefined,
		}));
		expect(ids((await pushed.gather()).rows)).toEqual(ids(rowsUpTo(54)));
	});

	test('a limit that is not reached for that is filled from the page after', async () => {
		const pushed = new List((page) => ({
			rows: rowsUpTo(200).slice((page - 1) * (PAGE_SIZE - 3), (page - 1) * (PAGE_SIZE - 3) + 20),
			nextPage: page + 1,
		}));
		expect(ids((await pushed.gather({ limit: 100, parallel: 4 })).rows)).toEqual(
			ids(rowsUpTo(100)),
		);
	});

	test('the same ID as text and as number is one row', async () => {
		const list = new List(() => ({ rows: [{ id: 1 }, { id: '1' as unknown as number }] }));
		expect((await list.gather()).rows).toHaveLength(1);
	});
});

describe('a list that never ends', () => {
	test('because a page comes again', async () => {
		const list = new List((page) => ({ rows: rowsUpTo(20), nextPage: page + 1 }));
		const { rows, endedEarly } = await list.gather();
		expect(rows).toHaveLength(20);
		expect(endedEarly).toBe('page 2 repeats page 1');
		expect(list.read).toEqual([1, 2]);
	});

	test('because empty pages name further ones', async () => {
		const list = new List((page) => ({ rows: page === 1 ? rowsUpTo(20) : [], nextPage: page + 1 }));
		const { rows, endedEarly } = await list.gather();
		expect(rows).toHaveLength(20);
		expect(endedEarly).toMatch(/3 pages up to page 4 bring nothing new/);
	});

	test('because it begins anew', async () => {
		const all = rowsUpTo(40);
		const list = new List((page) => ({
			rows: page % 2 ? all.slice(0, 20) : all.slice(20),
			nextPage: page + 1,
		}));
		const { rows, endedEarly } = await list.gather();
		expect(rows).toHaveLength(40);
		expect(endedEarly).toBeDefined();
	});

	test('because the next page is named as this one', async () => {
		const list = new List(() => ({ rows: rowsUpTo(20), nextPage: 1 }));
		expect((await list.gather()).endedEarly).toBe('page 1 names page 1 as the next one');
		expect(list.read).toEqual([1]);
	});

	test('is no concern when enough rows came before', async () => {
		const list = new List((page) => ({ rows: rowsUpTo(20), nextPage: page + 1 }));
		expect(await list.gather({ limit: 20 })).toEqual({ rows: rowsUpTo(20) });
	});
});

test('a page that cannot be read ends the walk with its reason', async () => {
	const list = new List((page) => {
		if (page === 3) throw new Error('page 3');
		return { rows: rowsUpTo(page * 20).slice(-20), nextPage: page + 1 };
	});
	await expect(list.gather({ parallel: 4 })).rejects.toThrow('page 3');
	expect(list.read).toEqual([1, 2, 3]);
});
