import { describe, expect, test } from '@jest/globals';

import {
	compare,
	earlier,
	newestOf,
	oldestOf,
	packStamp,
	secondsOf,
	secondsOfMoment,
	stampOf,
	unpackStamp,
} from '../../../nodes/Desk360/trigger/stamps';

describe('stamps', () => {
	test.each([
		['2026-03-01 00:01:00', 120, '2026-02-28 23:59:00'],
		['2026-03-01T00:01:00+03:00', 60, '2026-03-01T00:00:00+03:00'],
		['yesterday', 60, 'yesterday'],
		['2026-13-01 00:00:00', 60, '2026-13-01 00:00:00'],
	])('%s less %i seconds', (stamp, seconds, expected) => {
		expect(earlier(stamp, seconds)).toBe(expected);
	});

	test('are compared as text, the empty one being the earliest', () => {
		expect(newestOf('', '2026-01-01 00:00:00', '2025-12-31 23:59:59')).toBe('2026-01-01 00:00:00');
		expect(oldestOf('2026-01-01 00:00:00', '')).toBe('');
		const sorted = ['', '2025-12-31 23:59:59', '2026-01-01 00:00:00'];
		expect(sorted.toReversed().sort(compare)).toEqual(sorted);
		expect(compare('', '')).toBe(0);
	});

	test.each(['2026-11-22 09:51:05', '1999-01-01 00:00:00', '2026-11-22T09:51:05Z', 'soon, maybe'])(
		'%s survives being packed',
		(stamp) => {
			expect(unpackStamp(packStamp(stamp))).toBe(stamp);
		},
	);

	test('are packed into seven characters at most', () => {
		expect(packStamp('2099-12-31 23:59:59').length).toBeLessThanOrEqual(7);
	});

	test('are counted by their digits alone, and moments as if they were in UTC', () => {
		const stamp = '2026-10-25 10:00:00';
		expect(secondsOfMoment(Date.UTC(2026, 9, 25, 10))).toBe(secondsOf(stamp));
		expect(secondsOf('2026-10-25T10:00:00+03:00')).toBe(secondsOf(stamp));
		expect(stampOf(secondsOf(stamp) ?? 0)).toBe(stamp);
		expect(secondsOf('just now')).toBeUndefined();
	});
});
