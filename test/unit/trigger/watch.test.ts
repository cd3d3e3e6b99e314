import { beforeEach, describe, expect, test } from '@jest/globals';

import { StopEarly } from '../../../nodes/Desk360/trigger/stopEarly';
import { Account, ProductsTrigger, namesOf } from './account';
import { DeskFault } from './desk';

let account: Account;

beforeEach(() => {
	account = new Account();
});

/** The IDs of so many products, which are opened. */
function openProducts(count: number, tickets?: number): string[] {
	const ids = Array.from({ length: count }, (_, index) => String(index + 1));
	for (const id of ids) account.open(id, tickets);
	return ids;
}

/** A trigger of these products that has its starting points. */
async function started(
	products: string[] | 'all',
	options: { maxTickets?: number } = {},
): Promise<ProductsTrigger> {
	const trigger = new ProductsTrigger(account, { products, ...options });
	expect((await trigger.poll()).items).toEqual([]);
	account.pass(60);
	return trigger;
}

/** The products whose first page was read. */
function lookedAt(calls: string[]): string[] {
	return calls.filter((what) => what.endsWith(' page 1')).map((what) => what.split(' ')[0] ?? '');
}

describe('the turns of products', () => {
	test('go to the one that was looked at longest ago first', async () => {
		const trigger = await started(openProducts(3));
		const { calls } = await trigger.polls(3, { calls: 2 });
		expect(calls.map(lookedAt)).toEqual([
			['1', '2'],
			['3', '1'],
			['2', '3'],
		]);
	});

	test.each([
		[40, 10],
		[11, 10],
		[10, 10],
		[5, 1],
		[7, 3],
	])('are even over twenty polls of %i products with %i calls a poll', async (count, calls) => {
		const ids = openProducts(count);
		const trigger = await started(ids);
		for (const limits of [{ calls }, { answers: calls }]) {
			const looks = new Map(ids.map((id) => [id, 0]));
			for (let poll = 0; poll < 20; poll++) {
				account.pass(60);
				const report = await trigger.poll(limits);
				// The last call was refused when the rate limit was spent.
				const answered = report.calls.slice(0, calls);
				for (const id of lookedAt(answered)) looks.set(id, (looks.get(id) ?? 0) + 1);
			}
			const counts = [...looks.values()];
			expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
		}
	});

	test('are even when all products are watched and their list is read as well', async () => {
		const ids = openProducts(40);
		const trigger = await started('all');
		const { calls } = await trigger.polls(20, { calls: 10 });
		const looks = calls.flatMap(lookedAt);
		const counts = ids.map((id) => looks.filter((one) => one === id).length);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
		expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
	});

	test.each([{ calls: 10 }, { answers: 10 }])(
		'are not taken away by a product with a big backlog (%j)',
		async (limits) => {
			const [busy = '', ...others] = openProducts(5);
			const trigger = await started([busy, ...others], { maxTickets: 100 });
			const backlog: string[] = [];
			for (let count = 0; count < 600; count++) {
				account.pass(1);
				backlog.push(...account.create(busy));
			}
			const names: string[] = [];
			for (let round = 0; round < 10; round++) {
				const ids = others.flatMap((id) => account.create(id));
				const came = (await trigger.polls(3, limits)).names;
				expect(came).toEqual(expect.arrayContaining(ids));
				names.push(...came.filter((name) => !ids.includes(name)));
			}
			names.push(...(await trigger.polls(30, limits)).names);
			expect(names.sort()).toEqual(backlog.sort());
		},
	);

	test('go on with starting points that a poll did not get to', async () => {
		const trigger = new ProductsTrigger(account, { products: openProducts(5) });
		await trigger.polls(1, { calls: 2 });
		const early = [...account.create(1), ...account.create(5)];
		// The starting point of product 5 comes after its early ticket.
		expect((await trigger.polls(4, { calls: 2 })).names).toEqual(early.slice(0, 1));
		const late = account.create(5);
		expect((await trigger.polls(3)).names).toEqual(late);
	});
});

