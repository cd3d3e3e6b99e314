import { beforeEach, describe, expect, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';

import { addProduct1, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(startDesk360, addProduct1);

const GET_MANY = { operation: 'getAll', productId: '1' };

/** So many tickets, the first one changed first. */
function seed(count: number): void {
	const { world } = desk360.sandbox;
	for (let minute = 0; minute < count; minute++) {
		const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
		world.at(at, () => world.createTicket({ productId: 1, subject: `Ticket ${minute + 1}` }));
	}
}

async function idsOf(parameters: INodeParameters): Promise<number[]> {
	return (await desk360.json({ ...GET_MANY, ...parameters })).map(({ id }) => Number(id));
}

const firstDown = (from: number, to: number) =>
	Array.from({ length: from - to + 1 }, (_, index) => from - index);

const pagesAsked = () => desk360.sandbox.requests.entries.map(({ query }) => Number(query.page));

describe.each(FORMS)('the output, of answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
		desk360.sandbox.world.createTicket({
			id: 7,
			productId: 1,
			subject: 'Invoice',
			description: 'Where is it?',
			status: 2,
			priority: 3,
			agent_id: 74,
			type_id: 9,
			created_at: '2026-01-01 10:00:00',
			updated_at: '2026-01-02 11:00:00',
		});
	});

	test('is twelve fields at most, with labels and the product, unless told otherwise', async () => {
		expect(await desk360.run(GET_MANY)).toEqual([
			{
				json: {
					id: 7,
					product_id: 1,
					subject: 'Invoice',
					name: 'John Doe',
					email: 'mail@mail.com',
					status: 'Waiting',
					priority: 'Urgent',
					reason_id: 1,
					agent_id: 74,
					last_message: 'Where is it?',
					created_at: '2026-01-01 10:00:00',
					updated_at: '2026-01-02 11:00:00',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('is the untouched row with Simplify off, and the product right after its ID', async () => {
		const [json, ...others] = await desk360.json({ ...GET_MANY, simplify: false });
		expect(others).toEqual([]);
		expect(Object.entries(json ?? {})).toEqual([
			['id', 7],
			['product_id', 1],
			['reason_id', 1],
			['type_id', 9],
			['agent_id', 74],
			['name', 'John Doe'],
			['email', 'mail@mail.com'],
			['subject', 'Invoice'],
			['last_message', 'Where is it?'],
			['channel', 'Application'],
			['platform', 'Android'],
			['status', 2],
			['priority', 3],
			['created_at', '2026-01-01 10:00:00'],
			['updated_at', '2026-01-02 11:00:00'],
		]);
	});

	test.each([
		[0, 'Unresolved'],
		[1, 'Resolved'],
		[2, 'Waiting'],
		[3, 'Reopened'],
		[4, 4],
	])('status %i is shown as %s', async (status, shown) => {
		desk360.sandbox.world.updateTicket(7, { status });
		expect(await desk360.json(GET_MANY)).toMatchObject([{ status: shown }]);
	});

	test.each([
		[0, 'Low'],
		[1, 'Medium'],
		[2, 'High'],
		[3, 'Urgent'],
		[9, 9],
	])('priority %i is shown as %s', async (priority, shown) => {
		desk360.sandbox.world.updateTicket(7, { priority });
		expect(await desk360.json(GET_MANY)).toMatchObject([{ priority: shown }]);
	});

	test('is nothing for a product without tickets', async () => {
		desk360.sandbox.world.createProduct({ id: 2 });
		expect(await desk360.run({ ...GET_MANY, productId: '2' })).toEqual([]);
	});

	test('takes IDs that are text as they are', async () => {
		desk360.sandbox.settings.idsAs = 'string';
		expect(await desk360.json(GET_MANY)).toMatchObject([{ id: '7' }]);
	});
});

describe.each(FORMS)('how many of answers as %s:', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
		seed(65);
	});

	test('50 unless told otherwise, newest change first', async () => {
		expect(await idsOf({})).toEqual(firstDown(65, 16));
		expect(pagesAsked()).toEqual([1, 2, 3]);
	});

	test('as many as the limit says, and no page too many', async () => {
		expect(await idsOf({ limit: 20 })).toEqual(firstDown(65, 46));
		expect(pagesAsked()).toEqual([1]);
	});

	test('all of them', async () => {
		expect(await idsOf({ returnAll: true })).toEqual(firstDown(65, 1));
	});

	test.each([1, 4, 10])('all of them in order, %i pages at a time', async (parallelRequests) => {
		const { settings } = desk360.sandbox;
		settings.latencyMs = 5;
		expect(await idsOf({ returnAll: true, options: { parallelRequests } })).toEqual(
			firstDown(65, 1),
		);
	});

	test.each(['bare', 'quoted', 'empty', 'many', 'titled'] as const)(
		'all of them when Link is written in the way "%s"',
		async (linkStyle) => {
			desk360.sandbox.settings.linkStyle = linkStyle;
			expect(await idsOf({ returnAll: true })).toHaveLength(65);
		},
	);

	test('oldest change first', async () => {
		expect(await idsOf({ limit: 3, options: { order: 'asc' } })).toEqual([1, 2, 3]);
		expect(desk360.sandbox.requests.last?.query.order).toBe('asc');
	});

	test('newest first is not said, for it is what the service does', async () => {
		await idsOf({ options: { order: 'desc' } });
		expect(desk360.sandbox.requests.last?.query).not.toHaveProperty('order');
	});
});

describe.each(FORMS)('what a list of answers as %s costs:', (answers) => {
	const options = { parallelRequests: 10 };

	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	// Of several pages the first one is looked at again.
	test.each([
		[20, 1],
		[45, 4],
		[60, 4],
	])('%i tickets, whatever the limit: %i calls', async (size, calls) => {
		seed(size);
		for (const wanted of [{ limit: 1_000 }, { limit: 70 }, { returnAll: true }]) {
			desk360.sandbox.requests.clear();
			expect(await idsOf({ ...wanted, options })).toHaveLength(size);
			expect(desk360.sandbox.requests.count()).toBe(calls);
		}
	});

	test.each([100, 200, 1_000])('a limit of %i of more tickets: no page too many', async (limit) => {
		seed(1_010);
		expect(await idsOf({ limit, options })).toHaveLength(limit);
		expect(pagesAsked().sort((one, other) => one - other)).toEqual(
			Array.from({ length: limit / 20 }, (_, index) => index + 1),
		);
	});

	test.each([2, 4, 10])('all of many, %i pages at a time: at most that more', async (most) => {
		seed(500);
		const parameters = { returnAll: true, options: { parallelRequests: most } };
		expect(await idsOf(parameters)).toHaveLength(500);
		expect(desk360.sandbox.requests.count()).toBeLessThanOrEqual(25 + most);
	});

	test('nothing further when a page cannot be read, not even what was to be tried again', async () => {
		seed(200);
		const { faults, requests } = desk360.sandbox;
		faults.add({ kind: 'status', status: 404, match: { page: 4 } });
		for (const page of [5, 6]) {
			faults.add({ kind: 'status', status: 503, match: { page }, times: Infinity });
		}
		await expect(idsOf({ returnAll: true })).rejects.toThrow(/^Desk360 found no product 1/);
		await sleep(1_000);
		expect(requests.count({ page: 5 })).toBe(1);
		expect(requests.count({ page: 6 })).toBe(1);
	});
});

describe.each(FORMS)('a list of answers as %s that repeats itself or never ends', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
		seed(60);
	});

	test('is ended at the repeated page, and says so in the log', async () => {
		desk360.sandbox.faults.add({ kind: 'repeatPage', match: { page: 2 } });
		const logged = desk360.engine.logs.length;
		expect(await idsOf({ returnAll: true, options: { parallelRequests: 1 } })).toHaveLength(20);
		expect(pagesAsked()).toEqual([1, 2]);
		expect(desk360.engine.logs.slice(logged).join()).toContain(
			'warn Reading the ticket list of product 1 ended early, after 20 rows: page 2 repeats page 1',
		);
	});

	test.each(['none', 'again'] as const)('is ended when further pages bring %s', async (rows) => {
		desk360.sandbox.faults.add({ kind: 'endlessPages', rows, times: Infinity });
		const options = { parallelRequests: 1 };
		expect(await idsOf({ returnAll: true, options })).toEqual(firstDown(60, 1));
		expect(desk360.sandbox.requests.count()).toBe(6);
	});
});
