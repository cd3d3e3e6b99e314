import { describe, expect, test } from '@jest/globals';

import { DOCUMENTED_CODES } from '../../../../nodes/Desk360/api/failures/documentedCodes';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import { READ, WRITE, answer, failureOf, readingOf, refusal } from './judged';

const PAGE = '<html><body><h1>Bad gateway</h1></body></html>';

describe('a documented refusal', () => {
	test.each(Object.keys(DOCUMENTED_CODES))('%s has its own words', (code) => {
		const failure = failureOf(answer(400, refusal(code)));
		expect(failure).toMatchObject({ code, httpCode: 400, docUrl: 'https://docs.desk360.com/api' });
		expect(failure.message.length).toBeGreaterThan(20);
		expect(failure.description.length).toBeGreaterThan(20);
	});

	test('there are nineteen of them', () => {
		expect(Object.keys(DOCUMENTED_CODES)).toHaveLength(19);
	});

	test('quotes what the service says', () => {
		const failure = failureOf(answer(400, refusal('failed_validation', 'The status is required.')));
		expect(failure.message).toBe('Desk360 did not accept a value: The status is required');
	});

	test.each(['plan_too_small', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'with the unknown code %s is explained by its status',
		(code) => {
			expect(failureOf(answer(403, JSON.stringify(refusal(code, 'Upgrade.'))))).toMatchObject({
				kind: 'forbidden',
				code,
				message: 'This Desk360 account may not do that: Upgrade',
			});
		},
	);

	test('inside a status 200 is a refusal', () => {
		expect(failureOf(answer(200, refusal('not_found'))).kind).toBe('notFound');
		expect(failureOf(answer(200, refusal('plan_too_small', 'No.')), WRITE)).toMatchObject({
			kind: 'refused',
			message: 'Desk360 did not accept the request: No',
		});
	});

	test('of an unknown ID names what was not found', () => {
		const failure = failureOf(answer(404, refusal('model_not_found_exception', 'Nope')));
		expect(failure.message).toBe('Desk360 found no ticket 12 in product 1');
		expect(failure.description).toMatch(/may be in another product/);
	});

	test.each(['email_error', 'facebook_integration_error'])(
		'%s of a write leaves open whether it happened',
		(code) => {
			const failure = failureOf(answer(400, refusal(code)), WRITE);
			expect(failure.kind).toBe('unknownOutcome');
			expect(failure.description).toMatch(/\. Look at the ticket before you reply again\.$/);
		},
	);

	test('email_error of a read is an outage', () => {
		expect(failureOf(answer(400, refusal('email_error'))).kind).toBe('unavailable');
	});

	test.each([500, 502, 503, 408])(
		'of a write with status %i leaves open whether it happened',
		(status) => {
			const failure = failureOf(answer(status, refusal('internal_server_error', 'Oops')), WRITE);
			expect(failure).toMatchObject({
				kind: 'unknownOutcome',
				httpCode: status,
				code: 'internal_server_error',
			});
			expect(failure.message).toMatch(/it is not known whether the reply was made$/);
			expect(failure.description).toMatch(/not sent again.*Look at the ticket/);
		},
	);

	test('of a read with status 500 is an outage', () => {
		expect(failureOf(answer(500, refusal('internal_server_error'))).kind).toBe('unavailable');
	});
});

describe('a status means', () => {
	test.each([
		[400, 'refused'],
		[401, 'tokenRefused'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[405, 'refused'],
		[406, 'refused'],
		[413, 'refused'],
		[415, 'refused'],
		[418, 'refused'],
		[422, 'refused'],
		[429, 'rateLimited'],
	])('%i without a body, of reads and writes: %s', (status, kind) => {
		for (const question of [READ, WRITE]) {
			expect(failureOf(answer(status), question)).toMatchObject({ kind, httpCode: status });
		}
	});

	test.each([408, 500, 502, 503, 504, 520])(
		'%i: an outage, after which a write may have happened',
		(status) => {
			for (const body of ['', PAGE, '{"message":"Server Error"}', '{}', 'Sorry']) {
				expect(failureOf(answer(status, body))).toMatchObject({
					kind: 'unavailable',
					httpCode: status,
				});
				expect(failureOf(answer(status, body), WRITE)).toMatchObject({
					kind: 'unknownOutcome',
					httpCode: status,
				});
			}
		},
	);

	test('what the question says it does, where that is not what it means elsewhere', () => {
		const question: Question = { ...READ, statusMeans: { 422: 'invalid_credentials' } };
		expect(failureOf(answer(422, { message: 'No.' }), question)).toMatchObject({
			kind: 'signIn',
			message: 'Desk360 does not accept this email and password: No',
		});
		expect(failureOf(answer(422, refusal('failed_validation')), question).kind).toBe('refused');
	});
});

describe('a spent limit', () => {
	test.each([
		['429 as documented', answer(429, refusal('too_many_requests_exception'))],
		['429 of the framework', answer(429, { message: 'Too Many Attempts.' })],
		['429 with a page', answer(429, '<h1>Slow down</h1>')],
		['429 with nothing', answer(429)],
		['200 with a wait and no list', answer(200, { a: 1 }, { 'retry-after': '26' })],
		['200 with a wait and nothing', answer(200, '', { 'retry-after': '26' })],
	])('%s', (_case, raw) => {
		expect(failureOf(raw).kind).toBe('rateLimited');
	});

	test('tells how long to wait', () => {
		expect(failureOf(answer(429, '', { 'retry-after': '38' })).retryAfterMs).toBe(38_000);
	});

	test('of a write is refused before anything happened', () => {
		expect(failureOf(answer(429), WRITE).kind).toBe('rateLimited');
	});
});

describe('a read whose answer fits no documentation', () => {
	test.each([
		['a page', answer(200, PAGE), /A web page came instead .* \(status 200\): Bad gateway$/],
		['a page by its type', answer(200, 'Hello', { 'content-type': 'text/html' }), /A web page/],
		['plain text', answer(200, 'Hello'), /no JSON \(status 200\): Hello$/],
		['nothing', answer(200), /answered with nothing \(status 200\)/],
		['blanks', answer(200, ' \n\t'), /answered with nothing \(status 200\)/],
		['204', answer(204), /answered with nothing \(status 204\)/],
		['another shape', answer(200, { total: 0 }), /another shape \(status 200\): \{"total":0\}$/],
		['cut JSON', answer(200, '[{"id": 1}, {"i'), /no JSON \(status 200\)/],
		['a redirect', answer(302), /pointed to another address \(status 302\)/],
	])('%s', (_case, raw, message) => {
		const failure = failureOf(raw);
		expect(failure).toMatchObject({ kind: 'unexpectedAnswer', httpCode: raw.status });
		expect(failure.message).toMatch(message);
		expect(failure.description).toMatch(/base URL/);
	});

	test.each([502, 503, 504, 408])('%i with a page is an outage', (status) => {
		const failure = failureOf(answer(status, PAGE));
		expect(failure).toMatchObject({ kind: 'unavailable', httpCode: status });
		expect(failure.message).toMatch(/Bad gateway$/);
	});

	test('a page with a no is told as one', () => {
		expect(failureOf(answer(403, PAGE))).toMatchObject({
			kind: 'unexpectedAnswer',
			message: expect.stringMatching(/^A web page came instead/),
		});
	});

	test('is not quoted where it may hold a token that nobody knows yet', () => {
		const question: Question = { ...READ, isSecret: true };
		expect(failureOf(answer(200, { token: '12|fresh' }), question).message).toBe(
			'Desk360 answered with JSON of another shape (status 200)',
		);
	});
});

describe('a pause that is asked for', () => {
	test.each([
		['600', 600_000, /\. Desk360 asks to wait 10 minutes$/],
		['7200', 7_200_000, /\. Desk360 asks to wait 2 hours$/],
		['5', 5_000, /\. Desk360 asks to wait 5 seconds$/],
	])('of %s seconds is told with an outage', (seconds, retryAfterMs, told) => {
		for (const body of ['{"message":"Service Unavailable"}', PAGE, '']) {
			const failure = failureOf(answer(503, body, { 'retry-after': seconds }));
			expect(failure).toMatchObject({ kind: 'unavailable', retryAfterMs });
			expect(failure.description).toMatch(told);
		}
	});

	test('is not told where it is over at once', () => {
		const failure = failureOf(answer(503, '', { 'retry-after': '4' }));
		expect(failure.retryAfterMs).toBe(4_000);
		expect(failure.description).not.toMatch(/asks to wait/);
	});

	test('is known of a write, too', () => {
		const failure = failureOf(answer(503, { message: 'Down' }, { 'retry-after': '600' }), WRITE);
		expect(failure).toMatchObject({ kind: 'unknownOutcome', retryAfterMs: 600_000 });
	});

	test('changes nothing about a list that came', () => {
		const raw = answer(200, [{ id: 1 }], { 'retry-after': '26' });
		expect(readingOf(raw)).toEqual({ value: [{ id: 1 }], notes: [] });
	});
});
