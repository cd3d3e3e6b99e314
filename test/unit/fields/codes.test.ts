import { describe, expect, test } from '@jest/globals';

import { priorityValue, statusValue } from '../../../nodes/Desk360/fields/codes';

describe('a code', () => {
	test.each([
		['Waiting', 2],
		[' reopened ', 3],
		['0', 0],
		[7, 7],
	])('%p is taken', (value, code) => {
		expect(statusValue(value, 'Status')).toBe(code);
	});

	test('that there is not is refused with the choice', () => {
		expect(() => priorityValue('Waiting', 'Priority')).toThrow(
			expect.objectContaining({
				message: 'Priority "Waiting" is not a whole number',
				description:
					'Choose one of Low (0), Medium (1), High (2), Urgent (3), or give another number',
			}),
		);
	});
});
