import { beforeEach, describe, expect, test } from '@jest/globals';

import { Account, ProductsTrigger } from './account';

let account: Account;

beforeEach(() => {
	account = new Account();
});

/** Opens so many tickets in one second, and polls until all of them came. */
async function workOff(trigger: ProductsTrigger, id: number, count: number): Promise<void> {
	const names = account.create(id, count);
	const came: string[] = [];
	for (let poll = 0; poll < 60 && came.length < count; poll++) {
		came.push(...(await trigger.polls(1)).names);
	}
	expect(came.sort()).toEqual(names.sort());
}

const isSecondLook = (what: string) => / page ([2-9]|\d\d)$/.test(what);

describe('a quiet hour of all products where there is one', () => {
	test.each([0, 1, 60, 500])(
		'costs 63 calls at most after %i tickets of one second, and no poll more than three',
		async (count) => {
			account.open(1, 40);
			const trigger = new ProductsTrigger(account, { maxTickets: 100 });
			await trigger.poll();
			if (count > 0) await workOff(trigger, 1, count);
			const { names, calls } = await trigger.polls(60);
			expect(names).toEqual([]);
			expect(calls.flat().length).toBeLessThanOrEqual(63);
			expect(Math.max(...calls.map((made) => made.length))).toBeLessThanOrEqual(3);
		},
	);
});

describe('second looks', () => {
	test('beyond the first wait until they are paid: one call in twenty', async () => {
		account.open(1, 40);
		const trigger = new ProductsTrigger(account, { products: ['1'], maxTickets: 100 });
		await trigger.poll();
		await workOff(trigger, 1, 500);
		const first = (await trigger.polls(1)).calls.flat().filter(isSecondLook);
		expect(first).toHaveLength(2);
		const { calls } = await trigger.polls(200);
		const looks = calls.flatMap((made, poll) => (made.some(isSecondLook) ? [poll] : []));
		expect(looks.length).toBeGreaterThanOrEqual(8);
		looks.slice(1).forEach((poll, index) => {
			expect(poll - (looks[index] ?? 0)).toBeGreaterThanOrEqual(20);
		});
	});

	test('of one product are paid by the calls of the others as well', async () => {
		for (let id = 1; id <= 10; id++) account.open(id, 40);
		const products = [...account.desks.keys()];
		const trigger = new ProductsTrigger(account, { products, maxTickets: 100 });
		await trigger.poll();
		await workOff(trigger, 1, 500);
		const { calls } = await trigger.polls(60);
		const looks = calls.flat().filter(isSecondLook).length;
		expect(looks).toBeGreaterThan(20);
		expect(looks).toBeLessThanOrEqual(2 + calls.flat().length / 20);
	});

	test('come to an end', async () => {
		account.open(1, 40);
		const trigger = new ProductsTrigger(account, { products: ['1'], maxTickets: 100 });
		await trigger.poll();
		await workOff(trigger, 1, 100);
		await trigger.polls(150);
		const { calls } = await trigger.polls(60);
		expect(calls.flat()).toEqual(calls.map(() => '1 page 1'));
	});
});
