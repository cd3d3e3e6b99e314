import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { calendarDay } from '../../../nodes/Desk360/fields/dates';
import { InvalidValue } from '../../../nodes/Desk360/fields/values';

const dayIn = (value: unknown, timezone = 'Europe/Istanbul') => calendarDay(value, 'Day', timezone);

describe('a calendar day', () => {
	test.each([
		['2026-05-19', '2026-05-19'],
		[' 2026-05-19 ', '2026-05-19'],
		['\u200B2026-05-19\u200E', '2026-05-19'],
		['2024-02-29', '2024-02-29'],
		['2026-05-19 08:00', '2026-05-19'],
		['2026-05-19T23:59:59.999', '2026-05-19'],
		['2026-05-19T20:59:59Z', '2026-05-19'],
		['2026-05-19T21:00:00Z', '2026-05-20'],
		['2026-05-19 21:00:00 +00:00', '2026-05-20'],
		['2026-05-19T23:00:00-0400', '2026-05-20'],
		[new Date('2026-05-19T21:00:00Z'), '2026-05-20'],
		[{ toISO: () => '2026-05-19T10:00:00.000+03:00' }, '2026-05-19'],
	])('of %p in Istanbul is %s', (value, day) => {
		expect(dayIn(value)).toBe(day);
	});

	test('of a moment is that of the zone', () => {
		const moment = '2026-12-31T23:30:00Z';
		expect(dayIn(moment, 'UTC')).toBe('2026-12-31');
		expect(dayIn(moment, 'Asia/Tokyo')).toBe('2027-01-01');
		expect(dayIn(moment, 'America/New_York')).toBe('2026-12-31');
	});

	test.each(['Europe/Istambul', '', 'x'.repeat(1_000)])(
		'of a moment in the zone %p, which there is not, is refused with where to change it',
		(timezone) => {
			const zone = timezone.length > 60 ? `${timezone.slice(0, 60)}…` : timezone;
			expect(() => dayIn('2026-05-19T20:00:00Z', timezone)).toThrow(
				expect.objectContaining({
					message: `The time zone "${zone}" of this workflow is not known`,
					description: expect.stringMatching(/workflow's settings.*GENERIC_TIMEZONE of this n8n/),
				}),
			);
			expect(() => dayIn('2026-05-19T20:00:00Z', timezone)).toThrow(InvalidValue);
		},
	);

	test('that is written needs no zone', () => {
		expect(dayIn('2026-05-19', 'Europe/Istambul')).toBe('2026-05-19');
	});

	test('is not looked for in a megabyte for long', () => {
		const start = performance.now();
		for (const tail of ['0', ' ', '.', ':', '+']) {
			const text = `2026-05-19T10:00:00.${tail.repeat(1_000_000)}x`;
			expect(() => dayIn(text)).toThrow('Day is not a date');
		}
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	test.each([
		'2026-02-29',
		'2026-02-30',
		'2026-13-01',
		'2026-00-10',
		'19.05.2026',
		'05/19/2026',
		'2026-5-9',
		'2026-05-19T25:00:00Z',
		'2026-05-19 and more',
		'today',
		'',
		new Date(Number.NaN),
		{ toISO: null },
		{ toISO: () => null },
		{},
		20260519,
		null,
		undefined,
	])('%p is none', (value) => {
		expect(() => dayIn(value)).toThrow(InvalidValue);
		expect(() => dayIn(value)).toThrow('Day is not a date');
	});

	test('of any moment is what a calendar in that zone shows', () => {
		const zones = fc.constantFrom(
			'UTC',
			'Europe/Istanbul',
			'America/New_York',
			'Pacific/Kiritimati',
		);
		const dates = fc.date({
			min: new Date('1990-01-01T00:00:00Z'),
			max: new Date('2090-01-01T00:00:00Z'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(dates, zones, (date, timeZone) => {
				const parts = new Intl.DateTimeFormat('en-US', {
					timeZone,
					year: 'numeric',
					month: '2-digit',
					day: '2-digit',
				}).formatToParts(date);
				const part = (type: string) => parts.find((one) => one.type === type)?.value;
				const shown = `${part('year')}-${part('month')}-${part('day')}`;
				return dayIn(date.toISOString(), timeZone) === shown;
			}),
		);
	});
});
