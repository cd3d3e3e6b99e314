import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { rateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('rate limit headers', () => {
	test('the documented sample', () => {
		const headers = { 'x-ratelimit-limit': '180', 'x-ratelimit-remaining': '178' };
		expect(rateReport(headers, NOW)).toEqual({ limit: 180, remaining: 178 });
	});

	test('no headers say nothing', () => {
		expect(rateReport({}, NOW)).toEqual({});
	});

	test.each([
		['26', 26_000],
		['0', 0],
		['1.5', 1_500],
		['Sun, 01 Mar 2026 12:00:26 GMT', 26_000],
		['Sun, 01 Mar 2026 11:59:00 GMT', 0],
		[' 7 ', 7_000],
		['600', 600_000],
		['7200', 7_200_000],
		['86400', 86_400_000],
		['Mon, 02 Mar 2026 11:00:00 GMT', 82_800_000],
		['Sunday, 01-Mar-26 12:00:26 GMT', 26_000],
		['2026-03-01T12:00:26Z', 26_000],
	])('Retry-After %s', (value, ms) => {
		expect(rateReport({ 'retry-after': value }, NOW).retryAfterMs).toBe(ms);
	});

	test('Retry-After may be a number', () => {
		expect(rateReport({ 'retry-after': 26 }, NOW).retryAfterMs).toBe(26_000);
	});

	test.each([['86401'], ['999999999999999'], ['Sun, 01 Mar 2099 12:00:26 GMT']])(
		'Retry-After %p, which is more than a day, is a day',
		(value) => {
			expect(rateReport({ 'retry-after': value }, NOW).retryAfterMs).toBe(86_400_000);
		},
	);

	test.each([
		['soon'],
		['soon 7'],
		['5 minutes'],
		['10s'],
		['-5'],
		['+5'],
		['1e3'],
		['1,000'],
		['May'],
		['Sunday'],
		['Sun, 99 Mar 2026'],
		['9'.repeat(400)],
		['1'.repeat(100_000)],
		[''],
		[{}],
		[['26']],
		[NaN],
	])('Retry-After %# is passed over', (value) => {
		expect(rateReport({ 'retry-after': value }, NOW).retryAfterMs).toBeUndefined();
	});

	test('the reset is a Unix time in seconds', () => {
		const headers = { 'x-ratelimit-reset': String(NOW / 1000 + 40) };
		expect(rateReport(headers, NOW).resetInMs).toBe(40_000);
	});

	test('a reset as a number works as well', () => {
		expect(rateReport({ 'x-ratelimit-reset': NOW / 1000 + 40 }, NOW).resetInMs).toBe(40_000);
	});

	test('absolute times are measured against the clock of the answer, not this one', () => {
		const anHourAhead = new Date(NOW + 3_600_000);
		const headers = {
			date: anHourAhead.toUTCString(),
			'x-ratelimit-reset': String(anHourAhead.getTime() / 1000 + 30),
			'retry-after': new Date(anHourAhead.getTime() + 20_000).toUTCString(),
		};
		expect(rateReport(headers, NOW)).toMatchObject({ resetInMs: 30_000, retryAfterMs: 20_000 });
	});

	test.each([
		['in milliseconds', String(NOW + 40_000)],
		['years away', String(NOW / 1000 + 1e8)],
		['the seconds that are left', '26'],
		['not a number', 'tomorrow'],
		['negative', '-1'],
	])('a reset that is %s is passed over', (_case, value) => {
		expect(rateReport({ 'x-ratelimit-reset': value }, NOW).resetInMs).toBeUndefined();
	});

	test('a reset that has just passed is now', () => {
		expect(rateReport({ 'x-ratelimit-reset': NOW / 1000 - 5 }, NOW).resetInMs).toBe(0);
	});

	test('whatever the headers hold, times are never negative nor endless', () => {
		const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(undefined));
		fc.assert(
			fc.property(value, value, value, value, (date, reset, retryAfter, remaining) => {
				const { resetInMs = 0, retryAfterMs = 0 } = rateReport(
					{
						date,
						'x-ratelimit-reset': reset,
						'retry-after': retryAfter,
						'x-ratelimit-remaining': remaining,
					},
					NOW,
				);
				return resetInMs >= 0 && retryAfterMs >= 0 && Number.isFinite(resetInMs + retryAfterMs);
			}),
		);
	});
});
