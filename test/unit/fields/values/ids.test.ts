import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	idForBody,
	idValue,
	InvalidValue,
	productIdValue,
	seenIdValue,
	ticketIdValue,
} from '../../../../nodes/Desk360/fields/values';
import { HOSTILE, said, timeOf } from './said';

describe('an ID', () => {
	test.each([
		['12', '12'],
		[12, '12'],
		[12n, '12'],
		[' 12\n', '12'],
		['0', '0'],
		[0, '0'],
		['044', '044'],
		['12345678901234567890', '12345678901234567890'],
		[44.0, '44'],
		['44.0', '44'],
		['44.00', '44'],
		['#44', '44'],
		['# 44', '44'],
		['"44"', '44'],
		["'44'", '44'],
		['“44”', '44'],
		['`#44`', '44'],
		['\u00A044\u00A0', '44'],
		['\u200B44', '44'],
		['4\u200D4', '44'],
		['\uFEFF44\u2060', '44'],
		['\u202A44\u202C', '44'],
		['\u206644\u2069\u200F', '44'],
		['44\u00AD', '44'],
		['44\u0000', '44'],
		['#44 · Invoice · John Doe <john@example.com>', '44'],
		['#44 · 2 of #45 · 7', '44'],
		['#44·Invoice', '44'],
		['#44 Invoice', '44'],
		['#44 Über', '44'],
		[{ __rl: true, mode: 'id', value: ' 44 ' }, '44'],
		[{ __rl: true, mode: 'list', value: 44, cachedResultName: 'x' }, '44'],
	])('%p is taken as %p', (value, id) => {
		expect(said(idValue, value)).toBe(id);
	});

	test.each([
		['', 'Field is empty'],
		[' ', 'Field is empty'],
		['\u200B', 'Field is empty'],
		[null, 'Field is empty'],
		[undefined, 'Field is empty'],
		[{ __rl: true, mode: 'list', value: '' }, 'Field is empty'],
		[{ __rl: true, mode: 'list', value: null }, 'Field is empty'],
		['1a', 'Field "1a" is not an ID'],
		['1.5', 'Field "1.5" is not an ID'],
		['1.000', 'Field "1.000" is not an ID'],
		['1,000', 'Field "1,000" is not an ID'],
		['44.', 'Field "44." is not an ID'],
		['1e3', 'Field "1e3" is not an ID'],
		['0x2C', 'Field "0x2C" is not an ID'],
		['-44', 'Field "-44" is not an ID'],
		['+44', 'Field "+44" is not an ID'],
		[-44, 'Field "-44" is not an ID'],
		[1.5, 'Field "1.5" is not an ID'],
		[NaN, 'Field "NaN" is not an ID'],
		[Infinity, 'Field "Infinity" is not an ID'],
		[true, 'Field "true" is not an ID'],
		[-1n, 'Field "-1" is not an ID'],
		['４４', 'Field "４４" is not an ID'],
		['٤٤', 'Field "٤٤" is not an ID'],
		['No. 44', 'Field "No. 44" is not an ID'],
		['44 45', 'Field "44 45" is not an ID'],
		['44, 45', 'Field "44, 45" is not an ID'],
		['4\u202F4', 'Field "4\u202F4" is not an ID'],
		['4 4', 'Field "4 4" is not an ID'],
		['#44 #45', 'Field "#44 #45" is not an ID'],
		['#44, #45', 'Field "#44, #45" is not an ID'],
		['#44 45', 'Field "#44 45" is not an ID'],
		['#44 and #45', 'Field "#44 and #45" is not an ID'],
		['#', 'Field "#" is not an ID'],
		['"44', 'Field ""44" is not an ID'],
		[{ id: 1 }, 'Field "{"id":1}" is not an ID'],
		[[44], 'Field "[44]" is not an ID'],
		['1/2', 'Field "1/2" is not an ID'],
		['1/../../login', 'Field "1/../../login" is not an ID'],
		['9'.repeat(80) + 'x', `Field "${'9'.repeat(60)}…" is not an ID`],
	])('%p is refused', (value, message) => {
		expect(said(idValue, value)).toBe(message);
	});

	test('that holds itself is refused', () => {
		const own: Record<string, unknown> = {};
		own.own = own;
		expect(said(idValue, own)).toBe('Field "an object" is not an ID');
	});

	test.each([2 ** 53, 2 ** 60, 1e21, -(2 ** 60)])(
		'%p is refused, for n8n has rounded it',
		(value) => {
			expect(said(idValue, value)).toBe(`Field ${value} is too large for a number`);
			expect(() => idValue(value, 'Field')).toThrow(
				expect.objectContaining({ description: expect.stringMatching(/Give the ID as text/) }),
			);
		},
	);

	test.each([
		['a product', productIdValue, /^An ID has digits only.*Product > Get Many/],
		['a ticket', ticketIdValue, /^An ID has digits only.*Ticket > Get Many/],
		[
			'a reason',
			(value: unknown) => seenIdValue(value, 'Reason'),
			/^An ID has digits only.*from the list.*Ticket > Get with Simplify off/,
		],
	])('of %s: the refusal tells where to find one', (_what, check, where) => {
		expect(() => check('Mobile App')).toThrow(
			expect.objectContaining({ description: expect.stringMatching(where) }),
		);
	});

	test('is nothing but digits, whatever JSON comes', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				try {
					return /^\d+$/.test(idValue(value, 'Field'));
				} catch (refusal) {
					return refusal instanceof InvalidValue;
				}
			}),
		);
	});

	test('as text keeps every digit', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{1,40}$/), (digits) => idValue(digits, 'Field') === digits),
		);
	});
});

describe('an ID in the body', () => {
	test.each([
		['5', 5],
		[5, 5],
		['#5', 5],
		['9007199254740991', Number.MAX_SAFE_INTEGER],
		['9007199254740992', '9007199254740992'],
		['9007199254740993', '9007199254740993'],
		['12345678901234567890', '12345678901234567890'],
	])('%p is sent as %p', (value, sent) => {
		expect(said(idForBody, value)).toBe(sent);
	});

	test('is refused when n8n has rounded it', () => {
		expect(said(idForBody, 2 ** 60)).toMatch(/too large for a number/);
	});
});

test('IDs of 200 kB are judged at once', () => {
	for (const check of [ticketIdValue, idForBody]) {
		for (const text of HOSTILE) expect(timeOf(check, text)).toBeLessThan(1_000);
	}
});
