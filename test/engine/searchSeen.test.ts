import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';

import type { NewTicket } from '../../sandbox/world/records';
import { DESK360, DESK360_TRIGGER, startDesk360, type Desk360Setup } from '../support/desk360';

let desk360: Desk360Setup;
beforeAll(async () => {
	desk360 = await startDesk360();
});
beforeEach(() => {
	desk360.sandbox.reset();
	desk360.sandbox.world.createProduct({ id: 1, name: 'Mobile App' });
	letAMinutePass();
});
afterAll(async () => {
	await desk360.close();
});

const now = Date.now;
let passedMs = 0;
/** What was found is remembered for a minute. */
function letAMinutePass(): void {
	passedMs += 60_000;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + passedMs);
}

interface Search {
	filter?: string;
	productId?: unknown;
	type?: string;
}

async function search(
	method: string,
	{ filter, productId = { __rl: true, mode: 'list', value: '1' }, type = DESK360 }: Search = {},
) {
	const { engine, credentials } = desk360;
	const parameters = { productId: productId as string };
	return await engine.search(type, method, { parameters, credentials, filter });
}

const namesOf = async (...asked: Parameters<typeof search>) =>
	(await search(...asked)).results.map(({ name }) => name);

const valuesOf = async (...asked: Parameters<typeof search>) =>
	(await search(...asked)).results.map(({ value }) => value);

/** The product and page of each call. */
const calls = () =>
	desk360.sandbox.requests.entries.map(({ path, query }) =>
		[/products\/(\d+)/.exec(path)?.[1] ?? 'products', query.page].filter(Boolean).join(':'),
	);

/** Tickets one after the other: the last one is the newest. */
function open(...tickets: NewTicket[]): void {
	for (const ticket of tickets) desk360.sandbox.world.createTicket({ productId: 1, ...ticket });
}

const times = (count: number, ticket: NewTicket) => Array.from({ length: count }, () => ticket);

describe.each<[string, keyof NewTicket & `${string}_id`]>([
	['searchReasons', 'reason_id'],
	['searchAgents', 'agent_id'],
	['searchTypes', 'type_id'],
])('%s', (method, field) => {
	beforeEach(() => {
		open(
			...times(3, { [field]: 12, subject: 'Refund, please' }),
			...times(2, { [field]: 5, subject: 'The parcel is late' }),
			{ [field]: 5, subject: 'Invoice for October is missing' },
			...times(2, { [field]: null, subject: 'Nobody knows why' }),
			{ [field]: 5, subject: null, description: 'Where is\nit?' },
			{ [field]: 7, subject: '', description: null },
		);
	});

	test('shows what the latest tickets hold with an example, the most used first', async () => {
		expect(await search(method)).toEqual({
			results: [
				{ name: '5 · 4 of the last 10 tickets, such as "Where is it?"', value: '5' },
				{ name: '12 · 3 of the last 10 tickets, such as "Refund, please"', value: '12' },
				{ name: '7 · 1 of the last 10 tickets', value: '7' },
			],
		});
		expect(calls()).toEqual(['1:1']);
	});

	test.each([
		['12', ['12']],
		[' #5 ', ['5']],
		['1', ['12']],
		['REFUND', ['12']],
		['invoice', ['5']],
		['nobody', []],
	])('%p finds %p', async (filter, values) => {
		expect(await valuesOf(method, { filter })).toEqual(values);
		expect(calls()).toHaveLength(1);
	});

	test('shows the example that was searched for', async () => {
		expect(await namesOf(method, { filter: 'october' })).toEqual([
			'5 · 4 of the last 10 tickets, such as "Invoice for October is missing"',
		]);
	});
});

describe('searchPlatforms', () => {
	beforeEach(() => {
		open({ platform: 'Android' }, ...times(2, { platform: 'iOS', subject: 'Hello' }));
	});

	test('shows the names of the platforms', async () => {
		expect(await search('searchPlatforms')).toEqual({
			results: [
				{ name: 'iOS · 2 of the last 3 tickets, such as "Hello"', value: 'iOS' },
				{
					name: 'Android · 1 of the last 3 tickets, such as "Hello World!"',
					value: 'Android',
				},
			],
		});
	});

	test('finds one by its name', async () => {
		expect(await valuesOf('searchPlatforms', { filter: 'DROID' })).toEqual(['Android']);
	});
});

const LISTS = ['searchReasons', 'searchAgents', 'searchTypes', 'searchPlatforms'];
const FULL: NewTicket = { reason_id: 5, agent_id: 74, type_id: 9, platform: 'iOS' };

