import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { LONGEST_PAUSE_MS, retryPause } from '../../../../nodes/Desk360/api/http/retry';

test.each([
	[0, 400],
	[1, 800],
	[2, 1600],
	[3, 3200],
	[4, 6400],
	[5, 8000],
	[50, 8000],
])('the pause before repeat %i is at most %i ms and at least half of it', (repeat, longest) => {
	expect(retryPause(repeat, 0)).toBe(longest / 2);
	expect(retryPause(repeat, 1)).toBe(longest);
});

test('no pause is longer than the longest', () => {
	fc.assert(
		fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (repeat, random) => {
			const pause = retryPause(repeat, random);
			return pause >= 200 && pause <= LONGEST_PAUSE_MS;
		}),
	);
});
