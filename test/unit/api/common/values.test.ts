import { describe, expect, test } from '@jest/globals';

import { fingerprint } from '../../../../nodes/Desk360/api/common/fingerprint';
import { counted, filledText, isObject } from '../../../../nodes/Desk360/api/common/values';

test.each([
	[{}, true],
	[{ a: 1 }, true],
	[new Error('what'), true],
	[[], false],
	[null, false],
	[undefined, false],
	['{}', false],
	[7, false],
])('%p is an object: %p', (value, is) => {
	expect(isObject(value)).toBe(is);
});

test.each([
	[' word ', 'word'],
	['', undefined],
	[' \n', undefined],
	[7, undefined],
	[null, undefined],
	[['word'], undefined],
])('the text of %j is %j', (value, text) => {
	expect(filledText(value)).toBe(text);
});

test.each([
	[0, '0 rows'],
	[1, '1 row'],
	[2, '2 rows'],
])('%i is counted as %s', (count, words) => {
	expect(counted(count, 'row')).toBe(words);
});

test('an irregular plural can be told', () => {
	expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});

describe('a fingerprint', () => {
	test('is the same for the same parts alone', () => {
		expect(fingerprint('a', { b: 1 })).toBe(fingerprint('a', { b: 1 }));
		expect(fingerprint('a', 'b')).not.toBe(fingerprint('ab'));
		expect(fingerprint('a', 'b')).not.toBe(fingerprint('b', 'a'));
		expect(fingerprint('1')).not.toBe(fingerprint(1));
	});

	test('does not show what it is of', () => {
		expect(fingerprint('a-secret-token')).not.toContain('secret');
	});
});
