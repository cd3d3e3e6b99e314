import { afterEach, describe, expect, jest, test } from '@jest/globals';

import { stampReader } from '../../../nodes/Desk360/fields/moments';
import { InvalidValue } from '../../../nodes/Desk360/fields/values';

afterEach(() => {
	jest.restoreAllMocks();
});

describe('a stamp becomes a moment', () => {
	test.each([
		['Europe/Istanbul', '2026-11-27 05:43:24', '2026-11-27T05:43:24+03:00'],
		['Europe/Istanbul', '2016-01-15 10:00:00', '2016-01-15T10:00:00+02:00'],
		['Europe/Istanbul', '2026-11-27T05:43:24', '2026-11-27T05:43:24+03:00'],
		['  europe/istanbul\u200b ', '2026-11-27 05:43:24', '2026-11-27T05:43:24+03:00'],
		['UTC', '2026-11-27 05:43:24', '2026-11-27T05:43:24+00:00'],
		['Europe/Berlin', '2026-07-01 00:00:00', '2026-07-01T00:00:00+02:00'],
		['Europe/Berlin', '2026-12-31 23:59:59', '2026-12-31T23:59:59+01:00'],
		['America/St_Johns', '2026-01-15 08:00:00', '2026-01-15T08:00:00-03:30'],
		['Asia/Kathmandu', '2026-01-15 08:00:00', '2026-01-15T08:00:00+05:45'],
		['Pacific/Kiritimati', '2026-01-01 00:00:00', '2026-01-01T00:00:00+14:00'],
		['Etc/GMT+12', '2026-12-31 23:59:59', '2026-12-31T23:59:59-12:00'],
		['UTC', '2024-02-29 12:00:00', '2024-02-29T12:00:00+00:00'],
	])('in %p: %s is %s', (zone, stamp, moment) => {
		expect(stampReader(zone)(stamp)).toBe(moment);
	});
});

describe('where clocks change, a stamp', () => {
	test.each([
		['before the gap', 'Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T01:59:59+01:00'],
		['in the gap', 'Europe/Berlin', '2026-03-29 02:30:00', '2026-03-29T02:30:00+01:00'],
		['after the gap', 'Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T03:00:00+02:00'],
		['before the repeat', 'Europe/Berlin', '2026-10-25 01:59:59', '2026-10-25T01:59:59+02:00'],
		['of the repeated hour', 'Europe/Berlin', '2026-10-25 02:30:00', '2026-10-25T02:30:00+02:00'],
		['after the repeat', 'Europe/Berlin', '2026-10-25 03:00:00', '2026-10-25T03:00:00+01:00'],
		['in a gap', 'America/New_York', '2026-03-08 02:30:00', '2026-03-08T02:30:00-05:00'],
		['of a repeat', 'America/New_York', '2026-11-01 01:30:00', '2026-11-01T01:30:00-04:00'],
		['of half an hour', 'Australia/Lord_Howe', '2026-10-04 02:15:00', '2026-10-04T02:15:00+10:30'],
		['at midnight', 'America/Santiago', '2026-09-06 00:10:00', '2026-09-06T00:10:00-04:00'],
		['of a day left out', 'Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T12:00:00-10:00'],
		['of the day after it', 'Pacific/Apia', '2011-12-31 00:00:00', '2011-12-31T00:00:00+14:00'],
		['of the last change', 'Europe/Istanbul', '2016-03-27 03:30:00', '2016-03-27T03:30:00+02:00'],
	])('%s in %s has the offset from before the change if it can', (_case, zone, stamp, moment) => {
		expect(stampReader(zone)(stamp)).toBe(moment);
	});

	test('is the moment that its clock shows, at every half hour of the two days', () => {
		const read = stampReader('Europe/Berlin');
		const format = new Intl.DateTimeFormat('sv-SE', {
			timeZone: 'Europe/Berlin',
			dateStyle: 'short',
			timeStyle: 'medium',
		});
		const ofDays = ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25'];
		const stamps = ofDays.flatMap((day) =>
			Array.from({ length: 48 }, (_, half) => {
				const hour = String(Math.floor(half / 2)).padStart(2, '0');
				return `${day} ${hour}:${half % 2 ? '30' : '00'}:00`;
			}),
		);
		const wrong = stamps.filter((stamp) => format.format(new Date(String(read(stamp)))) !== stamp);
		expect(wrong).toEqual(['2026-03-29 02:00:00', '2026-03-29 02:30:00']);
	});
});

