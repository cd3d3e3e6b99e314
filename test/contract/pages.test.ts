import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { TICKET_ROW } from '../support/samples';
import { createPaperServices } from '../support/service';
import { Wire, type WireAnswer } from '../support/wire';

const services = forAllTests(createPaperServices);

const RETURN_ALL = { operation: 'getAll', productId: '1', returnAll: true, simplify: false };

function page(ids: number[], link?: string): WireAnswer {
	return {
		body: ids.map((id) => ({ ...TICKET_ROW, id })),
		headers: link === undefined ? {} : { link },
	};
}

const pagesAsked = (wire: Wire) => wire.requests.map(({ query }) => query.page);

describe('Link names the next page', () => {
	test.each([
		['as documented', '<https://api.desk360.com/v1/products/1/tickets?page=2>; rel=next'],
		['quoted', '<https://api.desk360.com/v1/products/1/tickets?page=2>; rel="next"'],
		['under the other documented path', '<https://api.desk360.com/api/v1/x?page=2>; rel=next'],
		[
			'beside others',
			'<https://a.test/?page=1>; rel="first", <https://a.test/?page=2>; rel="next"',
		],
		['without a host', '</v1/products/1/tickets?page=2>; rel=next'],
		['as one of several relations', '<https://a.test/?page=2>; rel="next last"'],
		[
			'behind a title with quotes and commas',
			'<https://a.test/?page=1>; rel="first"; title="Page 1, of 3; rel=\\"next\\"", <https://a.test/?page=2>; title="a, b"; rel="next last"',
		],
		['with & as in HTML', '<https://a.test/?status=1&amp;page=2>; rel="next"'],
		['with blanks and capitals', '<https://a.test/?page=2> ; REL = "Next"'],
	])('%s', async (_case, link) => {
		const { wire, run } = await services.thatAnswers(page([1, 2], link), page([3]));
		expect((await run(RETURN_ALL)).map(({ json }) => json.id)).toEqual([1, 2, 3]);
		expect(pagesAsked(wire)).toEqual(['1', '2', '1']);
	});
});

describe('the last page', () => {
	test.each([
		['has no Link', undefined],
		['has an empty one', ''],
		['names others only', '<https://api.desk360.com/v1/products/1/tickets?page=1>; rel="first"'],
	])('%s', async (_case, link) => {
		const { wire, run } = await services.thatAnswers(page([1, 2], link), page([3]));
		expect(await run(RETURN_ALL)).toHaveLength(2);
		expect(pagesAsked(wire)).toEqual(['1']);
	});
});

test('a last page that Link names as well is the last that is asked for', async () => {
	const pages = [1, 2, 3, 4].map((id) => {
		const next = id < 4 ? `<https://a.test/?page=${id + 1}>; rel="next", ` : '';
		return page([id], `${next}<https://a.test/?page=4>; rel="last"`);
	});
	const { wire, run } = await services.thatAnswers(...pages);
	const output = await run({ ...RETURN_ALL, options: { parallelRequests: 10 } });
	expect(output.map(({ json }) => json.id)).toEqual([1, 2, 3, 4]);
	expect(pagesAsked(wire)).toEqual(['1', '2', '3', '4', '1']);
});

describe('of a Link only the page number counts', () => {
	test('another host is never called and filters stay', async () => {
		const elsewhere = new Wire('https://evil.example.com');
		elsewhere.answer(page([99]));
		const { wire, run } = await services.thatAnswers(
			page([1], `<${elsewhere.origin}/v1/products/2/tickets?status=3&page=2>; rel=next`),
			page([2]),
		);
		const parameters = { ...RETURN_ALL, filters: { status: 1, email: 'mail@mail.com' } };
		expect((await run(parameters)).map(({ json }) => json.id)).toEqual([1, 2]);
		expect(wire.requests.map(({ path, query }) => [path, query])).toEqual([
			['/v1/products/1/tickets', { page: '1', status: '1', email: 'mail@mail.com' }],
			['/v1/products/1/tickets', { page: '2', status: '1', email: 'mail@mail.com' }],
			['/v1/products/1/tickets', { page: '1', status: '1', email: 'mail@mail.com' }],
		]);
		expect(elsewhere.requests).toHaveLength(0);
	});
});

describe('pages beside the ticket list', () => {
	const NEXT = '<https://api.desk360.com/v1/products?page=2>; rel=next';

	test('of products are read, too, and only a further one asks with a number', async () => {
		const { wire, run } = await services.thatAnswers(page([1], NEXT), page([2]));
		expect(await run({ resource: 'product', operation: 'getAll' })).toHaveLength(2);
		expect(pagesAsked(wire)).toEqual([undefined, '2']);
	});

	test('of products are read as far as the limit goes', async () => {
		const ids = Array.from({ length: 20 }, (_, index) => index + 1);
		const { wire, run } = await services.thatAnswers(page(ids, NEXT), page([21]));
		expect(await run({ resource: 'product', operation: 'getAll', limit: 20 })).toHaveLength(20);
		expect(pagesAsked(wire)).toEqual([undefined]);
	});

	test.each([
		['products', { resource: 'product', operation: 'getAll' }, 'product list'],
		['logs', { operation: 'getLogs', productId: '1', ticketId: '12' }, 'logs of ticket 12'],
	])('of %s that repeat are read no further, which the log says', async (_case, what, list) => {
		const { wire, run } = await services.thatAnswers(page([1], NEXT));
		const logged = services.engine.logs.length;
		expect(await run(what)).toHaveLength(1);
		expect(pagesAsked(wire)).toEqual([undefined, '2']);
		expect(services.engine.logs.slice(logged).join()).toContain(
			`warn Reading the ${list} ended early, after 1 row: page 2 repeats page 1`,
		);
	});

	test('of logs are read, too', async () => {
		const { wire, run } = await services.thatAnswers(page([1], NEXT), page([2]));
		const parameters = { operation: 'getLogs', productId: '1', ticketId: '12' };
		expect(await run(parameters)).toHaveLength(2);
		expect(pagesAsked(wire)).toEqual([undefined, '2']);
	});
});
