import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { mergeLists } from '../../../nodes/Desk360/api/lists/merge';
import type { Order, SortedRow } from '../../../nodes/Desk360/api/lists/sortedList';
import type { ReadPage } from '../../../nodes/Desk360/api/lists/walk';
import { Known, Lists, expected, row, rowsEvery } from './sideBySide';

describe('the first rows of several lists', () => {
	test('are the newest of all, and their number is counted over all', async () => {
		const lists = new Lists([rowsEvery(3, 30), rowsEvery(5, 30), rowsEvery(7, 30)]);
		expect(await lists.names({ limit: 10 })).toEqual(expected(lists.lists, 'desc', 10));
	});

	test('are the oldest of all when the lists begin with those', async () => {
		const lists = new Lists([rowsEvery(3, 30).reverse(), rowsEvery(5, 50).reverse()]);
		expect(await lists.names({ order: 'asc', limit: 45 })).toEqual(
			expected(lists.lists, 'asc', 45),
		);
	});

	test('come from one list as well as from many, and from none', async () => {
		expect(await new Lists([rowsEvery(1, 45)]).names()).toHaveLength(45);
		expect(await new Lists([]).names()).toEqual([]);
		expect(await new Lists([[], rowsEvery(1, 3), []]).names()).toEqual(['1/1', '1/2', '1/3']);
	});

	test('are told apart by list and ID: one ID in two lists is two rows, twice in a list is one', async () => {
		const lists = new Lists([
			[row(1, 0), row(2, 1), row(1, 2)],
			[row(1, 0), row(3, 3)],
		]);
		expect(await lists.names()).toEqual(['0/1', '1/1', '0/2', '1/3']);
	});

	test.each<[Order]>([['desc'], ['asc']])(
		'that changed at the same time come in the order of the lists and of their rows: %s',
		async (order) => {
			const tied = [4, 9, 2].map((id) => row(id, 5));
			const lists = new Lists([tied, tied, tied]);
			const all = [0, 1, 2].flatMap((list) => [4, 9, 2].map((id) => `${list}/${id}`));
			expect(await lists.names({ order })).toEqual(all);
			expect(await lists.names({ order, limit: 4 })).toEqual(all.slice(0, 4));
		},
	);
});

describe('a row without a readable time', () => {
	test.each([undefined, null, '', 'yesterday', 1_767_225_600, {}, '2026-99-99 10:00:00'])(
		'stays behind the row before it: %p',
		async (odd) => {
			const lists = new Lists([
				[row(1, 0), { id: 2, updated_at: odd }, row(3, 20)],
				[row(1, 10), row(2, 30)],
			]);
			expect(await lists.names()).toEqual(['0/1', '0/2', '1/1', '0/3', '1/2']);
			expect(await lists.names({ limit: 2 })).toEqual(['0/1', '0/2']);
		},
	);

	test('comes first when its list begins with it', async () => {
		const lists = new Lists([[row(1, 0)], [{ id: 1 }, row(2, 10)]]);
		expect(await lists.names()).toEqual(['1/1', '0/1', '1/2']);
	});

	test('may be all that a long list has: each comes once', async () => {
		const odd = Array.from({ length: 45 }, (_, index) => ({ id: index + 1 }));
		const lists = new Lists([rowsEvery(1, 45), odd]);
		expect(await lists.names()).toHaveLength(90);
		expect(await lists.names({ limit: 50 })).toHaveLength(50);
	});

	test.each(['2026-01-30T23:59:30', '2026-01-30T23:59:30.123456Z', '2026-01-30 23:59:30+03:00'])(
		'is none of another usual form: %s',
		async (at) => {
			const lists = new Lists([[row(1, 0), row(2, 1)], [{ id: 9, updated_at: at }]]);
			expect(await lists.names()).toEqual(['0/1', '1/9', '0/2']);
		},
	);
});

