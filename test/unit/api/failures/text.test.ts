import { describe, expect, test } from '@jest/globals';

import { duration, excerpt, withoutSecrets } from '../../../nodes/Desk360/api/text';

describe('excerpts', () => {
	test('markup is left out', () => {
		const page =
			'<html><head><style>p { color: red }</style><script>alert(1)</script></head>\n<body><h1>502</h1>\n\n<p>Bad   gateway</p></body></html>';
		expect(excerpt(page)).toBe('502 Bad gateway');
	});

	test('a long answer is cut', () => {
		const cut = excerpt('word '.repeat(200));
		expect(cut).toHaveLength(161);
		expect(cut).toMatch(/^word word .*…$/);
	});

	test('a short one is not', () => {
		expect(excerpt('x'.repeat(160))).toBe('x'.repeat(160));
	});
});

test('secrets are struck out wherever they stand', () => {
	expect(withoutSecrets('a abc123 b abc123 word', ['abc123', 'word'])).toBe('a *** b *** ***');
});

test('secrets are struck out as JSON has them, too', () => {
	const secret = 'a"b\\c';
	expect(withoutSecrets(JSON.stringify({ secret }), [secret])).toBe('{"secret":"***"}');
});

test.each([
	['Bearer abcdefgh12', 'Bearer ***'],
	['bearer  abc.def~ghi+/=-', 'Bearer ***'],
	['the bearer of this', 'the bearer of this'],
])('%p is shown as %p', (text, shown) => {
	expect(withoutSecrets(text, [])).toBe(shown);
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
])('%i ms is %s', (ms, words) => {
	expect(duration(ms)).toBe(words);
});
