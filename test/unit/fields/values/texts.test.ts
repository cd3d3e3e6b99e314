import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	isEmpty,
	jsonValue,
	searchTextValue,
	textValue,
} from '../../../../nodes/Desk360/fields/values';
import { HOSTILE, said, timeOf } from './said';

describe('a text', () => {
	test.each([
		['Hello', 'Hello'],
		['  Hello ', '  Hello '],
		['\u200BHello\u00AD\uFEFF', '\u200BHello\u00AD\uFEFF'],
		[42, '42'],
		[false, 'false'],
		[{ __rl: true, mode: 'name', value: 'Android' }, 'Android'],
	])('%p is taken as it is', (value, text) => {
		expect(said(textValue, value)).toBe(text);
	});

	test('is never altered', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				fc.pre(!isEmpty(text));
				return textValue(text, 'Field') === text;
			}),
		);
	});

	test.each([
		['', 'Field is empty'],
		['\n', 'Field is empty'],
		['\u200B \uFEFF', 'Field is empty'],
		[null, 'Field is empty'],
		[{}, 'Field is not text'],
		[['a'], 'Field is not text'],
	])('%p is refused', (value, message) => {
		expect(said(textValue, value)).toBe(message);
		expect(said(searchTextValue, value)).toBe(message);
	});
});

describe('a text to search for', () => {
	test.each([
		[' Jane Roe\n', 'Jane Roe'],
		['\u200B \u00A0Jane\u200E ', 'Jane'],
		['Invoice  7', 'Invoice  7'],
		['می\u200Cخواهم', 'می\u200Cخواهم'],
		['👨\u200D👩\u200D👧', '👨\u200D👩\u200D👧'],
		['❤\uFE0F', '❤\uFE0F'],
		['...', '...'],
	])('%p is searched for as %p', (value, text) => {
		expect(said(searchTextValue, value)).toBe(text);
	});
});

describe('JSON', () => {
	const inItself: Record<string, unknown> = {};
	inItself.it = inItself;

	test.each([
		['{"a":1}', '{"a":1}'],
		[' { "a" : [ 1 ] } ', '{"a":[1]}'],
		['\uFEFF{"a":"\u200B"}\u200B', '{"a":"\u200B"}'],
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
		[inItself, 'Field cannot be written as JSON'],
	])('%p is refused', (value, message) => {
		expect(said(jsonValue, value)).toBe(message);
	});
});

test.each([
	[undefined, true],
	[null, true],
	['', true],
	[' \t', true],
	['\u200B\u2060', true],
	[{ __rl: true, mode: 'list', value: '' }, true],
	[{ __rl: true, mode: 'list', value: '7' }, false],
	[0, false],
	[false, false],
	['0', false],
	[{}, false],
])('%p is empty: %p', (value, empty) => {
	expect(isEmpty(value)).toBe(empty);
});

test('texts of 200 kB are judged at once', () => {
	for (const check of [textValue, searchTextValue, jsonValue]) {
		for (const text of HOSTILE) expect(timeOf(check, text)).toBeLessThan(1_000);
	}
});
