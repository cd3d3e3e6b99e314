import { describe, expect, test } from '@jest/globals';

import { readBody } from '../../../../nodes/Desk360/api/failures/body';
import { extentOf } from '../../../../nodes/Desk360/api/failures/extent';

const NOTICE =
	'<br />\n<b>Notice</b>:  Undefined index: x in <b>/var/www/a.php</b> on line <b>3</b><br />\n';
const LIST = '[{"id":7}]';

const read = (text: string) => readBody(text, []);

describe('the JSON of an answer', () => {
	test.each<[string, string, unknown]>([
		['alone', LIST, [{ id: 7 }]],
		['behind a byte order mark', `\ufeff${LIST}`, [{ id: 7 }]],
		['behind two byte order marks', `\ufeff\ufeff${LIST}`, [{ id: 7 }]],
		['between blanks', `\n \t${LIST}\r\n`, [{ id: 7 }]],
		['as a number', '7', 7],
		['as a text', '"Created"', 'Created'],
		['as null', 'null', null],
	])('is read %s', (_case, text, json) => {
		expect(read(text)).toEqual({ json });
	});

	test.each<[string, string, object]>([
		[
			'a notice of PHP before it',
			NOTICE + LIST,
			{ where: 'before', text: 'Notice: Undefined index: x in … on line 3' },
		],
		[
			'a notice in plain text before it',
			`\nNotice: x [y] in C:\\web\\a.php on line 3\n${LIST}`,
			{ where: 'before', text: 'Notice: x [y] in … on line 3' },
		],
		[
			'a notice behind it',
			LIST + NOTICE,
			{ where: 'after', text: expect.stringMatching(/^Notice/) },
		],
		[
			'a byte order mark and a notice before it',
			`\ufeffHi<br>${LIST}`,
			{ where: 'before', text: 'Hi' },
		],
	])('is read with %s, which is told', (_case, text, around) => {
		expect(read(text)).toEqual({ json: [{ id: 7 }], around });
	});

	test.each([
		['nothing', ''],
		['blanks', ' \n'],
		['a page', '<html><body>Hello</body></html>'],
		['a page with JSON in its midst', `<html><script>\n${LIST}\n</script></html>`],
		['half of it', '[{"id":7},{"i'],
		['a notice and half of it', `${NOTICE}[{"id":7},{"i`],
		['a word', 'OK'],
		['a text before it on the same line', `x ${LIST}`],
		['a notice that is too long', `${'x'.repeat(10_001)}<br>${LIST}`],
		['too much behind it', LIST + 'x'.repeat(10_001)],
	])('is none in %s', (_case, text) => {
		expect(read(text).json).toBeUndefined();
	});

	test('is told with little of what stood around it', () => {
		const { around } = read(`${'word '.repeat(500)}<br>\n${LIST}`);
		expect(around?.text).toHaveLength(201);
		expect(around?.text).toMatch(/^word word .*…$/);
	});
});

describe('a secret in what stands around the JSON', () => {
	const token = '12|Ab3dEf6hIj9/lMn/Op5rS7tU';

	test.each([
		['at its end', `token ${token}<br>\n${LIST}`],
		['at the cut', `${'x'.repeat(180)} ${token} ${'y'.repeat(80)}<br>\n${LIST}`],
		['far in', `${'word '.repeat(158)}${token} ${'y'.repeat(80)}<br>\n${LIST}`],
		['many times', `${`${token} `.repeat(40)}<br>\n${LIST}`],
		['behind it', `${LIST}${'x'.repeat(185)} ${token}`],
	])('is not told, not even in part: %s', (_case, text) => {
		const { around } = readBody(text, [token]);
		expect(around).toBeDefined();
		for (const part of ['12|', 'Ab3', 'lMn', 'Op5rS7tU']) expect(around?.text).not.toContain(part);
	});
});

describe('how far a JSON text reaches', () => {
	test.each([
		['[]', 2],
		[' \n[1, [2], {"a": [3]}] and more', 22],
		['{"a": "}]"} x', 11],
		['{"a": "\\"}"} x', 12],
		['{"a\\\\": 1}]', 10],
		['[[1]', undefined],
		['["a', undefined],
		['["a\\', undefined],
		['7', undefined],
		['"text"', undefined],
		['x[]', undefined],
		['', undefined],
	])('%j ends at %p', (json, end) => {
		expect(extentOf(json)).toEqual({ end, isExcessive: false });
	});

	test.each([
		['many levels', '['.repeat(101)],
		['many levels of objects', '{"a":'.repeat(101)],
		['many fields', `{${Array.from({ length: 10_001 }, (_, at) => `"f${at}":1`).join()}}`],
	])('is not looked at further with %s', (_case, json) => {
		expect(extentOf(json)).toEqual({ isExcessive: true });
		expect(read(json)).toEqual({ isExcessive: true });
	});

	test.each([
		['a hundred levels', `${'['.repeat(100)}${']'.repeat(100)}`],
		['very many objects', `[${Array.from({ length: 20_000 }, () => '{"id":1}').join()}]`],
		['colons in a text', JSON.stringify({ text: ':'.repeat(20_000) })],
		['brackets in a text', JSON.stringify({ text: '['.repeat(20_000) })],
	])('is no matter with %s', (_case, json) => {
		expect(extentOf(json)).toEqual({ end: json.length, isExcessive: false });
		expect(read(json)).toEqual({ json: JSON.parse(json) as unknown });
	});
});
