import { beforeEach, describe, expect, test } from '@jest/globals';

import { DEMO_TOKEN } from '../../sandbox';
import { ALL, useProductsDesk } from '../support/productsDesk';

const desk = useProductsDesk();

describe('the list of products', () => {
	test('is read once for all items of an account', async () => {
		desk.seed(1, 1);
		desk.seed(2, 1);
		const items = [1, 2, 3].map((number) => ({ json: { number } }));
		const output = await desk.desk360.run(ALL, { items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1, 2, 2].map((item) => ({ item })),
		);
		expect(desk.asked.filter((name) => name === 'products')).toHaveLength(1);
		expect(desk.desk360.sandbox.requests.count()).toBe(7);
	});

	test('is read again in the next run', async () => {
		desk.seed(1, 1);
		await desk.desk360.run(ALL);
		desk.seed(2, 1);
		expect(await desk.desk360.run(ALL)).toHaveLength(2);
	});

	test('is read for each account that items sign in with', async () => {
		desk.seed(1, 1);
		desk.seed(2, 1);
		const credentials = await desk.desk360.credentialsFor({
			apiToken: `={{ $json.account === 'other' ? 'unknown' : '${DEMO_TOKEN}' }}`,
		});
		const items = ['own', 'other', 'own'].map((account) => ({ json: { account } }));
		const output = await desk.desk360.json(ALL, {
			items,
			node: { credentials, onError: 'continueRegularOutput' },
		});
		expect(output.filter(({ error }) => error === undefined)).toHaveLength(4);
		expect(output[2]?.error).toMatch(/^Desk360 does not know this API token/);
		expect(desk.asked.filter((name) => name === 'products')).toHaveLength(2);
	});

	test('that cannot be read ends the item, and the next item asks anew', async () => {
		desk.seed(1, 1);
		desk.desk360.sandbox.faults.add({ kind: 'status', status: 403 });
		const items = [{ json: {} }, { json: {} }];
		const [first, second] = await desk.desk360.json(ALL, {
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(first).toMatchObject({ httpCode: 403 });
		expect(second).toMatchObject({ product_id: 1 });
	});

	test('tells the name of a product that is the only one and cannot be read', async () => {
		desk.seed(1, 1);
		desk.desk360.sandbox.faults.add({
			kind: 'status',
			status: 403,
			match: { path: /\/1\/tickets/ },
		});
		expect((await desk.desk360.refusal(ALL)).message).toMatch(
			/^This Desk360 account may not do that in product 1 \(Desk 1\)/,
		);
	});
});

describe('a product among several that cannot be read', () => {
	beforeEach(() => {
		for (const id of [1, 2, 3]) desk.seed(id, 60);
	});

	test('is said by its ID, and nothing of the others comes out', async () => {
		const [item, ...others] = await desk.desk360.json(
			{ ...ALL, productId: '1,99,3' },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(others).toEqual([]);
		expect(item).toMatchObject({ httpCode: 404 });
		expect(item?.error).toMatch(/^Desk360 found no product 99\./);
		expect(desk.asked.every((name) => name.endsWith('/1'))).toBe(true);
	});

	test.each([
		[
			'refused',
			{ kind: 'status', status: 403 } as const,
			'This Desk360 account may not do that in product 2 (Desk 2)',
		],
		['not found', { kind: 'status', status: 404 } as const, 'Desk360 found no product 2 (Desk 2)'],
		['no answer', { kind: 'html', status: 200 } as const, 'Product 2 (Desk 2): '],
	])('is said by its ID, and by its name where it is listed: %s', async (_what, fault, said) => {
		desk.desk360.sandbox.faults.add({ ...fault, match: { path: /\/2\/tickets/ } });
		const { message } = await desk.desk360.refusal(ALL);
		expect(message.slice(0, said.length)).toBe(said);
	});

	test('is said when a later page is the one', async () => {
		desk.desk360.sandbox.faults.add({
			kind: 'status',
			status: 403,
			match: { path: /\/3\/tickets/, page: 2 },
		});
		const options = { parallelRequests: 1 };
		const wanted = { ...ALL, productId: '1,2,3', returnAll: true, options };
		expect((await desk.desk360.refusal(wanted)).message).toMatch(/ may not do that in product 3: /);
	});

	test('is no reason to name it when the whole account is refused', async () => {
		const credentials = await desk.desk360.credentialsFor({
			apiToken: 'not-known',
		});
		const { message } = await desk.desk360.refusal(
			{ ...ALL, productId: '1,2' },
			{ node: { credentials } },
		);
		expect(message).toMatch(/^Desk360 does not know this API token/);
		expect(desk.desk360.sandbox.requests.count()).toBe(1);
	});

	test('is tried again while that may help', async () => {
		desk.desk360.sandbox.faults.add({
			kind: 'status',
			status: 503,
			match: { path: /\/2\/tickets/ },
		});
		expect(await desk.ages({ limit: 3 })).toEqual([0, 0, 0]);
		expect(desk.asked.filter((name) => name === '2/1')).toHaveLength(2);
	});
});

test('a list among several that repeats itself is ended and told with its product', async () => {
	desk.seed(1, 60);
	desk.seed(2, 60);
	desk.desk360.sandbox.faults.add({ kind: 'repeatPage', match: { path: /\/2\/tickets/, page: 2 } });
	const told = await desk.told({ returnAll: true, options: { parallelRequests: 1 } });
	expect(told).toContain(
		'warn Reading the ticket list of product 2 (Desk 2) ended early, after 20 rows: page 2 repeats page 1',
	);
	expect(told).not.toContain('product 1');
});
