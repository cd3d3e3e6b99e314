import { beforeEach, describe, expect, test } from '@jest/globals';

import { DESK360, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { letPass } from '../support/letPass';

const desk360 = forAllTests(startDesk360, () => {
	// What was found is remembered for a minute.
	letPass(60_000);
});

async function search(method: string, filter?: string, paginationToken?: string, productId = '1') {
	const { engine, credentials } = desk360;
	const parameters = { productId: { __rl: true, mode: 'list', value: productId } };
	return await engine.search(DESK360, method, { parameters, credentials, filter, paginationToken });
}

const queries = () => desk360.sandbox.requests.entries.map(({ query }) => query);

describe('the list of products', () => {
	test.each([
		['', ['All products', 'Mobile App', 'Web Shop', 'Mobile Game']],
		['pro', ['All products']],
		['mob', ['Mobile App', 'Mobile Game']],
	])('where all may be chosen, %p finds %j', async (filter, names) => {
		const { results } = await search('searchProductsOrAll', filter);
		expect(results.map(({ name }) => name)).toEqual(names);
		const all = results.find(({ name }) => name === 'All products');
		expect(all?.value).toBe(names.includes('All products') ? 'all' : undefined);
	});

	beforeEach(() => {
		desk360.sandbox.world.createProduct({ id: 11, name: 'Mobile App' });
		desk360.sandbox.world.createProduct({ id: 22, name: 'Web Shop' });
		desk360.sandbox.world.createProduct({ id: 111, name: 'Mobile Game' });
	});

	test('holds all of them by name', async () => {
		expect(await search('searchProducts')).toEqual({
			results: [
				{ name: 'Mobile App', value: '11' },
				{ name: 'Web Shop', value: '22' },
				{ name: 'Mobile Game', value: '111' },
			],
		});
	});

	test.each([
		['mobile', ['11', '111']],
		[' SHOP ', ['22']],
		['11', ['11']],
		['nothing', []],
	])('for %p holds %p', async (filter, values) => {
		const { results } = await search('searchProducts', filter);
		expect(results.map(({ value }) => value)).toEqual(values);
	});

	test('says what is wrong when there is none', async () => {
		desk360.sandbox.accounts.renewToken();
		await expect(search('searchProducts')).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/^Desk360 does not know this API token/),
			description: expect.stringMatching(/Settings > API/),
		});
	});
});

describe('the list of tickets', () => {
	beforeEach(() => {
		const { world } = desk360.sandbox;
		world.createProduct({ id: 1 });
		world.createProduct({ id: 2 });
		for (let id = 1; id <= 45; id++) {
			world.createTicket({
				id,
				productId: 1,
				subject: `Invoice ${id}`,
				name: `Customer ${id}`,
				email: `c${id}@example.com`,
			});
		}
		world.createTicket({ id: 50, productId: 2, subject: 'Elsewhere' });
	});

	test('shows number, subject and customer', async () => {
		const { results } = await search('searchTickets', '7');
		expect(results).toEqual([{ name: '#7 · Invoice 7 · Customer 7 <c7@example.com>', value: '7' }]);
	});

	test('comes in pages of twenty until there are no more', async () => {
		const first = await search('searchTickets');
		expect(first.results).toHaveLength(20);
		const second = await search('searchTickets', undefined, first.paginationToken);
		const third = await search('searchTickets', undefined, second.paginationToken);
		expect(third.results).toHaveLength(5);
		expect(third.paginationToken).toBeUndefined();
		const all = [...first.results, ...second.results, ...third.results];
		expect(new Set(all.map(({ value }) => value)).size).toBe(45);
		expect(queries().map(({ page }) => page)).toEqual(['1', '2', '3']);
	});

	test('digits search the ID', async () => {
		const { results } = await search('searchTickets', ' 12 ');
		expect(results.map(({ value }) => value)).toEqual(['12']);
		expect(queries()).toEqual([{ page: '1', id: '12' }]);
	});

	test('an @ searches the email', async () => {
		const { results } = await search('searchTickets', 'c31@example.com');
		expect(results.map(({ value }) => value)).toEqual(['31']);
		expect(queries()).toEqual([{ page: '1', email: 'c31@example.com' }]);
	});

	test('anything else searches the subject, then the name', async () => {
		desk360.sandbox.world.updateTicket(3, { name: 'Invoice Incorporated', subject: 'Hello' });
		let token: string | undefined;
		const found: unknown[] = [];
		do {
			const page = await search('searchTickets', 'Invoice', token);
			found.push(...page.results.map(({ value }) => value));
			token = page.paginationToken;
		} while (token !== undefined);
		expect(found).toHaveLength(45);
		expect(found.at(-1)).toBe('3');
		expect(queries().map(({ page, subject, name }) => [page, subject, name])).toEqual([
			['1', 'Invoice', undefined],
			['2', 'Invoice', undefined],
			['3', 'Invoice', undefined],
			['1', undefined, 'Invoice'],
		]);
	});

	test('a name that is no subject is found by the first page', async () => {
		const { results, paginationToken } = await search('searchTickets', 'Customer 9');
		expect(results.map(({ value }) => value)).toEqual(['9']);
		expect(paginationToken).toBeUndefined();
	});

	test('nothing found is an empty list', async () => {
		expect(await search('searchTickets', 'nobody')).toEqual({
			results: [],
			paginationToken: undefined,
		});
	});

	test('holds those of the selected product only', async () => {
		const { results } = await search('searchTickets', undefined, undefined, '2');
		expect(results.map(({ value }) => value)).toEqual(['50']);
	});

	test.each(['', ' ', '={{ $json.product }}'])(
		'asks for a product first, here %p',
		async (productId) => {
			await expect(search('searchTickets', '', undefined, productId)).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/^Select the product first: .*expression/),
			});
			expect(queries()).toEqual([]);
		},
	);

	test('ends at an empty page, whatever the service names as the next one', async () => {
		desk360.sandbox.faults.add({ kind: 'endlessPages', rows: 'none', times: Infinity });
		const page = await search('searchTickets', '', '0:9');
		expect(page).toEqual({ results: [], paginationToken: undefined });
		expect(queries()).toHaveLength(1);
	});

	test('shortens a long topic and does without a missing one', async () => {
		const { world } = desk360.sandbox;
		world.updateTicket(1, { subject: 'x'.repeat(100) });
		world.updateTicket(2, { subject: null, name: null, last_message: 'Hello?' });
		world.updateTicket(3, { subject: null, name: null, email: null, last_message: null });
		const nameOf = async (id: string) => (await search('searchTickets', id)).results[0]?.name;
		expect(await nameOf('1')).toBe(`#1 · ${'x'.repeat(60)}… · Customer 1 <c1@example.com>`);
		expect(await nameOf('2')).toBe('#2 · Hello? · <c2@example.com>');
		expect(await nameOf('3')).toBe('#3');
	});

	test('shows the last message of a blank subject, in one line', async () => {
		desk360.sandbox.world.updateTicket(4, {
			subject: ' ',
			last_message: 'Hello,\n\n  are you there?',
		});
		const { results } = await search('searchTickets', '4');
		expect(results[0]?.name).toBe('#4 · Hello, are you there? · Customer 4 <c4@example.com>');
	});
});
