import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_TOKEN } from '../../sandbox';
import { startDesk360, type Desk360Setup } from '../support/desk360';
import { FORMS } from '../support/samples';

let desk360: Desk360Setup;
beforeAll(async () => {
	desk360 = await startDesk360();
});
beforeEach(() => {
	desk360.sandbox.reset();
	desk360.sandbox.hooks.onAnswer = undefined;
	desk360.sandbox.hooks.onRequest = undefined;
});
afterAll(async () => {
	await desk360.close();
});

const ALL = { operation: 'getAll', productId: 'all' };

/** A product with so many tickets, one changed every so many minutes, the newest so many minutes ago. */
function seed(id: number, count: number, { every = 1, newest = 0 } = {}): void {
	const { world } = desk360.sandbox;
	world.createProduct({ id, name: `Desk ${id}` });
	for (let index = count - 1; index >= 0; index--) {
		const minutesAgo = newest + index * every;
		world.at(new Date(Date.UTC(2026, 0, 31) - minutesAgo * 60_000), () =>
			world.createTicket({ productId: id, subject: `${minutesAgo}` }),
		);
	}
}

/** How many minutes ago the tickets changed that come out. */
async function agesOf(parameters: INodeParameters): Promise<number[]> {
	return (await desk360.json({ ...ALL, ...parameters })).map(({ subject }) => Number(subject));
}

/** `product/page` of the ticket lists, and `products`, in the order of the calls. */
const asked = () =>
	desk360.sandbox.requests.entries.map(({ path, query }) => {
		const [, product] = /\/products\/(\d+)\/tickets$/.exec(path) ?? [];
		return product === undefined ? 'products' : `${product}/${query.page}`;
	});

/** What is told of a run: in the log, and as hints of the node. */
async function toldBy(parameters: INodeParameters): Promise<string> {
	const logged = desk360.engine.logs.length;
	await desk360.run({ ...ALL, ...parameters });
	return desk360.engine.logs.slice(logged).join('\n');
}

describe.each(FORMS)('tickets of all products, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('come newest change first, each with its product right after its ID', async () => {
		seed(3, 30, { every: 3 });
		seed(1, 30, { every: 5, newest: 1 });
		const tickets = await desk360.json({ ...ALL, limit: 5, simplify: false });
		expect(tickets.map(({ subject, product_id: product }) => [subject, product])).toEqual([
			['0', 3],
			['1', 1],
			['3', 3],
			['6', 3],
			['6', 1],
		]);
		expect(tickets.map((ticket) => Object.keys(ticket).slice(0, 2))).toEqual(
			tickets.map(() => ['id', 'product_id']),
		);
		expect(asked().sort()).toEqual(['1/1', '3/1', 'products']);
	});

	test('are as many over all as the limit says, and no page is read that it cannot need', async () => {
		for (const id of [1, 2, 3, 4, 5]) seed(id, 200, { every: 5, newest: id });
		const ages = await agesOf({});
		expect(ages).toEqual(Array.from({ length: 50 }, (_, age) => age + 1));
		expect(asked().sort()).toEqual(['1/1', '2/1', '3/1', '4/1', '5/1', 'products']);
	});

	test('of one busy product among quiet ones cost no second page of those', async () => {
		seed(1, 100, { every: 1_000, newest: 9_000 });
		seed(2, 200);
		seed(3, 100, { every: 1_000, newest: 9_500 });
		expect(await agesOf({ limit: 100 })).toEqual(Array.from({ length: 100 }, (_, age) => age));
		expect(asked().sort()).toEqual(['1/1', '2/1', '2/2', '2/3', '2/4', '2/5', '3/1', 'products']);
	});

	test.each([1, 4, 10])(
		'all of them come in order, %i pages at a time',
		async (parallelRequests) => {
			seed(1, 65, { every: 2 });
			seed(2, 45, { every: 3 });
			seed(3, 20, { every: 5 });
			const { settings, hooks } = desk360.sandbox;
			settings.latencyMs = 3;
			let underWay = 0;
			let most = 0;
			hooks.onRequest = () => {
				most = Math.max(most, ++underWay);
			};
			hooks.onAnswer = () => {
				underWay--;
			};
			const ages = await agesOf({ returnAll: true, options: { parallelRequests } });
			expect(ages).toEqual([...ages].sort((one, other) => one - other));
			expect(ages).toHaveLength(130);
			expect(most).toBeLessThanOrEqual(parallelRequests);
			// Of the two with several pages the first one is looked at again.
			const { length } = asked();
			expect(length).toBeGreaterThanOrEqual(1 + 4 + 3 + 1 + 2);
			expect(length).toBeLessThan(1 + 4 + 3 + 1 + 2 + parallelRequests);
		},
	);

	test('come oldest change first when that is chosen', async () => {
		seed(1, 50, { every: 2 });
		seed(2, 50, { every: 2, newest: 1 });
		const ages = await agesOf({ limit: 4, options: { order: 'asc' } });
		expect(ages).toEqual([99, 98, 97, 96]);
		expect(desk360.sandbox.requests.last?.query.order).toBe('asc');
		expect(asked().sort()).toEqual(['1/1', '2/1', 'products']);
	});

	test('with one ID in two products are two tickets', async () => {
		const { world } = desk360.sandbox;
		for (const id of [1, 2]) {
			world.createProduct({ id });
			world.createTicket({ productId: id });
		}
		const tickets = await desk360.json(ALL);
		expect(tickets).toHaveLength(2);
		expect(new Set(tickets.map(({ product_id: product }) => product))).toEqual(new Set([1, 2]));
	});

	test('that move while they are read come once', async () => {
		for (const id of [1, 2]) seed(id, 60, { newest: id });
		const { hooks, world } = desk360.sandbox;
		let isChanged = false;
		hooks.onAnswer = ({ path, query }) => {
			if (isChanged || !path.includes('/2/') || query.page !== '1') return;
			isChanged = true;
			const [oldest] = world.ticketsOf(2).filter(({ subject }) => subject === '61');
			world.updateTicket(oldest?.id ?? 0, { status: 2 });
		};
		const ages = await agesOf({ returnAll: true, options: { parallelRequests: 1 } });
		expect(ages).toHaveLength(120);
		expect(ages[0]).toBe(61);
		expect(new Set(asked()).size).toBe(7);
	});

	test('take the filters of the item for each product', async () => {
		seed(1, 3);
		seed(2, 3);
		await agesOf({ filters: { email: 'jane@example.com' } });
		const lists = desk360.sandbox.requests.entries.filter(({ query }) => query.page);
		expect(lists.map(({ query }) => query.email)).toEqual(['jane@example.com', 'jane@example.com']);
	});
});

