import { beforeEach, describe, expect, test } from '@jest/globals';

import { ALL, useProductsDesk } from '../support/productsDesk';
import { FORMS } from '../support/samples';

const desk = useProductsDesk();

describe.each(FORMS)('tickets of all products, answers as %s,', (answers) => {
	beforeEach(() => {
		desk.desk360.sandbox.settings.answers = answers;
	});

	test('come newest change first, each with its product right after its ID', async () => {
		desk.seed(3, 30, { every: 3 });
		desk.seed(1, 30, { every: 5, newest: 1 });
		const tickets = await desk.desk360.json({ ...ALL, limit: 5, simplify: false });
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
		expect(desk.asked.sort()).toEqual(['1/1', '3/1', 'products']);
	});

	test('are as many over all as the limit says, and no page is read that it cannot need', async () => {
		for (const id of [1, 2, 3, 4, 5]) desk.seed(id, 200, { every: 5, newest: id });
		const ages = await desk.ages({});
		expect(ages).toEqual(Array.from({ length: 50 }, (_, age) => age + 1));
		expect(desk.asked.sort()).toEqual(['1/1', '2/1', '3/1', '4/1', '5/1', 'products']);
	});

	test('of one busy product among quiet ones cost no second page of those', async () => {
		desk.seed(1, 100, { every: 1_000, newest: 9_000 });
		desk.seed(2, 200);
		desk.seed(3, 100, { every: 1_000, newest: 9_500 });
		expect(await desk.ages({ limit: 100 })).toEqual(Array.from({ length: 100 }, (_, age) => age));
		expect(desk.asked.sort()).toEqual([
			'1/1',
			'2/1',
			'2/2',
			'2/3',
			'2/4',
			'2/5',
			'3/1',
			'products',
		]);
	});

	test.each([1, 4, 10])(
		'all of them come in order, %i pages at a time',
		async (parallelRequests) => {
			desk.seed(1, 65, { every: 2 });
			desk.seed(2, 45, { every: 3 });
			desk.seed(3, 20, { every: 5 });
			const { settings, hooks } = desk.desk360.sandbox;
			settings.latencyMs = 3;
			let underWay = 0;
			let most = 0;
			hooks.onRequest = () => {
				most = Math.max(most, ++underWay);
			};
			hooks.onAnswer = () => {
				underWay--;
			};
			const ages = await desk.ages({ returnAll: true, options: { parallelRequests } });
			expect(ages).toEqual([...ages].sort((one, other) => one - other));
			expect(ages).toHaveLength(130);
			expect(most).toBeLessThanOrEqual(parallelRequests);
			// Of the two with several pages the first one is looked at again.
			const { length } = desk.asked;
			expect(length).toBeGreaterThanOrEqual(1 + 4 + 3 + 1 + 2);
			expect(length).toBeLessThan(1 + 4 + 3 + 1 + 2 + parallelRequests);
		},
	);

	test('come oldest change first when that is chosen', async () => {
		desk.seed(1, 50, { every: 2 });
		desk.seed(2, 50, { every: 2, newest: 1 });
		const ages = await desk.ages({ limit: 4, options: { order: 'asc' } });
		expect(ages).toEqual([99, 98, 97, 96]);
		expect(desk.desk360.sandbox.requests.last?.query.order).toBe('asc');
		expect(desk.asked.sort()).toEqual(['1/1', '2/1', 'products']);
	});

	test('with one ID in two products are two tickets', async () => {
		const { world } = desk.desk360.sandbox;
		for (const id of [1, 2]) {
			world.createProduct({ id });
			world.createTicket({ productId: id });
		}
		const tickets = await desk.desk360.json(ALL);
		expect(tickets).toHaveLength(2);
		expect(new Set(tickets.map(({ product_id: product }) => product))).toEqual(new Set([1, 2]));
	});

	test('that move while they are read come once', async () => {
		for (const id of [1, 2]) desk.seed(id, 60, { newest: id });
		const { hooks, world } = desk.desk360.sandbox;
		let isChanged = false;
		hooks.onAnswer = ({ path, query }) => {
			if (isChanged || !path.includes('/2/') || query.page !== '1') return;
			isChanged = true;
			const [oldest] = world.ticketsOf(2).filter(({ subject }) => subject === '61');
			world.updateTicket(oldest?.id ?? 0, { status: 2 });
		};
		const ages = await desk.ages({ returnAll: true, options: { parallelRequests: 1 } });
		expect(ages).toHaveLength(120);
		expect(ages[0]).toBe(61);
		expect(new Set(desk.asked).size).toBe(7);
	});

	test('take the filters of the item for each product', async () => {
		desk.seed(1, 3);
		desk.seed(2, 3);
		await desk.ages({ filters: { email: 'jane@example.com' } });
		const lists = desk.desk360.sandbox.requests.entries.filter(({ query }) => query.page);
		expect(lists.map(({ query }) => query.email)).toEqual(['jane@example.com', 'jane@example.com']);
	});
});

describe('which products:', () => {
	test.each([['2, 1'], [[2, '1']], ['2,1,2'], ['#2, #1']])('%j are two', async (productId) => {
		desk.seed(1, 2);
		desk.seed(2, 2, { newest: 1 });
		desk.seed(3, 2);
		expect(await desk.ages({ productId: productId as string })).toEqual([0, 1, 1, 2]);
		expect(desk.asked.sort()).toEqual(['1/1', '2/1']);
	});

	test.each(['all', 'All products', { __rl: true, mode: 'list', value: 'all' }])(
		'%j is all that the account sees',
		async (productId) => {
			desk.seed(1, 2);
			desk.seed(2, 2);
			expect(await desk.ages({ productId: productId as string })).toHaveLength(4);
		},
	);

	test('"all" as an agent gives it is taken', async () => {
		desk.seed(1, 2);
		desk.seed(2, 2);
		const productId = { __rl: true, mode: 'id', value: "={{ $fromAI('product', '', 'string') }}" };
		const items = [{ json: { query: { product: 'all' }, product: 'all' } }];
		const tickets = await desk.desk360.json({ ...ALL, productId }, { items });
		expect(tickets).toHaveLength(4);
	});

	test('"all" of an account with one product costs what that product costs', async () => {
		desk.seed(7, 100);
		expect(await desk.ages({ limit: 50 })).toHaveLength(50);
		expect(desk.asked).toEqual(['products', '7/1', '7/2', '7/3']);
	});

	test('an account without products has no tickets, and that is told', async () => {
		expect(await desk.desk360.json(ALL)).toEqual([]);
		expect(await desk.told({})).toContain(
			'Desk360 lists no product for this account, so there are no tickets',
		);
	});

	test('what names none for certain is refused before a call', async () => {
		const { message } = await desk.desk360.refusal({ ...ALL, productId: '1,shop' });
		expect(message).toBe('Product "shop" is not an ID');
		expect(desk.desk360.sandbox.requests.count()).toBe(0);
	});
});
