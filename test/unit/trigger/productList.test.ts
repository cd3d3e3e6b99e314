import { beforeEach, describe, expect, test } from '@jest/globals';

import { Account, ProductsTrigger, namesOf } from './account';
import { stampAt } from './desk';

let account: Account;

beforeEach(() => {
	account = new Account();
});

/** A trigger of all products that has its starting points. */
async function started(hoursAhead?: number): Promise<ProductsTrigger> {
	const trigger = new ProductsTrigger(account, {}, hoursAhead);
	expect((await trigger.poll()).items).toEqual([]);
	return trigger;
}

/** In which of the polls the list of products was read. */
function listings(calls: string[][]): number[] {
	return calls.flatMap((made, poll) => (made.includes('products') ? [poll] : []));
}

describe('the list of products', () => {
	test('is read by the first poll, and then at most every ten minutes', async () => {
		for (const id of [1, 2, 3, 4, 5]) account.open(id);
		const trigger = await started();
		expect(account.calls[0]).toBe('products');
		const { calls } = await trigger.polls(60);
		const polls = listings(calls);
		expect(polls.length).toBeGreaterThanOrEqual(5);
		polls.slice(1).forEach((poll, index) => {
			expect(poll - (polls[index] ?? 0)).toBeGreaterThanOrEqual(10);
		});
	});

	test.each([0, 1, 2])(
		'takes one call in twenty at most where there are %i products',
		async (count) => {
			for (let id = 1; id <= count; id++) account.open(id);
			const trigger = await started();
			const { calls } = await trigger.polls(300);
			const made = calls.flat();
			const lists = made.filter((what) => what === 'products').length;
			// It may be read before it is paid for, once.
			expect(lists).toBeLessThanOrEqual(Math.ceil(300 * Math.max(1, count)) / 20 + 1);
			expect(lists).toBeGreaterThan(0);
		},
	);

	test.each(['unavailable', 'forbidden', 'unexpectedAnswer'])(
		'that is %s later on stops nothing',
		async (kind) => {
			account.open(1);
			const trigger = await started();
			account.faults.set('list', kind);
			const expected: string[] = [];
			const names: string[] = [];
			for (let poll = 0; poll < 30; poll++) {
				expected.push(...account.create(1));
				names.push(...(await trigger.polls(1)).names);
			}
			expect(names).toEqual(expected);
		},
	);

	test.each(['unavailable', 'forbidden'])(
		'that is %s is asked for no more often than one that can be read',
		async (kind) => {
			for (const id of [1, 2, 3, 4, 5]) account.open(id);
			const trigger = await started();
			account.faults.set('list', kind);
			const { calls } = await trigger.polls(60);
			expect(listings(calls).length).toBeLessThanOrEqual(6);
		},
	);

	test('that cannot be read at first is read by the next poll', async () => {
		account.open(1);
		account.faults.set('list', 'unavailable');
		const trigger = new ProductsTrigger(account);
		const report = await trigger.poll();
		expect(report.stopped).toMatchObject({ kind: 'unavailable' });
		expect(report.state).toBeUndefined();
		account.faults.set('list', 'forbidden');
		await expect(trigger.poll()).rejects.toMatchObject({ kind: 'forbidden' });
		account.faults.clear();
		account.pass(60);
		expect((await trigger.poll()).items).toEqual([]);
		const names = account.create(1);
		expect((await trigger.polls(2)).names).toEqual(names);
	});
});

