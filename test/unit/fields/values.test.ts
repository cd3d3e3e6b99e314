import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	emailValue,
	idValue,
	integerValue,
	InvalidValue,
	isEmpty,
	jsonValue,
	productIdValue,
	textValue,
	ticketIdValue,
} from '../../../nodes/Desk360/fields/values';

/** What `check` says of a value: the value it gives, or the refusal's message. */
function said(check: (value: unknown, what: string) => unknown, value: unknown): unknown {
	try {
		return check(value, 'Field');
	} catch (refusal) {
		expect(refusal).toBeInstanceOf(InvalidValue);
		expect((refusal as InvalidValue).description).toMatch(/^[A-Z].{20,}/);
		return (refusal as Error).message;
	}
}

describe('an ID', () => {
	test.each([
		['12', '12'],
		[12, '12'],
		[' 12\n', '12'],
		['0', '0'],
		['12345678901234567890', '12345678901234567890'],
	])('%p is taken', (value, id) => {
		expect(said(idValue, value)).toBe(id);
	});

	test.each([
		['', 'Field is empty'],
		[' ', 'Field is empty'],
		[null, 'Field is empty'],
		[undefined, 'Field is empty'],
		['1a', 'Field "1a" is not an ID'],
		['1.5', 'Field "1.5" is not an ID'],
		[1e21, 'Field "1e+21" is not an ID'],
		[{ id: 1 }, 'Field "{"id":1}" is not an ID'],
		['1/2', 'Field "1/2" is not an ID'],
		['9'.repeat(80) + 'x', `Field "${'9'.repeat(60)}…" is not an ID`],
	])('%p is refused', (value, message) => {
		expect(said(idValue, value)).toBe(message);
	});

	test.each([
		['a product', productIdValue, /^An ID has digits only.*Product > Get Many/],
		['a ticket', ticketIdValue, /^An ID has digits only.*Ticket > Get Many/],
		['a reason', (value: unknown) => idValue(value, 'Reason ID'), /Ticket > Get with Simplify off/],
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
});

describe('a whole number', () => {
	test.each([
		[0, 0],
		['0', 0],
		[' 3 ', 3],
		[-1, -1],
		['-1', -1],
	])('%p is taken', (value, number) => {
		expect(said(integerValue, value)).toBe(number);
	});

	test.each([
		['', 'Field is empty'],
		[null, 'Field is empty'],
		['one', 'Field "one" is not a whole number'],
		[1.5, 'Field "1.5" is not a whole number'],
		[NaN, 'Field "null" is not a whole number'],
		[true, 'Field "true" is not a whole number'],
		['99999999999999999999', 'Field "99999999999999999999" is not a whole number'],
	])('%p is refused', (value, message) => {
		expect(said(integerValue, value)).toBe(message);
	});
});

describe('a text', () => {
	test.each([
		['Hello', 'Hello'],
		['  Hello ', '  Hello '],
		[42, '42'],
		[false, 'false'],
	])('%p is taken', (value, text) => {
		expect(said(textValue, value)).toBe(text);
	});

	test.each([
		['', 'Field is empty'],
		['\n', 'Field is empty'],
		[null, 'Field is empty'],
		[{}, 'Field is not text'],
		[['a'], 'Field is not text'],
	])('%p is refused', (value, message) => {
		expect(said(textValue, value)).toBe(message);
	});
});

describe('an email', () => {
	test.each([
		'a@b.co',
		' jane.roe+tag@mail.example.com ',
		"o'neil@example.com",
		'jané@exämple.com',
		'a@localhost',
	])('%p can be one', (value) => {
		expect(said(emailValue, value)).toBe(value.trim());
	});

	test.each([
		'jane',
		'@b.co',
		'a@',
		'a@@b.co',
		'a b@c.co',
		'a@b..co',
		'.a@b.co',
		'a.@b.co',
		'a@.co',
		'a@b.co.',
		'a@b.co, c@d.co',
		'a@b.co;c@d.co',
		'Jane <jane@b.co>',
		'mailto:a@b.co',
	])('%p cannot', (value) => {
		expect(said(emailValue, value)).toBe(`Field "${value}" cannot be an email address`);
	});

	test('every address that is one by the rules of the web is taken', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				fc.pre(!/[",:;<>]/.test(email));
				return emailValue(email, 'Field') === email;
			}),
		);
	});
});

describe('JSON', () => {
	test.each([
		['{"a":1}', '{"a":1}'],
		[' { "a" : [ 1 ] } ', '{"a":[1]}'],
		[{ a: 1 }, '{"a":1}'],
		['[1]', '[1]'],
		['{}', '{}'],
	])('%p is taken', (value, text) => {
		expect(said(jsonValue, value)).toBe(text);
	});

	test.each([
		['{a:1}', 'Field is not valid JSON'],
		['', 'Field is not valid JSON'],
		['"a"', 'Field is not a JSON object'],
		['7', 'Field is not a JSON object'],
		['null', 'Field is not a JSON object'],
		[7, 'Field is not a JSON object'],
	])('%p is refused', (value, message) => {
		expect(said(jsonValue, value)).toBe(message);
	});
});

test.each([
	[undefined, true],
	[null, true],
	['', true],
	[' \t', true],
	[0, false],
	[false, false],
	['0', false],
	[{}, false],
])('%p is empty: %p', (value, empty) => {
	expect(isEmpty(value)).toBe(empty);
});
