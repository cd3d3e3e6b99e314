import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { gather, type GatherOptions, type ReadPage } from '../../../nodes/Desk360/api/paging';

interface Row {
	id: number;
}

const PAGE_SIZE = 20;
const rowsUpTo = (count: number): Row[] => Array.from({ length: count }, (_, id) => ({ id }));
const ids = (rows: Row[]) => rows.map(({ id }) => id);

/** A list of pages that keeps which ones were read. */
class List {
	readonly read: number[] = [];

	constructor(private readonly pageOf: (page: number) => { rows: Row[]; nextPage?: number }) {}

	static of(rows: Row[]): List {
		return new List((page) => ({
			rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
			nextPage: page * PAGE_SIZE < rows.length ? page + 1 : undefined,
		}));
	}

	async gather(options?: GatherOptions) {
		const readPage: ReadPage<Row> = async (page) => {
			this.read.push(page);
			return { page, ...this.pageOf(page) };
		};
		return await gather(readPage, options);
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
		[1, [1]],
		[20, [1]],
		[21, [1, 2]],
		[40, [1, 2]],
	])('a limit of %i reads no page too many', async (limit, pagesRead) => {
		const list = List.of(rowsUpTo(100));
		const { rows } = await list.gather({ limit, parallel: 4 });
		expect(rows).toHaveLength(limit);
		expect(list.read).toEqual(pagesRead);
	});

	test.each([
		[2, 2],
		[3, 3],
		[5, 6],
		[10, 13],
		[50, 53],
	])('a list of %i pages costs %i calls, four at a time', async (size, calls) => {
		const list = List.of(rowsUpTo(size * PAGE_SIZE));
		await list.gather({ parallel: 4 });
		expect(list.read).toHaveLength(calls);
	});

	test('whatever the size, limit and pages at a time, the rows are the first ones in order', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(130),
				fc.integer({ min: 1, max: 150 }),
				fc.integer({ min: 1, max: 6 }),
				async (size, limit, parallel) => {
					const list = List.of(rowsUpTo(size));
					const { rows, endedEarly } = await list.gather({ limit, parallel });
					expect(ids(rows)).toEqual(ids(rowsUpTo(Math.min(size, limit))));
					expect(endedEarly).toBeUndefined();
				},
			),
		);
	});
});

describe('a list that moves while it is read', () => {
	test('rows that were pushed to the next page come out once', async () => {
		const pushed = new List((page) => ({
			rows: rowsUpTo(60).slice((page - 1) * (PAGE_SIZE - 3), (page - 1) * (PAGE_SIZE - 3) + 20),
			nextPage: page < 3 ? page + 1 : undefined,
		}));
		expect(ids((await pushed.gather()).rows)).toEqual(ids(rowsUpTo(54)));
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
});