describe('a product that appears', () => {
	test('is watched from the last look at the list on: what happened since then comes once', async () => {
		account.open(1);
		const hidden = account.open(2, 30);
		account.desks.delete('2');
		const trigger = await started();
		await trigger.polls(35);
		account.desks.set('2', hidden);
		account.pass(5);
		const names = account.create(2, 3);
		await trigger.polls(1);
		account.pass(60);
		names.push(...account.create(2));
		const came = (await trigger.polls(60)).names;
		expect(came.sort()).toEqual(names.sort());
	});

	test('between two looks at the list and is busy loses none of its first tickets', async () => {
		account.open(1);
		const trigger = await started();
		const names: string[] = [];
		const came = (await trigger.polls(25)).names;
		account.open(2, 0);
		for (let poll = 0; poll < 40; poll++) {
			names.push(...account.create(2, 3));
			came.push(...(await trigger.polls(1)).names);
		}
		came.push(...(await trigger.polls(5)).names);
		expect(came.sort()).toEqual(names.sort());
	});

	test.each([
		[0, 3],
		[1, 3],
		[1, 0],
		[0, -8],
		[1, -8],
		[1, 14],
	])(
		'comes as well when no ticket was there before (%i products, stamps %i hours ahead)',
		async (count, hoursAhead) => {
			if (count > 0) account.open(1, 0);
			const trigger = await started(hoursAhead);
			await trigger.polls(5);
			account.open(2, 0);
			const names = account.create(2, 2);
			account.pass(60);
			names.push(...account.create(2));
			const came = (await trigger.polls(60)).names;
			expect(came.sort()).toEqual(names.sort());
			const later = account.create(2);
			expect((await trigger.polls(2)).names).toEqual(later);
		},
	);

	test('comes as well when a ticket of another product is stamped two days ahead', async () => {
		account.open(1);
		const trigger = await started();
		const at = stampAt(account.seconds + 2 * 24 * 60 * 60);
		const { row } = account.desk(1).create({ created_at: at, updated_at: at });
		expect((await trigger.polls(35)).names).toEqual([`1/${row.id}`]);
		account.open(2, 0);
		const names = account.create(2);
		expect((await trigger.polls(60)).names).toEqual(names);
	});

	test('loses nothing once the clock was set back by an hour a day ago', async () => {
		account.open(1);
		const trigger = await started();
		const expected = account.create(1);
		const came = (await trigger.polls(2)).names;
		account.pass(-60 * 60);
		trigger.hoursAhead -= 1;
		for (let hour = 0; hour < 26; hour++) {
			account.pass(60 * 60);
			expected.push(...account.create(1));
			came.push(...(await trigger.polls(1)).names);
		}
		came.push(...(await trigger.polls(40)).names);
		account.open(2, 0);
		expected.push(...account.create(2));
		came.push(...(await trigger.polls(30)).names);
		expect(came.sort()).toEqual(expected.sort());
	});

	test('has its turn before those that are known', async () => {
		for (const id of [1, 2, 3]) account.open(id);
		const trigger = await started();
		account.open(9, 0);
		const { calls } = await trigger.polls(40);
		const first = calls.find((made) => made.includes('9 page 1'));
		expect(first?.slice(0, 2)).toEqual(['products', '9 page 1']);
	});
});

describe('a product that appears late', () => {
	test.each([-8, 0, 14])(
		'brings nothing from before the last look at the list, with stamps %i hours ahead',
		async (hoursAhead) => {
			account.open(1);
			const hidden = account.open(2, 30);
			account.desks.delete('2');
			const trigger = await started(hoursAhead);
			const known = account.create(1);
			expect((await trigger.polls(35)).names).toEqual(known);
			account.desks.set('2', hidden);
			account.pass(1);
			const names = account.create(2);
			expect((await trigger.polls(60)).names).toEqual(names);
		},
	);
});

describe('a product that is gone', () => {
	test('costs no call, and goes on from where it was when it comes back', async () => {
		account.open(1);
		const desk = account.open(2);
		const trigger = await started();
		const handed = account.create(2);
		expect((await trigger.polls(2)).names).toEqual(handed);
		account.desks.delete('2');
		await trigger.polls(40);
		const quiet = await trigger.polls(5);
		expect(quiet.calls.flat().filter((what) => what.startsWith('2 '))).toEqual([]);
		desk.seconds = account.seconds;
		const missed = String(desk.create().row.id);
		account.desks.set('2', desk);
		const came = (await trigger.polls(60)).names;
		expect(came).toEqual([`2/${missed}`]);
	});

	test('for more than a week is forgotten: it is new when it comes back', async () => {
		account.open(1);
		const desk = account.open(2);
		const trigger = await started();
		account.desks.delete('2');
		await trigger.polls(40);
		desk.seconds = account.seconds;
		desk.create();
		expect(trigger.state?.products).toHaveLength(2);
		account.pass(8 * 24 * 60 * 60);
		await trigger.polls(40);
		expect(trigger.state?.products).toHaveLength(1);
		account.desks.set('2', desk);
		account.pass(60);
		const names = account.create(2);
		expect((await trigger.polls(60)).names).toEqual(names);
	});

	test('and was never read is no matter', async () => {
		account.open(1);
		account.open(2);
		account.faults.set('2', 'notFound');
		const trigger = await started();
		account.desks.delete('2');
		const names = account.create(1);
		expect((await trigger.polls(40)).names).toEqual(names);
		expect(namesOf(await trigger.poll())).toEqual([]);
	});
});
