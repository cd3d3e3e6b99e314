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
		['a comma in a title', '<https://a.test/?page=2>; title="a, b"; rel="next"', 2],
		['a semicolon in a title', '<https://a.test/?page=2>; title="a; rel=prev"; rel="next"', 2],
		['a bracket in a title', '<https://a.test/?page=2>; title="a > <b>; c"; rel="next"', 2],
		[
			'a quoted quote in a title',
			'<https://a.test/?page=2>; title="say \\"hi, you\\""; rel=next',
			2,
		],
		[
			'a link in a title',
			'<https://a.test/?page=1>; title="<?page=9>; rel=next", <?page=2>; rel=next',
			2,
		],
		['a parameter without a value', '<https://a.test/?page=2>; crossorigin; rel="next"', 2],
		[
			'a title in another character set',
			"<https://a.test/?page=2>; title*=UTF-8''n%C3%A4; rel=next",
			2,
		],
		[
			'the next and the last page at once',
			'<https://a.test/?page=2>; title="a, b"; rel="next last"',
			2,
		],
		['relations in several lines', '<https://a.test/?page=2>; rel="last\tNEXT"', 2],
		['an ampersand as HTML writes it', '<https://a.test/?status=1&amp;page=2>; rel="next"', 2],
		['a fragment behind it', '<https://a.test/?page=2#top>; rel=next', 2],
		['no blanks', '<https://a.test/?page=1>;rel=prev,<https://a.test/?page=2>;rel=next', 2],
		['tabs', '<https://a.test/?page=2>\t;\trel="next"', 2],
		[
			'a header for each link',
			['<https://a.test/?page=1>; rel=prev', '<https://a.test/?page=2>; rel=next'],
			2,
		],
		['a header that is a list of one', ['<https://a.test/?page=2>; rel=next'], 2],
		['empty places between links', ', ,<https://a.test/?page=2>; rel=next', 2],
		[
			'a second next page',
			'<https://a.test/?page=2>; rel=next, <https://a.test/?page=3>; rel=next',
			2,
		],
		[
			'a first next link without a page',
			'<https://a.test/>; rel=next, <https://a.test/?page=3>; rel=next',
			3,
		],
		['a quote that never ends', '<https://a.test/?page=2>; rel=next; title="a, b', 2],
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
		['another relation is named first', '<https://a.test/?page=2>; rel=prev; rel=next'],
		['the relation stands in a title', '<https://a.test/?page=2>; title="; rel=next"'],
		['the address does not end', '<https://a.test/?page=2; rel=next'],
		['the relation is a backslash', '<https://a.test/?page=2>; rel="\\'],
		['a page is too large to be one', '<https://a.test/?page=99999999999>; rel=next'],
		['not a text', { link: '<https://a.test/?page=2>; rel=next' }],
		['a number', 2],
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

	test('is not looked for in what is too long for a header', () => {
		const late = `${'<https://a.test/>; rel=prev, '.repeat(1_000)}<https://a.test/?page=2>; rel=next`;
		expect(pageLinks(late).nextPage).toBeUndefined();
	});

	test('never throws', () => {
		const parts = fc.constantFrom('<', '>', ';', ',', '"', '\\', 'rel=', 'next', '?page=2', ' ');
		const headers = fc.oneof(
			fc.string(),
			fc.array(parts).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(headers, (header) => {
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