describe('the latest tickets are read', () => {
	test('once for all four lists, whatever is typed', async () => {
		open(...times(70, FULL));
		for (const method of LISTS) {
			const [name] = await namesOf(method);
			expect(name).toMatch(/^\w+ · 60 of the last 60 tickets, such as "Hello World!"$/);
			await search(method, { filter: 'hello' });
		}
		expect(calls()).toEqual(['1:1', '1:2', '1:3']);
	});

	test('once for those who open lists at the same time', async () => {
		open(FULL);
		await Promise.all(LISTS.map(async (method) => await search(method)));
		expect(calls()).toEqual(['1:1']);
	});

	test('anew after a minute', async () => {
		open(FULL);
		await search('searchReasons');
		letAMinutePass();
		await search('searchReasons');
		expect(calls()).toHaveLength(2);
	});

	test('once for the node and its trigger', async () => {
		open(FULL);
		expect(await valuesOf('searchReasons', { type: DESK360_TRIGGER })).toEqual(['5']);
		await search('searchReasons');
		expect(calls()).toHaveLength(1);
	});

	test.each([
		[20, 1],
		[21, 2],
		[41, 3],
	])('of %p tickets in %p calls', async (tickets, count) => {
		open(...times(tickets, FULL));
		expect(await namesOf('searchReasons')).toEqual([
			expect.stringContaining(`${tickets} of the last ${tickets} tickets`),
		]);
		expect(calls()).toHaveLength(count);
	});

	test('as far as they could be read', async () => {
		open(...times(41, FULL));
		desk360.sandbox.faults.add({ kind: 'status', status: 404, skip: 1 });
		expect(await namesOf('searchReasons')).toEqual([
			expect.stringContaining('20 of the last 20 tickets'),
		]);
	});

	test('and counted once each, though they move while they are read', async () => {
		open(...times(30, FULL));
		desk360.sandbox.hooks.onAnswer = () => {
			desk360.sandbox.hooks.onAnswer = undefined;
			open(FULL);
		};
		expect(await namesOf('searchReasons')).toEqual([
			expect.stringContaining('30 of the last 30 tickets'),
		]);
	});

	test('a single one is called so', async () => {
		open(FULL);
		expect(await namesOf('searchReasons')).toEqual(['5 · 1 of 1 ticket, such as "Hello World!"']);
	});
});

describe('of several products', () => {
	beforeEach(() => {
		const { world } = desk360.sandbox;
		world.createProduct({ id: 2, name: 'Web Shop' });
		world.createProduct({ id: 3, name: 'Partner Portal' });
		world.createProduct({ id: 4, name: 'Car' });
		open(...times(25, { productId: 1, reason_id: 5, subject: 'From the app' }));
		open({ productId: 2, reason_id: 5, subject: 'From the shop' });
		open({ productId: 2, reason_id: 8, subject: 'From the shop' });
		open({ productId: 3, reason_id: 9, subject: 'From the portal' });
	});

	test('the first two of all are read, and said where', async () => {
		expect(await namesOf('searchReasons', { productId: 'all' })).toEqual([
			'5 · 21 of the last 22 tickets, such as "From the app", in Mobile App and Web Shop',
			'8 · 1 of the last 22 tickets, such as "From the shop", in Web Shop',
		]);
		expect(calls().sort()).toEqual(['1:1', '2:1', 'products']);
	});

	test('the first three of those that were selected are read', async () => {
		expect(await namesOf('searchReasons', { productId: '3, 2, 1, 4' })).toEqual([
			'5 · 21 of the last 23 tickets, such as "From the shop", in product 2 and product 1',
			'9 · 1 of the last 23 tickets, such as "From the portal", in product 3',
			'8 · 1 of the last 23 tickets, such as "From the shop", in product 2',
		]);
		expect(calls().sort()).toEqual(['1:1', '2:1', '3:1']);
	});

	test('one that cannot be read is named', async () => {
		await expect(search('searchReasons', { productId: '1, 99' })).rejects.toThrow(
			/^Desk360 found no product 99/,
		);
	});

	test('the only one of the account is read further', async () => {
		desk360.sandbox.reset();
		desk360.sandbox.world.createProduct({ id: 1 });
		open(...times(50, FULL));
		expect(await namesOf('searchReasons', { productId: 'all' })).toEqual([
			'5 · 40 of the last 40 tickets, such as "Hello World!"',
		]);
		expect(calls()).toEqual(['products', '1:1', '1:2']);
	});
});

describe('when there is nothing to choose from, the message says why and what to do', () => {
	test.each([
		['searchAgents', 'none has an agent. Choose By ID beside this list to enter an agent'],
		['searchTypes', 'none has a type. Choose By ID beside this list to enter a type'],
		['searchPlatforms', 'none has a platform. Choose By Name beside this list to enter a platform'],
	])('%s', async (method, message) => {
		open(...times(2, { agent_id: null, type_id: null, platform: null }));
		await expect(search(method)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: `Of the last 2 tickets in product 1, ${message}`,
		});
	});

	test('of a single ticket', async () => {
		open({ agent_id: null });
		await expect(search('searchAgents')).rejects.toThrow(
			/^Of 1 ticket in product 1, none has an agent\. /,
		);
	});

	test('without tickets', async () => {
		await expect(search('searchReasons')).rejects.toThrow(
			'There are no tickets yet in product 1. Choose By ID beside this list to enter a reason',
		);
	});

	test('without tickets in several products', async () => {
		desk360.sandbox.world.createProduct({ id: 2, name: 'Web Shop' });
		await expect(search('searchReasons', { productId: 'all' })).rejects.toThrow(
			/^There are no tickets yet in Mobile App and Web Shop\. /,
		);
	});

	test('without products', async () => {
		desk360.sandbox.reset();
		await expect(search('searchReasons', { productId: 'all' })).rejects.toThrow(
			/^There are no tickets yet\. /,
		);
	});
});

test.each(['', ' ', '={{ $json.product_id }}', null])(
	'the lists ask for a product first, here %p',
	async (value) => {
		for (const productId of [value, { __rl: true, mode: 'id', value }]) {
			await expect(search('searchReasons', { productId })).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/^Select the product first: .*expression/),
			});
		}
		expect(calls()).toEqual([]);
	},
);

test('odd values of a ticket are passed over', async () => {
	open(FULL);
	const odd = { reason_id: 'refund', agent_id: [74], type_id: {}, platform: 5 };
	open(odd as unknown as NewTicket);
	for (const [index, method] of LISTS.entries()) {
		expect(await valuesOf(method)).toEqual([['5', '74', '9', 'iOS'][index]]);
	}
});
