import { beforeEach, describe, expect, test } from '@jest/globals';

import { FULL, times, useListsDesk } from '../support/listsDesk';

const desk = useListsDesk();

describe('of several products', () => {
	beforeEach(() => {
		const { world } = desk.sandbox;
		world.createProduct({ id: 2, name: 'Web Shop' });
		world.createProduct({ id: 3, name: 'Partner Portal' });
		world.createProduct({ id: 4, name: 'Car' });
		desk.open(...times(25, { productId: 1, reason_id: 5, subject: 'From the app' }));
		desk.open({ productId: 2, reason_id: 5, subject: 'From the shop' });
		desk.open({ productId: 2, reason_id: 8, subject: 'From the shop' });
		desk.open({ productId: 3, reason_id: 9, subject: 'From the portal' });
	});

	test('the first two of all are read, and said where', async () => {
		expect(await desk.names('searchReasons', { productId: 'all' })).toEqual([
			'5 · 21 of the last 22 tickets, such as "From the app", in Mobile App and Web Shop',
			'8 · 1 of the last 22 tickets, such as "From the shop", in Web Shop',
		]);
		expect(desk.calls.sort()).toEqual(['1:1', '2:1', 'products']);
	});

	test('the first three of those that were selected are read', async () => {
		expect(await desk.names('searchReasons', { productId: '3, 2, 1, 4' })).toEqual([
			'5 · 21 of the last 23 tickets, such as "From the shop", in product 2 and product 1',
			'9 · 1 of the last 23 tickets, such as "From the portal", in product 3',
			'8 · 1 of the last 23 tickets, such as "From the shop", in product 2',
		]);
		expect(desk.calls.sort()).toEqual(['1:1', '2:1', '3:1']);
	});

	test('one that cannot be read is named', async () => {
		await expect(desk.search('searchReasons', { productId: '1, 99' })).rejects.toThrow(
			/^Desk360 found no product 99/,
		);
	});

	test('the only one of the account is read further', async () => {
		desk.sandbox.reset();
		desk.sandbox.world.createProduct({ id: 1 });
		desk.open(...times(50, FULL));
		expect(await desk.names('searchReasons', { productId: 'all' })).toEqual([
			'5 · 40 of the last 40 tickets, such as "Hello World!"',
		]);
		expect(desk.calls).toEqual(['products', '1:1', '1:2']);
	});
});

describe('when there is nothing to choose from, the message says why and what to do', () => {
	test.each([
		['searchAgents', 'none has an agent. Choose By ID beside this list to enter an agent'],
		['searchTypes', 'none has a type. Choose By ID beside this list to enter a type'],
		['searchPlatforms', 'none has a platform. Choose By Name beside this list to enter a platform'],
	])('%s', async (method, message) => {
		desk.open(...times(2, { agent_id: null, type_id: null, platform: null }));
		await expect(desk.search(method)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: `Of the last 2 tickets in product 1, ${message}`,
		});
	});

	test('of a single ticket', async () => {
		desk.open({ agent_id: null });
		await expect(desk.search('searchAgents')).rejects.toThrow(
			/^Of 1 ticket in product 1, none has an agent\. /,
		);
	});

	test('without tickets', async () => {
		await expect(desk.search('searchReasons')).rejects.toThrow(
			'There are no tickets yet in product 1. Choose By ID beside this list to enter a reason',
		);
	});

	test('without tickets in several products', async () => {
		desk.sandbox.world.createProduct({ id: 2, name: 'Web Shop' });
		await expect(desk.search('searchReasons', { productId: 'all' })).rejects.toThrow(
			/^There are no tickets yet in Mobile App and Web Shop\. /,
		);
	});

	test('without products', async () => {
		desk.sandbox.reset();
		await expect(desk.search('searchReasons', { productId: 'all' })).rejects.toThrow(
			/^There are no tickets yet\. /,
		);
	});
});
