import { describe, expect, test } from '@jest/globals';

import { WRITE, answer, failureOf, readingOf } from './judged';

const PAGE = '<html><body><h1>Sign in to the network</h1></body></html>';

describe('a write that was accepted', () => {
	test.each([
		['as documented', 200, { id: 5, message: 'Hello' }],
		['with 201', 201, { id: 5, message: 'Hello' }],
		['wrapped', 201, { data: { id: 5, message: 'Hello' } }],
	])('%s gives its data', (_case, status, body) => {
		const reading = readingOf(answer(status, body), WRITE);
		expect(reading).toEqual({ value: { id: 5, message: 'Hello' }, notes: [] });
	});

	test.each<[string, number, unknown, object, string]>([
		['nothing', 204, '', {}, 'without its data'],
		['nothing and 201', 201, '', {}, 'without its data'],
		['blanks', 200, ' \r\n', {}, 'without its data'],
		['nothing, called a page', 200, '', { 'content-type': 'text/html' }, 'without its data'],
		['a word', 200, 'OK', {}, 'with OK'],
		['a word, called a page', 200, 'OK', { 'content-type': 'text/html' }, 'with OK'],
		['a message', 201, { message: 'Created' }, {}, 'with {"message":"Created"}'],
		['a yes', 200, { success: true }, {}, 'with {"success":true}'],
		['null', 200, 'null', {}, 'with null'],
		['a list', 202, [], {}, 'with []'],
		['data without an ID', 201, { data: { ok: 1 } }, {}, 'with {"data":{"ok":1}}'],
		['no errors', 200, { errors: [], error: null }, {}, 'with {"errors":[],"error":null}'],
		['half of its data', 201, '{"id": 5, "mess', {}, 'with {"id": 5, "mess'],
	])('with %s is accepted, with a hint', (_case, status, body, headers, came) => {
		expect(readingOf(answer(status, body, { ...headers }), WRITE)).toEqual({
			value: { accepted: true },
			notes: [`Desk360 accepted the reply (status ${status}) and answered ${came}`],
		});
	});

	test('with something in front of its data gives the data, and says so', () => {
		const body = '<br />\n<b>Notice</b>: x in <b>/var/www/a.php</b><br />\n{"id":5}';
		expect(readingOf(answer(201, body), WRITE)).toEqual({
			value: { id: 5 },
			notes: ['Something stood before the answer of Desk360: Notice: x in …'],
		});
	});

	test('quotes no secret in its hint', () => {
		const { notes } = readingOf(answer(200, 'Hello a-token-of-mine'), WRITE, ['a-token-of-mine']);
		expect(notes).toEqual(['Desk360 accepted the reply (status 200) and answered with Hello ***']);
	});
});

describe('a write whose outcome is unknown', () => {
	test.each<[string, ReturnType<typeof answer>]>([
		['a page', answer(200, PAGE)],
		['a page by its first sign', answer(201, '\n  <!doctype html>')],
		['a wait and nothing', answer(200, '', { 'retry-after': '26' })],
		['a wait and no data', answer(200, { ok: true }, { 'retry-after': '26' })],
		['a no in another form', answer(200, { success: false })],
		['words of what went wrong', answer(200, { error: 'Something went wrong' })],
		['an outage', answer(503, PAGE)],
		['a redirect to what it may have made', answer(302)],
		['a redirect to see', answer(303)],
	])('after %s', (_case, raw) => {
		const failure = failureOf(raw, WRITE);
		expect(failure).toMatchObject({ kind: 'unknownOutcome', httpCode: raw.status });
		expect(failure.message).toMatch(/so it is not known whether the reply was made$/);
		expect(failure.description).toMatch(/not sent again.*Look at the ticket/);
	});

	test('is none when a wait is asked for beside the data', () => {
		expect(readingOf(answer(200, { id: 5 }, { 'retry-after': '26' }), WRITE).value).toEqual({
			id: 5,
		});
	});
});

describe('a write that did nothing', () => {
	test.each([301, 307, 308])('was redirected with %i', (status) => {
		const failure = failureOf(answer(status), WRITE);
		expect(failure.kind).toBe('refused');
		expect(failure.description).toMatch(/Redirects are not followed/);
	});

	test.each([400, 401, 403, 404, 422])('was answered with a page and %i', (status) => {
		expect(failureOf(answer(status, PAGE), WRITE)).toMatchObject({
			kind: 'refused',
			httpCode: status,
		});
	});

	test('was too large for the web server', () => {
		const page = '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n</html>';
		const failure = failureOf(answer(413, page, { 'content-type': 'text/html' }), WRITE);
		expect(failure).toMatchObject({
			kind: 'refused',
			httpCode: 413,
			message: 'The files or the text are too large for Desk360',
			description: expect.stringMatching(/Attach fewer or smaller files.*Nothing was done$/),
		});
	});
});
