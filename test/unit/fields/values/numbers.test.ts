import { describe, expect, test } from '@jest/globals';

import { integerFrom, integerValue } from '../../../../nodes/Desk360/fields/values';
import { HOSTILE, said, timeOf } from './said';

describe('a whole number', () => {
	test.each([
		[0, 0],
		['0', 0],
		[' 3 ', 3],
		['\u200B3\uFEFF', 3],
		['50.0', 50],
		['50.00', 50],
		[50.0, 50],
		[-1, -1],
		['-1', -1],
		[{ __rl: true, mode: 'id', value: '3' }, 3],
	])('%p is taken', (value, number) => {
		expect(said(integerValue, value)).toBe(number);
	});

	test.each([
		['', 'Field is empty'],
		['\u200B', 'Field is empty'],
		[null, 'Field is empty'],
		['one', 'Field "one" is not a whole number'],
		['abc', 'Field "abc" is not a whole number'],
		[1.5, 'Field "1.5" is not a whole number'],
		['1.5', 'Field "1.5" is not a whole number'],
		['1.000', 'Field "1.000" is not a whole number'],
		['1e3', 'Field "1e3" is not a whole number'],
		[NaN, 'Field "NaN" is not a whole number'],
		[Infinity, 'Field "Infinity" is not a whole number'],
		[true, 'Field "true" is not a whole number'],
		[[5], 'Field "[5]" is not a whole number'],
		['99999999999999999999', 'Field "99999999999999999999" is not a whole number'],
	])('%p is refused', (value, message) => {
		expect(said(integerValue, value)).toBe(message);
	});
});

describe('a whole number from 1 on', () => {
	const fromOne = (value: unknown, what: string) =>
		integerFrom(1, value, what, 'Enter how many results to return');

	test.each([
		[1, 1],
		['50', 50],
	])('%p is taken', (value, number) => {
		expect(said(fromOne, value)).toBe(number);
	});

	test.each([
		[0, 'Field 0 is less than 1'],
		['-3', 'Field -3 is less than 1'],
		['abc', 'Field "abc" is not a whole number'],
		['', 'Field is empty'],
	])('%p is refused', (value, message) => {
		expect(said(fromOne, value)).toBe(message);
	});
});

test('numbers of 200 kB are judged at once', () => {
	for (const text of HOSTILE) expect(timeOf(integerValue, text)).toBeLessThan(1_000);
});
