import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { pageLinks } from '../../../nodes/Desk360/api/link';

describe('the next page of a Link header', () => {
	test.each([
		[
			'the documented sample',
			'<https://api.desk360.com/v1/products/1/tickets?page=2>; rel=next',
			2,
		],
		['quoted', '<https://api.desk360.com/v1/products/1/tickets?page=3>; rel="next"', 3],
		['the other documented path', '<https://api.desk360.com/api/v1/x?page=2>; rel=next', 2],
		['blanks around rel', '<https://a.test/?page=2> ; rel = next', 2],
		['capital letters', '<https://a.test/?page=2>; REL="NEXT"', 2],
		['further filters', '<https://a.test/?status=1&page=4&order=asc>; rel=next', 4],
		['a relative address', '</v1/products/1/tickets?page=5>; rel=next', 5],
		['other parameters first', '<https://a.test/?page=2>; title="more"; rel="next"', 2],
		['several relations in one', '<https://a.test/?page=2>; rel="last next"', 2],
		[
			'the previous page first',
			'<https://a.test/?page=1>; rel=prev, <https://a.test/?page=3>; rel=next',
			3,
		],
		['a comma in the address', '<https://a.test/?name=a,b&page=3>; rel=next', 3],
	])('%s', (_case, header, page) => {
		expect(pageLinks(header).nextPage).toBe(page);
	});

	test.each([
		['absent', undefined],
		['empty', ''],
		['blank', '  '],
		['no address', '<>; rel=next'],
		['only the previous page', '<https://a.test/?page=1>; rel="prev"'],
		['no relation', '<https://a.test/?page=2>'],
		['a relation that only begins so', '<https://a.test/?page=2>; rel=nextdoor'],
		['no page', '<https://a.test/?offset=20>; rel=next'],
		['a page that is no number', '<https://a.test/?page=two>; rel=next'],
		['another parameter that ends so', '<https://a.test/?subpage=2>; rel=next'],
		['not a text', ['<https://a.test/?page=2>; rel=next']],
	])('none when %s', (_case, header) => {
		expect(pageLinks(header).nextPage).toBeUndefined();
	});

	test('takes the number and nothing else, whatever host and filters stand around it', () => {
		fc.assert(
			fc.property(
				fc.webUrl({ withQueryParameters: false, withFragments: false }),
				fc.integer({ min: 1, max: 100_000 }),
				fc.boolean(),
				(url, page, quoted) => {
					const rel = quoted ? '"next"' : 'next';
					return pageLinks(`<${url}?status=1&page=${page}>; rel=${rel}`).nextPage === page;
				},
			),
		);
	});

	test('never throws', () => {
		fc.assert(
			fc.property(fc.string(), (header) => {
				const page = pageLinks(header).nextPage;
				return page === undefined || Number.isInteger(page);
			}),
		);
	});
});

describe('the last page of a Link header', () => {
	test.each([
		['alone', '<https://a.test/?page=7>; rel=last', 7],
		[
			'beside the next one',
			'<https://a.test/?page=2>; rel="next", <https://a.test/?page=7>; rel="last"',
			7,
		],
		['in one with the next one', '<https://a.test/?page=2>; rel="next last"', 2],
	])('%s', (_case, header, page) => {
		expect(pageLinks(header).lastPage).toBe(page);
	});

	test('is as unknown as in the documented sample', () => {
		const header = '<https://api.desk360.com/v1/products/1/tickets?page=2>; rel=next';
		expect(pageLinks(header)).toEqual({ nextPage: 2, lastPage: undefined });
	});
});
