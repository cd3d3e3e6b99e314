import { describe, expect, test } from '@jest/globals';

import { booleanValue } from '../../../../nodes/Desk360/fields/values';
import { HOSTILE, said, timeOf } from './said';

const orOff = (value: unknown, what: string) => booleanValue(value, what, false);

describe('a boolean', () => {
	test.each([true, 'true', ' True\n', 'TRUE\u200B', 1, 1.0, '1', 'yes', 'Yes', 'on', 'ON'])(
		'%p is on',
		(value) => {
			expect(said(orOff, value)).toBe(true);
		},
	);

	test.each([false, 'false', ' False ', 'FALSE', 0, -0, '0', 'no', 'NO', 'off', '\uFEFFoff'])(
		'%p is off',
		(value) => {
			expect(booleanValue(value, 'Field', true)).toBe(false);
		},
	);

	test.each([undefined, null, '', ' ', '\u200B', { __rl: true, mode: 'id', value: '' }])(
		'%p is what nothing means',
		(value) => {
			expect(booleanValue(value, 'Field', true)).toBe(true);
			expect(booleanValue(value, 'Field', false)).toBe(false);
		},
	);

	test.each([
		['maybe', 'Field "maybe" is neither true nor false'],
		['truee', 'Field "truee" is neither true nor false'],
		['=true', 'Field "=true" is neither true nor false'],
		[2, 'Field "2" is neither true nor false'],
		[NaN, 'Field "NaN" is neither true nor false'],
		[{}, 'Field "{}" is neither true nor false'],
		[[], 'Field "[]" is neither true nor false'],
		[[true], 'Field "[true]" is neither true nor false'],
		['x'.repeat(100), `Field "${'x'.repeat(60)}…" is neither true nor false`],
	])('%p is refused', (value, message) => {
		expect(said(orOff, value)).toBe(message);
	});

	test('of 200 kB is judged at once', () => {
		for (const text of HOSTILE) expect(timeOf(orOff, text)).toBeLessThan(1_000);
	});
});