describe('a product that cannot be read', () => {
	test.each(['notFound', 'forbidden'])('(%s) stops no other', async (kind) => {
		const ids = openProducts(4);
		const trigger = await started(ids);
		for (const id of ['1', '2']) account.faults.set(id, kind);
		for (let poll = 0; poll < 5; poll++) {
			const expected = ['3', '4'].flatMap((id) => account.create(id));
			account.pass(60);
			const report = await trigger.poll();
			expect(namesOf(report).sort()).toEqual(expected.sort());
			expect(report.stopped).toBeUndefined();
			expect([...report.failures.keys()].sort()).toEqual(['1', '2']);
			expect(report.seen.toSorted()).toEqual(['3', '4']);
		}
		const missed = account.create(1);
		account.faults.clear();
		expect((await trigger.polls(3)).names).toEqual(missed);
	});

	test('for once stops no other, nor do two that do not follow each other', async () => {
		const ids = openProducts(5);
		const trigger = await started(ids);
		for (const id of ['1', '3', '5']) account.faults.set(id, 'unavailable');
		const expected = ['2', '4'].flatMap((id) => account.create(id));
		const report = await trigger.poll();
		expect(namesOf(report)).toEqual(expected);
		expect([...report.failures.keys()]).toEqual(['1', '3', '5']);
		expect(report.stopped).toBeUndefined();
	});

	test('for once stops no other when the one before is gone for good', async () => {
		const trigger = await started(openProducts(3));
		account.faults.set('1', 'notFound');
		account.faults.set('2', 'unavailable');
		const names = account.create(3);
		const report = await trigger.poll();
		expect(namesOf(report)).toEqual(names);
		expect(report.stopped).toBeUndefined();
	});

	test('and the next one, too, end the poll, and the next poll begins with the others', async () => {
		const ids = openProducts(5);
		const trigger = await started(ids);
		for (const id of ['2', '3']) account.faults.set(id, 'timeout');
		const report = await trigger.poll();
		expect(lookedAt(report.calls)).toEqual(['1', '2', '3']);
		expect(report.stopped).toMatchObject({ kind: 'timeout' });
		const next = await trigger.poll();
		expect(lookedAt(next.calls)).toEqual(['4', '5', '1', '2', '3']);
	});

	test('keeps what came of the products before it', async () => {
		const trigger = await started(openProducts(3));
		const [name] = account.create(1);
		for (const id of ['2', '3']) account.faults.set(id, 'unavailable');
		const report = await trigger.poll();
		expect(namesOf(report)).toEqual([name]);
		expect(report.stopped).toMatchObject({ kind: 'unavailable' });
		expect((await trigger.polls(3)).names).toEqual([]);
	});

	test('as the credential was refused makes the poll throw, unless there is something to hand over', async () => {
		const trigger = await started(openProducts(3));
		const { saved } = trigger;
		account.faults.set('1', 'signIn');
		await expect(trigger.poll()).rejects.toMatchObject({ kind: 'signIn' });
		expect(trigger.saved).toBe(saved);
		account.faults.clear();
		account.faults.set('2', 'signIn');
		const [name] = account.create(1);
		const report = await trigger.poll();
		expect(namesOf(report)).toEqual([name]);
		expect(report.stopped).toMatchObject({ kind: 'signIn' });
		expect(lookedAt(report.calls)).toEqual(['1', '2']);
	});
});

describe('a poll ends', () => {
	test.each(['rateLimited', 'unreachable'])('with the first call that is %s', async (kind) => {
		const trigger = await started(openProducts(5));
		account.faults.set('3', kind);
		const report = await trigger.poll();
		expect(lookedAt(report.calls)).toEqual(['1', '2', '3']);
		expect(report.stopped).toMatchObject({ kind });
		expect(report.stopped).toBeInstanceOf(DeskFault);
		expect(report.seen).toEqual(['1', '2']);
	});

	test('when its calls are used up', async () => {
		const trigger = await started(openProducts(5));
		const report = await trigger.poll({ calls: 2 });
		expect(report.stopped).toBeInstanceOf(StopEarly);
		expect(report.calls).toHaveLength(2);
	});

	test('with as many tickets as were asked for, and the others follow with the next ones', async () => {
		const ids = openProducts(3);
		const trigger = await started(ids, { maxTickets: 5 });
		const expected = ids.flatMap((id) => account.create(id, 3));
		account.pass(60);
		const came: string[] = [];
		for (const count of [5, 4, 0, 0]) {
			const report = await trigger.poll();
			expect(report.items).toHaveLength(count);
			came.push(...namesOf(report));
			account.pass(60);
		}
		expect(came.sort()).toEqual(expected.sort());
	});
});

describe('the tickets of several products', () => {
	test('come oldest first, each with the ID of its product right after its own', async () => {
		const ids = openProducts(3);
		const trigger = await started(ids);
		const expected: string[] = [];
		for (const id of ['3', '1', '2', '3', '2', '1']) {
			expected.push(...account.create(id));
			account.pass(1);
		}
		const report = await trigger.poll();
		expect(namesOf(report)).toEqual(expected);
		for (const { json } of report.items) {
			expect(Object.keys(json).slice(0, 2)).toEqual(['id', 'product_id']);
			expect(json.event).toBe('ticketCreated');
		}
	});

	test('with the same ID are told apart', async () => {
		const trigger = await started(openProducts(2, 0));
		const names = [...account.create(1), ...account.create(2)];
		expect(new Set(names.map((name) => name.split('/')[1])).size).toBe(1);
		expect((await trigger.polls(3)).names).toEqual(names);
	});
});
