import { describe, expect, test } from '@jest/globals';

import { priorityValue, statusValue } from '../../../nodes/Desk360/fields/codes';

describe('a code', () => {
	test.each([
		['Waiting', 2],
		[' reopened ', 3],
		['WAITING\u200B', 2],
		['\uFEFF re\u00ADsolved\n', 1],
		['0', 0],
		['\u200B0', 0],
		['0.0', 0],
		[0.0, 0],
		[7, 7],
		['-1', -1],
		[{ __rl: true, mode: 'id', value: 'Waiting' }, 2],
	])('%p is taken', (value, code) => {
		expect(statusValue(value, 'Status')).toBe(code);
	});

	test('that there is not is refused with the choice', () => {
		expect(() => priorityValue('Waiting', 'Priority')).toThrow(
			expect.objectContaining({
				message: 'Priority "Waiting" is not known',
				description:
					'Give one of Low (0), Medium (1), High (2), Urgent (3), or another whole number',
			}),
		);
	});

	test.each([[{ status: 1 }], [[1]], [{}]])('%j is refused as several values', (value) => {
		expect(() => statusValue(value, 'Status')).toThrow(
			expect.objectContaining({
				message: 'Status is an object or a list instead of one value',
				description: expect.stringMatching(/^Give one of Unresolved \(0\), /),
			}),
		);
	});

	test.each([
		['', 'Status is empty'],
		['\u200B', 'Status is empty'],
		[null, 'Status is empty'],
		[true, 'Status "true" is not known'],
		['1.5', 'Status "1.5" is not known'],
		['x'.repeat(1_000_000), `Status "${'x'.repeat(60)}…" is not known`],
	])('%# is refused', (value, message) => {
		expect(() => statusValue(value, 'Status')).toThrow(message);
	});
});