describe('which products:', () => {
	test.each([['2, 1'], [[2, '1']], ['2,1,2'], ['#2, #1']])('%j are two', async (productId) => {
		seed(1, 2);
		seed(2, 2, { newest: 1 });
		seed(3, 2);
		expect(await agesOf({ productId: productId as string })).toEqual([0, 1, 1, 2]);
		expect(asked().sort()).toEqual(['1/1', '2/1']);
	});

	test.each(['all', 'All products', { __rl: true, mode: 'list', value: 'all' }])(
		'%j is all that the account sees',
		async (productId) => {
			seed(1, 2);
			seed(2, 2);
			expect(await agesOf({ productId: productId as string })).toHaveLength(4);
		},
	);

	test('"all" as an agent gives it is taken', async () => {
		seed(1, 2);
		seed(2, 2);
		const productId = { __rl: true, mode: 'id', value: "={{ $fromAI('product', '', 'string') }}" };
		const items = [{ json: { query: { product: 'all' }, product: 'all' } }];
		const tickets = await desk360.json({ ...ALL, productId }, { items });
		expect(tickets).toHaveLength(4);
	});

	test('"all" of an account with one product costs what that product costs', async () => {
		seed(7, 100);
		expect(await agesOf({ limit: 50 })).toHaveLength(50);
		expect(asked()).toEqual(['products', '7/1', '7/2', '7/3']);
	});

	test('an account without products has no tickets, and that is told', async () => {
		expect(await desk360.json(ALL)).toEqual([]);
		expect(await toldBy({})).toContain(
			'Desk360 lists no product for this account, so there are no tickets',
		);
	});

	test('what names none for certain is refused before a call', async () => {
		const { message } = await desk360.refusal({ ...ALL, productId: '1,shop' });
		expect(message).toBe('Product "shop" is not an ID');
		expect(desk360.sandbox.requests.count()).toBe(0);
	});
});