describe('the pages that are read', () => {
	const FIRST_PAGES = ['0/1', '1/1', '2/1', '3/1', '4/1'];
	const alike = () => Array.from({ length: 5 }, (_, list) => rowsEvery(10, 200, list));

	test('are the first ones alone when these hold enough that is newer than the rest', async () => {
		const lists = new Lists(alike());
		expect(await lists.names({ limit: 50 })).toEqual(expected(lists.lists, 'desc', 50));
		expect(lists.asked).toEqual(FIRST_PAGES);
	});

	test('are those of the busy list alone where the others have nothing as new', async () => {
		const old = [1, 2, 3, 4].map((list) => rowsEvery(10, 200, 100_000 * list));
		const lists = new Lists([rowsEvery(1, 1_000), ...old]);
		expect(await lists.names({ limit: 200 })).toEqual(expected(lists.lists, 'desc', 200));
		expect(lists.asked.slice(0, 5)).toEqual(FIRST_PAGES);
		const further = Array.from({ length: 9 }, (_, page) => `0/${page + 2}`);
		expect(lists.asked.slice(5)).toEqual(further);
	});

	// A page of each of five lists alike is 100 rows.
	test.each([
		[20, 5],
		[95, 5],
		[100, 9],
		[195, 10],
		[300, 19],
		[495, 25],
		[995, 50],
	])('of five lists alike, for the first %i rows, are %i', async (limit, pages) => {
		const lists = new Lists(alike());
		expect(await lists.names({ limit })).toEqual(expected(lists.lists, 'desc', limit));
		expect(lists.asked).toHaveLength(pages);
		expect(new Set(lists.asked).size).toBe(pages);
	});

	test('are the same for the oldest rows', async () => {
		const lists = new Lists(alike().map((rows) => rows.reverse()));
		expect(await lists.names({ order: 'asc', limit: 50 })).toHaveLength(50);
		expect([...lists.asked].sort()).toEqual(FIRST_PAGES);
	});

	test('of lists that end before the limit is filled are all, and the first one of the longer ones again', async () => {
		const lists = new Lists([rowsEvery(1, 20), rowsEvery(1, 45), rowsEvery(1, 60)]);
		expect(await lists.names({ limit: 1_000 })).toHaveLength(125);
		expect([...lists.asked].sort()).toEqual(
			['0/1', '1/1', '1/1', '1/2', '1/3', '2/1', '2/1', '2/2', '2/3'].sort(),
		);
	});

	test('when all are wanted: one after the other of each list as long as there are lists enough', async () => {
		const lists = new Lists(alike());
		expect(await lists.names({ parallel: 5 })).toHaveLength(1_000);
		const rounds = Array.from({ length: 9 }, (_, round) =>
			lists.asked.slice(5 * round, 5 * round + 5),
		);
		expect(rounds).toEqual(
			rounds.map((_, round) => [0, 1, 2, 3, 4].map((list) => `${list}/${round + 1}`)),
		);
		expect(lists.mostUnderWay).toBe(5);
	});

	// Past the end as many pages of each list as its share of those at a time leaves; of each list the first page again.
	test.each([
		{ parallel: 1, most: 50 + 5 },
		{ parallel: 4, most: 50 + 3 + 5 },
		{ parallel: 5, most: 50 + 4 + 5 },
		{ parallel: 10, most: 50 + 5 + 5 },
	])('when all are wanted: few past the ends, $parallel at a time', async ({ parallel, most }) => {
		const lists = new Lists(alike());
		expect(await lists.names({ parallel })).toHaveLength(1_000);
		expect(lists.asked.length).toBeLessThanOrEqual(most);
		expect(lists.mostUnderWay).toBe(parallel);
	});

	test('when all are wanted: none past the end of lists of two pages', async () => {
		const lists = new Lists([rowsEvery(1, 40), rowsEvery(2, 40)]);
		expect(await lists.names({ parallel: 10 })).toHaveLength(80);
		expect(lists.asked.sort()).toEqual(['0/1', '0/1', '0/2', '1/1', '1/1', '1/2']);
	});

	test('when all are wanted: of a short list the first one again, as soon as it ended', async () => {
		const lists = new Lists([rowsEvery(1, 45), rowsEvery(1, 400)]);
		expect(await lists.names({ parallel: 2 })).toHaveLength(445);
		expect(lists.asked.lastIndexOf('0/1')).toBeLessThan(lists.asked.indexOf('1/10'));
	});

	test('go on beside one that is late', async () => {
		let answer = () => {};
		const late = new Promise<void>((resolve) => {
			answer = resolve;
		});
		const lists = new Lists([rowsEvery(1, 20), rowsEvery(1, 300)], async (list, page) =>
			list === 1 && page === 5 ? await late : await sleep(1),
		);
		const merged = lists.names({ parallel: 4 });
		for (let turn = 0; turn < 40; turn++) await sleep(1);
		expect(lists.asked).toContain('1/13');
		answer();
		expect(await merged).toHaveLength(320);
	});

	test('are never more at a time than allowed, and by what is known each may hold one of the rows wanted', async () => {
		const anyList = fc
			.tuple(fc.nat(90), fc.integer({ min: 0, max: 20 }), fc.nat(400))
			.map(([count, minutes, newest]) => rowsEvery(minutes, count, newest));
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyList, { maxLength: 6 }),
				fc.option(fc.integer({ min: 1, max: 200 }), { nil: Infinity }),
				fc.integer({ min: 1, max: 10 }),
				fc.constantFrom<Order>('desc', 'asc'),
				async (newestFirst, limit, parallel, order) => {
					const given = newestFirst.map((rows) => (order === 'desc' ? rows : [...rows].reverse()));
					const known = new Known(given, order);
					const lists = new Lists(given, async (list, page) => {
						if (page > 1) expect(known.rowsBefore(list)).toBeLessThan(limit);
						await sleep(1);
						known.answered.add(`${list}/${page}`);
					});
					const names = await lists.names({ limit, parallel, order });
					expect(names).toEqual(expected(given, order, limit));
					expect(lists.mostUnderWay).toBeLessThanOrEqual(parallel);
				},
			),
			{ numRuns: 200 },
		);
	});
});

