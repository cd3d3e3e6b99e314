import { describe, expect, test } from '@jest/globals';

import { DESK360, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { letPass } from '../support/letPass';

const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
	sandbox.world.createProduct({ id: 1 });
	for (let id = 1; id <= 60; id++) sandbox.world.createTicket({ id, productId: 1 });
	// What was found is remembered for a minute.
	letPass(60_000);
});

interface Typed {
	filter: string;
	paginationToken?: string;
	productId?: string;
}

async function search({ productId = '1', ...typed }: Typed) {
	const { engine, credentials } = desk360;
	const parameters = { productId: { __rl: true, mode: 'id', value: productId } };
	return await engine.search(DESK360, 'searchTickets', { parameters, credentials, ...typed });
}

/** The IDs of all pages, as the editor reads them one after the other. */
async function pagesOf(filter: string): Promise<unknown[][]> {
	const pages: unknown[][] = [];
	let paginationToken: string | undefined;
	do {
		const page = await search({ filter, paginationToken });
		pages.push(page.results.map(({ value }) => value));
		paginationToken = page.paginationToken as string | undefined;
	} while (paginationToken !== undefined);
	return pages;
}

const queries = () => desk360.sandbox.requests.entries.map(({ query }) => query);

describe('typed into the list of tickets', () => {
	test.each([
		' 44 ',
		'#44',
		'4\u200B4\uFEFF',
		'44.0',
		'"44"',
		'#44 Invoice',
		'#44 · Inv',
		'https://panel.example.com/#/tickets/44',
	])('%p finds the ticket by its ID', async (filter) => {
		const { results } = await search({ filter });
		expect(results.map(({ value }) => value)).toEqual(['44']);
		expect(queries()).toEqual([{ page: '1', id: '44' }]);
	});

	test('a line of the list finds its ticket, by the ID alone', async () => {
		const [line] = (await search({ filter: '44' })).results;
		expect(line?.name).toMatch(/^#44 · .*@/);
		expect(await pagesOf(line?.name ?? '')).toEqual([['44']]);
		expect(queries()).toEqual([
			{ page: '1', id: '44' },
			{ page: '1', id: '44' },
		]);
	});

	test('a number is looked for in the subjects after the ID, and nothing comes twice', async () => {
		for (const id of [44, 5, 6]) {
			desk360.sandbox.world.updateTicket(id, { subject: `Order 44, again ${id}` });
		}
		const pages = await pagesOf('44\u200B');
		expect(pages).toHaveLength(2);
		expect(pages[0]).toEqual(['44']);
		expect(pages[1]?.sort()).toEqual(['5', '6']);
		expect(queries()).toEqual([
			{ page: '1', id: '44' },
			{ page: '1', subject: '44' },
		]);
	});

	test('a number that is no ID is found in a subject with the first page', async () => {
		desk360.sandbox.world.updateTicket(5, { subject: 'Order 1001' });
		expect(await pagesOf('1001')).toEqual([['5']]);
		expect(await pagesOf('#1001')).toEqual([[]]);
	});

	test.each([
		['jane@example.com', 'jane@example.com'],
		['Jane Roe <jane@example.com>', 'jane@example.com'],
		['@exam\u200Bple.com', '@example.com'],
		['a@b.co, c@d.co', 'a@b.co, c@d.co'],
	])('%p searches the email', async (filter, email) => {
		await search({ filter });
		expect(queries()).toEqual([{ page: '1', email }]);
	});

	test('a page that there is not is empty', async () => {
		const page = await search({ filter: '44', paginationToken: '9:1' });
		expect(page).toEqual({ results: [] });
		expect(queries()).toEqual([]);
	});

	test.each(['#1', 'https://panel.example.com/products/1', '\u200B1'])(
		'finds those of product %p',
		async (productId) => {
			expect((await search({ filter: '', productId })).results).toHaveLength(20);
		},
	);

	test('a product that is no ID is named, with what to do in the message', async () => {
		await expect(search({ filter: '', productId: 'Mobile App' })).rejects.toThrow(
			/^Product "Mobile App" is not an ID\. An ID has digits only.*Product > Get Many/,
		);
		await expect(search({ filter: '', productId: '\u200B' })).rejects.toThrow(
			/^Select the product first: /,
		);
	});
});