describe('the list of products', () => {
	test('is read once for all items of an account', async () => {
		seed(1, 1);
		seed(2, 1);
		const items = [1, 2, 3].map((number) => ({ json: { number } }));
		const output = await desk360.run(ALL, { items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1, 2, 2].map((item) => ({ item })),
		);
		expect(asked().filter((name) => name === 'products')).toHaveLength(1);
		expect(desk360.sandbox.requests.count()).toBe(7);
	});

	test('is read again in the next run', async () => {
		seed(1, 1);
		await desk360.run(ALL);
		seed(2, 1);
		expect(await desk360.run(ALL)).toHaveLength(2);
	});

	test('is read for each account that items sign in with', async () => {
		seed(1, 1);
		seed(2, 1);
		const credentials = await desk360.credentialsFor({
			apiToken: `={{ $json.account === 'other' ? 'unknown' : '${DEMO_TOKEN}' }}`,
		});
		const items = ['own', 'other', 'own'].map((account) => ({ json: { account } }));
		const output = await desk360.json(ALL, {
			items,
			node: { credentials, onError: 'continueRegularOutput' },
		});
		expect(output.filter(({ error }) => error === undefined)).toHaveLength(4);
		expect(output[2]?.error).toMatch(/^Desk360 does not know this API token/);
		expect(asked().filter((name) => name === 'products')).toHaveLength(2);
	});

	test('that cannot be read ends the item, and the next item asks anew', async () => {
		seed(1, 1);
		desk360.sandbox.faults.add({ kind: 'status', status: 403 });
		const items = [{ json: {} }, { json: {} }];
		const [first, second] = await desk360.json(ALL, {
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(first).toMatchObject({ httpCode: 403 });
		expect(second).toMatchObject({ product_id: 1 });
	});
});

describe('a product among several that cannot be read', () => {
	beforeEach(() => {
		for (const id of [1, 2, 3]) seed(id, 60);
	});

	test('is said by its ID, and nothing of the others comes out', async () => {
		const [item, ...others] = await desk360.json(
			{ ...ALL, productId: '1,99,3' },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(others).toEqual([]);
		expect(item).toMatchObject({ httpCode: 404 });
		expect(item?.error).toMatch(/^Desk360 found no product 99\./);
		expect(asked().every((name) => name.endsWith('/1'))).toBe(true);
	});

	test.each([
		['refused', { kind: 'status', status: 403 } as const, 'Product 2 (Desk 2): '],
		['not found', { kind: 'status', status: 404 } as const, 'Desk360 found no product 2 (Desk 2)'],
		['no answer', { kind: 'html', status: 200 } as const, 'Product 2 (Desk 2): '],
	])('is said by its ID, and by its name where it is listed: %s', async (_what, fault, said) => {
		desk360.sandbox.faults.add({ ...fault, match: { path: /\/2\/tickets/ } });
		const { message } = await desk360.refusal(ALL);
		expect(message.slice(0, said.length)).toBe(said);
	});

	test('is said when a later page is the one', async () => {
		desk360.sandbox.faults.add({
			kind: 'status',
			status: 403,
			match: { path: /\/3\/tickets/, page: 2 },
		});
		const options = { parallelRequests: 1 };
		const wanted = { ...ALL, productId: '1,2,3', returnAll: true, options };
		expect((await desk360.refusal(wanted)).message).toMatch(/^Product 3: /);
	});

	test('is no reason to name it when the whole account is refused', async () => {
		const credentials = await desk360.credentialsFor({
			apiToken: 'not-known',
		});
		const { message } = await desk360.refusal(
			{ ...ALL, productId: '1,2' },
			{ node: { credentials } },
		);
		expect(message).toMatch(/^Desk360 does not know this API token/);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test('is tried again while that may help', async () => {
		desk360.sandbox.faults.add({ kind: 'status', status: 503, match: { path: /\/2\/tickets/ } });
		expect(await agesOf({ limit: 3 })).toEqual([0, 0, 0]);
		expect(asked().filter((name) => name === '2/1')).toHaveLength(2);
	});
});

test('a list among several that repeats itself is ended and told with its product', async () => {
	seed(1, 60);
	seed(2, 60);
	desk360.sandbox.faults.add({ kind: 'repeatPage', match: { path: /\/2\/tickets/, page: 2 } });
	const told = await toldBy({ returnAll: true, options: { parallelRequests: 1 } });
	expect(told).toContain(
		'warn Reading the ticket list of product 2 (Desk 2) ended early, after 20 rows: page 2 repeats page 1',
	);
	expect(told).not.toContain('product 1');
});