describe('a list among several that moves while it is read', () => {
	/** Makes a row of a list the newest, or of one that goes on with the newest, the last. */
	function change(rows: SortedRow[], id: number, order: Order): void {
		const others = rows.filter((one) => one.id !== id);
		const changed = row(id, -60);
		rows.splice(0, rows.length, ...(order === 'asc' ? [...others, changed] : [changed, ...others]));
	}

	test.each<[Order, number]>([
		['desc', 1],
		['desc', 4],
		['asc', 1],
		['asc', 4],
	])(
		'gives each row once, the changed one where it belongs: %s, %i at a time',
		async (order, most) => {
			const given = [1, 2, 3].map((minutes) => rowsEvery(minutes, 60));
			if (order === 'asc') for (const rows of given) rows.reverse();
			const id = order === 'asc' ? 15 : 50;
			let isChanged = false;
			const lists = new Lists(given, async (list, page) => {
				await sleep(1);
				if (isChanged || list !== 1 || page !== 2) return;
				isChanged = true;
				change(given[1] ?? [], id, order);
			});
			const names = await lists.names({ order, parallel: most });
			expect(new Set(names).size).toBe(180);
			expect(names).toHaveLength(180);
			expect(names.at(order === 'asc' ? -1 : 0)).toBe(`1/${id}`);
		},
	);

	test('is not looked at again when enough rows came before', async () => {
		const lists = new Lists([rowsEvery(1, 60), rowsEvery(1, 60)]);
		await lists.names({ limit: 120 });
		expect(lists.asked).toHaveLength(6);
	});
});

describe('a list among several that never ends', () => {
	const read: ReadPage<SortedRow> = async (page) => ({
		page,
		rows: rowsEvery(1, 20),
		nextPage: page + 1,
	});
	const endless = { list: 1, read };

	test('is ended and told, and the others come whole', async () => {
		const sources = [...new Lists([rowsEvery(1, 45)]).sources(), endless];
		const { rows, endedEarly } = await mergeLists(sources, { order: 'desc', parallel: 2 });
		expect(rows).toHaveLength(65);
		expect(endedEarly).toEqual([
			{ from: endless, rows: rowsEvery(1, 20), endedEarly: 'page 2 repeats page 1' },
		]);
	});

	test('is no concern when the rows wanted come before what it may hide', async () => {
		const sources = [...new Lists([rowsEvery(1, 45, -100)]).sources(), endless];
		const { rows, endedEarly } = await mergeLists(sources, {
			order: 'desc',
			parallel: 1,
			limit: 20,
		});
		expect(rows).toHaveLength(20);
		expect(endedEarly).toEqual([]);
	});
});
