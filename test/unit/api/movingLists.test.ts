import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import type { ReadPage } from '../../../nodes/Desk360/api/lists/walk';
import { gather } from '../../../nodes/Desk360/api/paging';
import type { GatherOptions } from '../../../nodes/Desk360/api/paging';

interface Row {
	id: number;
}

const PAGE_SIZE = 20;

/** A list whose rows move while it is read: a changed one goes to the front, or to the end. */
class MovingList {
	/** The pages that were asked for, in order. */
	readonly asked: number[] = [];

	rows: Row[];

	constructor(
		size: number,
		private readonly goes: 'toFront' | 'toEnd' | undefined,
		/** What happens before the answer to a call; calls count from 1. */
		private readonly before: (call: number, list: MovingList) => void = () => {},
	) {
		this.rows = Array.from({ length: size }, (_, index) => ({ id: index + 1 }));
	}

	change(id: number): void {
		const others = this.rows.filter((row) => row.id !== id);
		this.rows = this.goes === 'toEnd' ? [...others, { id }] : [{ id }, ...others];
	}

	readonly read: ReadPage<Row> = async (page) => {
		this.asked.push(page);
		const call = this.asked.length;
		await sleep(1);
		this.before(call, this);
		const end = page * PAGE_SIZE;
		return {
			page,
			rows: this.rows.slice(end - PAGE_SIZE, end),
			nextPage: this.rows.length > end ? page + 1 : undefined,
		};
	};

	async gather(options: GatherOptions = {}): Promise<number[]> {
		const { rows, endedEarly } = await gather(this.read, { changes: this.goes, ...options });
		expect(endedEarly).toBeUndefined();
		return rows.map(({ id }) => id);
	}
}

const upTo = (size: number) => Array.from({ length: size }, (_, index) => index + 1);
const sorted = (ids: number[]) => [...ids].sort((one, other) => one - other);

/** Changes a row before the answer to one call. */
const changing = (id: number, atCall: number) => (call: number, list: MovingList) => {
	if (call === atCall) list.change(id);
};

describe('a list whose changed rows go to the front', () => {
	test('is looked at once more from the front when it has several pages', async () => {
		const list = new MovingList(60, 'toFront');
		expect(await list.gather()).toEqual(upTo(60));
		expect(list.asked).toEqual([1, 2, 3, 1]);
	});

	test('is not looked at again when it is one page, or when enough rows came', async () => {
		const short = new MovingList(20, 'toFront');
		expect(await short.gather()).toEqual(upTo(20));
		expect(short.asked).toEqual([1]);
		const long = new MovingList(60, 'toFront');
		expect(await long.gather({ limit: 40 })).toEqual(upTo(40));
		expect(long.asked).toEqual([1, 2]);
	});

	test('gives a row that changed before its page was read, as the newest one', async () => {
		const list = new MovingList(60, 'toFront', changing(55, 2));
		const ids = await list.gather();
		expect(sorted(ids)).toEqual(upTo(60));
		expect(ids[0]).toBe(55);
		expect(list.asked).toEqual([1, 2, 3, 1, 2, 1]);
	});

	test('is looked at again until that brings nothing', async () => {
		const list = new MovingList(100, 'toFront', (call, { change }) => {
			if (call === 2) change.call(list, 95);
			if (call === 6) change.call(list, 96);
		});
		expect(sorted(await list.gather())).toEqual(upTo(100));
	});

	test('is looked at as far down as there is news: more than a page of changes', async () => {
		const list = new MovingList(100, 'toFront', (call, moved) => {
			if (call === 2) for (let id = 70; id < 95; id++) moved.change(id);
		});
		expect(sorted(await list.gather())).toEqual(upTo(100));
	});

	test('that is never at rest is given up at last', async () => {
		let newest = 1_000;
		const list = new MovingList(60, 'toFront', (_call, moved) => {
			moved.rows = [{ id: ++newest }, ...moved.rows];
		});
		const ids = await list.gather();
		expect(ids).toEqual(expect.arrayContaining(upTo(60)));
		expect(new Set(ids).size).toBe(ids.length);
		expect(list.asked.length).toBeLessThan(40);
	});
});

describe('a list whose changed rows go to the end', () => {
	test('is not looked at again when nothing moved', async () => {
		const list = new MovingList(60, 'toEnd');
		expect(await list.gather()).toEqual(upTo(60));
		expect(list.asked).toEqual([1, 2, 3]);
	});

	test('is looked at as a whole when a row came twice, for another one slipped past', async () => {
		const list = new MovingList(60, 'toEnd', changing(5, 2));
		expect(sorted(await list.gather())).toEqual(upTo(60));
		expect(list.asked).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
	});
});

test('a list of which nobody knows where changed rows go is read once', async () => {
	const list = new MovingList(60, undefined, changing(55, 2));
	await list.gather();
	expect(list.asked).toEqual([1, 2, 3]);
});

test.each(['toFront', 'toEnd'] as const)(
	'however rows change while a list is read, each comes exactly once: %s',
	async (goes) => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 21, max: 130 }),
				fc.integer({ min: 1, max: 4 }),
				fc.array(fc.tuple(fc.nat(129), fc.integer({ min: 1, max: 7 })), { maxLength: 4 }),
				async (size, parallel, changes) => {
					const list = new MovingList(size, goes, (call, moved) => {
						for (const [index, atCall] of changes) {
							if (call === atCall) moved.change((index % size) + 1);
						}
					});
					const ids = await list.gather({ parallel });
					expect(sorted(ids)).toEqual(upTo(size));
				},
			),
			{ numRuns: 100 },
		);
	},
);

describe('rows without an ID', () => {
	test('are kept, for nothing tells them apart, and a further look does not bring them again', async () => {
		const named = upTo(39).map((id) => ({ id }));
		const nameless = { name: 'Ada' } as unknown as Row;
		const pages = [[nameless, ...named.slice(0, 19)], named.slice(19)];
		const asked: number[] = [];
		const read: ReadPage<Row> = async (page) => {
			asked.push(page);
			return { page, rows: pages[page - 1] ?? [], nextPage: page === 1 ? 2 : undefined };
		};
		const { rows } = await gather(read, { changes: 'toFront' });
		expect(rows).toEqual([nameless, ...named]);
		expect(asked).toEqual([1, 2, 1]);
	});

	test('that differ are no sign that a page repeats the one before', async () => {
		const rowOf = (name: number) => ({ name }) as unknown as Row;
		const read: ReadPage<Row> = async (page) => ({
			page,
			rows: upTo(20).map((place) => rowOf(page * 100 + place)),
			nextPage: page < 3 ? page + 1 : undefined,
		});
		const { rows, endedEarly } = await gather(read, { changes: 'toFront' });
		expect(rows).toHaveLength(60);
		expect(endedEarly).toBeUndefined();
	});
});