describe('what is no stamp of the service stays as it is:', () => {
	test.each([
		[null],
		[undefined],
		[''],
		[0],
		[1_764_214_004],
		['0000-00-00 00:00:00'],
		['2026-02-30 10:00:00'],
		['2026-13-01 10:00:00'],
		['2026-11-27 24:00:00'],
		['2026-11-27 10:60:00'],
		['2026-11-27'],
		['2026-11-27 05:43'],
		['2026-11-27 05:43:24.123'],
		['2026-11-27T05:43:24.000000Z'],
		['2026-11-27T05:43:24+03:00'],
		['27.11.2026 05:43:24'],
		['yesterday'],
		[{ date: '2026-11-27 05:43:24' }],
		[['2026-11-27 05:43:24']],
	])('%j', (stamp) => {
		expect(stampReader('Europe/Istanbul')(stamp)).toBe(stamp);
	});

	test('a stamp from before there were zones', () => {
		expect(stampReader('Europe/Istanbul')('1905-01-01 10:00:00')).toBe('1905-01-01 10:00:00');
	});
});

test.each([[undefined], [null], [''], ['  '], ['\u200b']])(
	'without a zone (%j) stamps stay as they are',
	(zone) => {
		expect(stampReader(zone)('2026-11-27 05:43:24')).toBe('2026-11-27 05:43:24');
	},
);

describe('a zone that there is not', () => {
	test.each<[unknown, string]>([
		['Europe/Istanbull', 'Europe/Istanbull'],
		['America/New York', 'America/New York'],
		['GMT+3', 'GMT+3'],
		['{{ $json.zone }}', '{{ $json.zone }}'],
		['DEFAULT', 'DEFAULT'],
		[3, '3'],
		[true, 'true'],
		[{ name: 'Europe/Istanbul' }, '{"name":"Europe/Istanbul"}'],
		[[], '[]'],
	])('%j is refused with the field and what to enter', (zone, shown) => {
		expect(() => stampReader(zone)).toThrow(InvalidValue);
		expect(() => stampReader(zone)).toThrow(
			expect.objectContaining({
				message: `The time zone "${shown}" of the Desk360 credential is not known`,
				description: expect.stringMatching(
					/^Enter a name such as Europe\/Istanbul under Time Zone in the credential/,
				),
			}),
		);
	});

	test('is shown in part only when it is long', () => {
		expect(() => stampReader('x'.repeat(100_000))).toThrow(/^The time zone "x{60}…" of/);
	});
});

test('thousands of stamps of ten days ask twice for the offset of each day', () => {
	const prototype: { format: unknown } = Intl.DateTimeFormat.prototype;
	const asked = jest.spyOn(prototype, 'format', 'get');
	const made = jest.spyOn(Intl, 'DateTimeFormat');
	for (let second = 0; second < 10_000; second++) {
		const time = new Date(Date.UTC(2019, 4, 1 + (second % 10), 0, 0, second)).toISOString();
		const stamp = `${time.slice(0, 10)} ${time.slice(11, 19)}`;
		expect(stampReader('Asia/Tashkent')(stamp)).toBe(`${time.slice(0, 19)}+05:00`);
	}
	expect(made).toHaveBeenCalledTimes(1);
	expect(asked).toHaveBeenCalledTimes(20);
});
