import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NodeHelpers } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import {
	productLocator,
	productsLocator,
	ticketLocator,
} from '../../../nodes/Desk360/fields/locators';
import {
	agentLocator,
	platformLocator,
	reasonLocator,
	typeLocator,
} from '../../../nodes/Desk360/fields/seenLocators';
import {
	productIdValue,
	productIdsValue,
	ticketIdValue,
} from '../../../nodes/Desk360/fields/values';
import { NODE } from '../../support/samples';
import { HOSTILE } from './values/said';

/** What n8n's editor shows at the node; with any of it n8n does not run the workflow. */
function issuesOf(locator: INodeProperties, value: unknown, mode = 'id'): string[] | undefined {
	const parameters = { [locator.name]: { __rl: true, mode, value: value as string } };
	const issues = NodeHelpers.getParameterIssues(locator, parameters, '', NODE, null);
	return issues.parameters?.[locator.name];
}

function isTaken(check: (value: unknown) => string, value: unknown): boolean {
	try {
		check(value);
		return true;
	} catch {
		return false;
	}
}

const LOCATORS: Array<[string, INodeProperties, (value: unknown) => string]> = [
	['Product', productLocator, (value) => productIdValue(value)],
	['Ticket', ticketLocator, (value) => ticketIdValue(value)],
	['Products', productsLocator, (value) => String(productIdsValue(value))],
];

describe.each(LOCATORS)('the editor lets pass what is taken for %s:', (_name, locator, check) => {
	test.each([
		'44',
		44,
		' 44\n',
		'#44',
		'# 44',
		'44.0',
		'"44"',
		'\u200B4\u200B4\u00AD',
		'44\u200B.0\u20600',
		'#44 · Invoice · Jane <jane@example.com>',
		'#44 · two\nlines',
		'https://x.co/products/11/tickets/44',
		'\u200B"hTtp://x.co/#/products/11/ticket/44"',
		'h\u200Bttps\u200B://x.co/products/11/tickets/44',
		'12345678901234567890',
	])('%p', (value) => {
		expect(isTaken(check, value)).toBe(true);
		expect(issuesOf(locator, value)).toBeUndefined();
	});

	test('anything else', () => {
		const pieces = fc.constantFrom(
			...'0123456789#."\'·/ \n\u200B\u00A0\uFEFFa',
			'http',
			's://',
			'x.co',
			'/tickets/',
			'/products/',
			'44',
			',',
			'all',
			' products',
		);
		const texts = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(''));
		fc.assert(
			fc.property(texts, (text) => {
				fc.pre(isTaken(check, text));
				expect(issuesOf(locator, text)).toBeUndefined();
			}),
			{ numRuns: 1_000 },
		);
	});

	test('an expression', () => {
		expect(issuesOf(locator, '={{ $json.id }}')).toBeUndefined();
	});
});

test.each(['Mobile App', '12a', '1.5', '-1', 'No. 44', '44, 45', 'tickets/44'])(
	'the editor names the field when %p is typed',
	(value) => {
		expect(issuesOf(productLocator, value)).toEqual([
			'Product: enter the digits of its ID, such as 11',
		]);
		expect(issuesOf(ticketLocator, value)).toEqual([
			'Ticket: enter the digits of its ID, such as 1234',
		]);
	},
);

test.each(['11, 12', '11,12,', ' #11 , 12', '"11", "12"', 'all', 'All products', ' ALL\n'])(
	'the editor lets pass %p where several products may be named',
	(value) => {
		expect(isTaken((text) => String(productIdsValue(text)), value)).toBe(true);
		expect(issuesOf(productsLocator, value)).toBeUndefined();
	},
);

test.each(['Mobile App', 'x, 11', 'every one'])(
	'the editor says what may be typed when %p is, where several products may be named',
	(value) => {
		expect(issuesOf(productsLocator, value)).toEqual([
			'Product: enter the digits of its ID, several such as 11, 12, or all',
		]);
	},
);

const seen = { displayName: 'Reason', name: 'reasonId', description: 'Why' };

test('the editor lets pass an empty ID where none is needed', () => {
	expect(issuesOf(reasonLocator(seen), '')).toBeUndefined();
	expect(issuesOf(reasonLocator({ ...seen, required: true }), '')).toHaveLength(2);
	expect(issuesOf(productLocator, '')).toHaveLength(2);
});

test.each([agentLocator, reasonLocator, typeLocator])(
	'the editor lets pass an ID and no words for what is seen in tickets',
	(locator) => {
		expect(issuesOf(locator(seen), ' #5 ')).toBeUndefined();
		expect(issuesOf(locator(seen), 5)).toBeUndefined();
		expect(issuesOf(locator(seen), 'refund')).toEqual([
			expect.stringMatching(/^Reason: enter the digits of its ID, such as \d+$/),
		]);
	},
);

test('the editor takes any name of a platform', () => {
	expect(issuesOf(platformLocator(seen), 'Smart fridge', 'name')).toBeUndefined();
});

test.each([ticketLocator, agentLocator(seen), reasonLocator(seen), typeLocator(seen)])(
	'what was chosen of one product is emptied when another is picked, not when an expression changes',
	({ typeOptions }) => {
		expect(typeOptions?.loadOptionsDependsOn).toEqual(['productId.cachedResultName']);
	},
);

test('the editor judges 200 kB at once', () => {
	for (const text of HOSTILE) {
		const start = performance.now();
		issuesOf(ticketLocator, text);
		issuesOf(productsLocator, text);
		expect(performance.now() - start).toBeLessThan(250);
	}
});
