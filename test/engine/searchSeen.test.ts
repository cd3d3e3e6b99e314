import { beforeEach, describe, expect, test } from '@jest/globals';

import type { NewTicket } from '../../sandbox/world/records';
import { DESK360_TRIGGER } from '../support/desk360';
import { letPass } from '../support/letPass';
import { FULL, LISTS, times, useListsDesk } from '../support/listsDesk';

const desk = useListsDesk();

describe.each<[string, keyof NewTicket & `${string}_id`]>([
	['searchReasons', 'reason_id'],
	['searchAgents', 'agent_id'],
	['searchTypes', 'type_id'],
])('%s', (method, field) => {
	beforeEach(() => {
		desk.open(
			...times(3, { [field]: 12, subject: 'Refund, please' }),
			...times(2, { [field]: 5, subject: 'The parcel is late' }),
			{ [field]: 5, subject: 'Invoice for October is missing' },
			...times(2, { [field]: null, subject: 'Nobody knows why' }),
			{ [field]: 5, subject: null, description: 'Where is\nit?' },
			{ [field]: 7, subject: '', description: null },
		);
	});

	test('shows what the latest tickets hold with an example, the most used first', async () => {
		expect(await desk.search(method)).toEqual({
			results: [
				{ name: '5 · 4 of the last 10 tickets, such as "Where is it?"', value: '5' },
				{ name: '12 · 3 of the last 10 tickets, such as "Refund, please"', value: '12' },
				{ name: '7 · 1 of the last 10 tickets', value: '7' },
			],
		});
		expect(desk.calls).toEqual(['1:1']);
	});

	test.each([
		['12', ['12']],
		[' #5 ', ['5']],
		['1', ['12']],
		['REFUND', ['12']],
		['invoice', ['5']],
		['nobody', []],
	])('%p finds %p', async (filter, values) => {
		expect(await desk.values(method, { filter })).toEqual(values);
		expect(desk.calls).toHaveLength(1);
	});

	test('shows the example that was searched for', async () => {
		expect(await desk.names(method, { filter: 'october' })).toEqual([
			'5 · 4 of the last 10 tickets, such as "Invoice for October is missing"',
		]);
	});
});

describe('searchPlatforms', () => {
	beforeEach(() => {
		desk.open({ platform: 'Android' }, ...times(2, { platform: 'iOS', subject: 'Hello' }));
	});

	test('shows the names of the platforms', async () => {
		expect(await desk.search('searchPlatforms')).toEqual({
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
		expect(await desk.values('searchPlatforms', { filter: 'DROID' })).toEqual(['Android']);
	});
});

describe('the latest tickets are read', () => {
	test('once for all four lists, whatever is typed', async () => {
		desk.open(...times(70, FULL));
		for (const method of LISTS) {
			const [name] = await desk.names(method);
			expect(name).toMatch(/^\w+ · 60 of the last 60 tickets, such as "Hello World!"$/);
			await desk.search(method, { filter: 'hello' });
		}
		expect(desk.calls).toEqual(['1:1', '1:2', '1:3']);
	});

	test('once for those who open lists at the same time', async () => {
		desk.open(FULL);
		await Promise.all(LISTS.map(async (method) => await desk.search(method)));
		expect(desk.calls).toEqual(['1:1']);
	});

	test('anew after a minute', async () => {
		desk.open(FULL);
		await desk.search('searchReasons');
		letPass(60_000);
		await desk.search('searchReasons');
		expect(desk.calls).toHaveLength(2);
	});

	test('once for the node and its trigger', async () => {
		desk.open(FULL);
		expect(await desk.values('searchReasons', { type: DESK360_TRIGGER })).toEqual(['5']);
		await desk.search('searchReasons');
		expect(desk.calls).toHaveLength(1);
	});

	test.each([
		[20, 1],
		[21, 2],
		[41, 3],
	])('of %p tickets in %p calls', async (tickets, count) => {
		desk.open(...times(tickets, FULL));
		expect(await desk.names('searchReasons')).toEqual([
			expect.stringContaining(`${tickets} of the last ${tickets} tickets`),
		]);
		expect(desk.calls).toHaveLength(count);
	});

	test('as far as they could be read', async () => {
		desk.open(...times(41, FULL));
		desk.sandbox.faults.add({ kind: 'status', status: 404, skip: 1 });
		expect(await desk.names('searchReasons')).toEqual([
			expect.stringContaining('20 of the last 20 tickets'),
		]);
	});

	test('and counted once each, though they move while they are read', async () => {
		desk.open(...times(30, FULL));
		desk.sandbox.hooks.onAnswer = () => {
			desk.sandbox.hooks.onAnswer = undefined;
			desk.open(FULL);
		};
		expect(await desk.names('searchReasons')).toEqual([
			expect.stringContaining('30 of the last 30 tickets'),
		]);
	});

	test('a single one is called so', async () => {
		desk.open(FULL);
		expect(await desk.names('searchReasons')).toEqual([
			'5 · 1 of 1 ticket, such as "Hello World!"',
		]);
	});
});

test.each(['', ' ', '={{ $json.product_id }}', null])(
	'the lists ask for a product first, here %p',
	async (value) => {
		for (const productId of [value, { __rl: true, mode: 'id', value }]) {
			await expect(desk.search('searchReasons', { productId })).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/^Select the product first: .*expression/),
			});
		}
		expect(desk.calls).toEqual([]);
	},
);

test('odd values of a ticket are passed over', async () => {
	desk.open(FULL);
	const odd = { reason_id: 'refund', agent_id: [74], type_id: {}, platform: 5 };
	desk.open(odd as unknown as NewTicket);
	for (const [index, method] of LISTS.entries()) {
		expect(await desk.values(method)).toEqual([['5', '74', '9', 'iOS'][index]]);
	}
});
