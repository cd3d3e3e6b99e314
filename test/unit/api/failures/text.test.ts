import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
	beginning,
	duration,
	excerpt,
	plainLine,
	shortened,
	withoutPaths,
	withoutPeriod,
	withoutSecrets,
} from '../../../../nodes/Desk360/api/failures/text';

describe('excerpts', () => {
	test('markup is left out', () => {
		const page =
			'<html><head><style>p { color: red }</style><script>alert(1)</script></head>\n<body><h1>502</h1>\n\n<p>Bad   gateway</p></body></html>';
		expect(excerpt(page, [])).toBe('502 Bad gateway');
	});

	test('a long answer is cut', () => {
		const cut = excerpt('word '.repeat(200), []);
		expect(cut).toHaveLength(161);
		expect(cut).toMatch(/^word word .*…$/);
	});

	test('a short one is not', () => {
		expect(excerpt('x'.repeat(160), [])).toBe('x'.repeat(160));
	});

	test('paths of a machine are left out', () => {
		expect(excerpt('Notice in <b>/var/www/html/a.php</b> on line 3', [])).toBe(
			'Notice in … on line 3',
		);
	});
});

describe('secrets', () => {
	test('are struck out wherever they stand', () => {
		expect(withoutSecrets('a abc123 b abc123 word', ['abc123', 'word'])).toBe('a *** b *** ***');
	});

	test('are struck out as JSON has them, too', () => {
		const secret = 'a"b\\c';
		expect(withoutSecrets(JSON.stringify({ secret }), [secret])).toBe('{"secret":"***"}');
	});

	test.each([
		['Bearer abcdefgh12', 'Bearer ***'],
		['bearer  abc.def~ghi+/=-', 'Bearer ***'],
		['Bearer 12|abcdefgh', 'Bearer ***'],
		['the bearer of this', 'the bearer of this'],
	])('that nobody knows are known by what stands before: %p', (text, shown) => {
		expect(withoutSecrets(text, [])).toBe(shown);
	});

	const HIDDEN = 'S3cr3t-t0ken-w1th-s0me-l3ngth';

	test('are not left in part, wherever a text is cut and however often they stand in it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(HIDDEN, 'word', ' ', 'x'.repeat(37)), {
					maxLength: 60,
					size: 'max',
				}),
				fc.integer({ min: 1, max: 400 }),
				(parts, length) => {
					const text = beginning(parts.join(''), [HIDDEN], length);
					expect(text.length).toBeLessThanOrEqual(length);
					expect(text).not.toMatch(/S3|cr3|t0k|l3n|gth/);
				},
			),
		);
	});

	test('are not left in part where others before them were struck out', () => {
		expect(beginning(`${HIDDEN} `.repeat(40), [HIDDEN], 300)).not.toMatch(/S3|gth/);
	});

	test('leave the rest of a text as it is', () => {
		expect(beginning('word '.repeat(100), [HIDDEN], 12)).toBe('word word wo');
		expect(beginning('word', [HIDDEN], 12)).toBe('word');
	});

	test('are not left in part by an excerpt', () => {
		for (let before = 100; before < 200; before++) {
			expect(excerpt(`${'x'.repeat(before)} ${HIDDEN} more`, [HIDDEN])).not.toMatch(/S3|gth/);
		}
	});
});

describe('paths', () => {
	test.each([
		['in /var/www/a.php on line 3', 'in … on line 3'],
		['(/home/forge/app/x.php)', '(…)'],
		['in C:\\inetpub\\wwwroot\\a.php', 'in …'],
		['{"file":"\\/var\\/www\\/a.php"}', '{"file":"…"}'],
		['see https://docs.desk360.com/api/v1', 'see https://docs.desk360.com/api/v1'],
		['and/or 1/2/3', 'and/or 1/2/3'],
		['POST /v1/products/1/tickets', 'POST /v1/products/1/tickets'],
	])('of a machine are left out of %j', (text, shown) => {
		expect(withoutPaths(text)).toBe(shown);
	});

	test('are left out of a notice, whatever they look like', () => {
		expect(plainLine('<br>\n<b>Notice</b>:  x in <b>/srv/x/a.php</b> and /one/two<br>')).toBe(
			'Notice: x in … and …',
		);
	});
});

test.each([
	['short', 'short'],
	['0123456789', '0123456789'],
	['0123456789a', '0123456789…'],
])('%p in ten characters is %p', (text, shown) => {
	expect(shortened(text, 10)).toBe(shown);
});

test.each([
	['One.', 'One'],
	['One. Two. \n', 'One. Two'],
	['...', ''],
	['One', 'One'],
	['', ''],
])('%j without its final period is %j', (text, shown) => {
	expect(withoutPeriod(text)).toBe(shown);
});

test.each([
	[0, '1 second'],
	[400, '1 second'],
	[1_000, '1 second'],
	[1_001, '2 seconds'],
	[26_000, '26 seconds'],
	[119_000, '119 seconds'],
	[120_000, '2 minutes'],
	[121_000, '3 minutes'],
	[600_000, '10 minutes'],
	[7_199_000, '2 hours'],
	[7_200_000, '2 hours'],
	[86_400_000, '24 hours'],
])('%i ms is %s', (ms, words) => {
	expect(duration(ms)).toBe(words);
});
