import { describe, expect, test } from '@jest/globals';

import { judge, type RawAnswer } from '../../../nodes/Desk360/api/answer';
import { DOCUMENTED_CODES } from '../../../nodes/Desk360/api/documentedCodes';
import type { Facts } from '../../../nodes/Desk360/api/facts';
import type { Question } from '../../../nodes/Desk360/api/question';

const READ: Question = {
	method: 'GET',
	subject: 'the ticket',
	target: 'ticket 12 in product 1',
	fits: (body) => Array.isArray(body),
};
const WRITE: Question = {
	...READ,
	method: 'POST',
	subject: 'the reply',
	lookUp: 'Look at the ticket before you reply again.',
};

function answer(status: number, body: unknown = '', headers: RawAnswer['headers'] = {}): RawAnswer {
	return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function refusal(code?: string, message?: string) {
	return { error: { code, message, doc_url: 'https://docs.desk360.com/api' } };
}

function factsOf(raw: RawAnswer, question = READ, secrets: string[] = []): Facts {
	const { facts } = judge(raw, question, secrets);
	if (!facts) throw new Error('A success');
	return facts;
}

describe('a success', () => {
	test.each([200, 201])('is status %i with the documented shape', (status) => {
		expect(judge(answer(status, [1]), READ, [])).toEqual({ body: [1] });
	});

	test('stays one when it names a wait', () => {
		const raw = answer(200, [], { 'retry-after': '26' });
		expect(judge(raw, READ, [])).toEqual({ body: [] });
	});
});

describe('a documented refusal', () => {
	test.each(Object.keys(DOCUMENTED_CODES))('%s has its own words', (code) => {
		const facts = factsOf(answer(400, refusal(code)));
		expect(facts).toMatchObject({ code, httpCode: 400, docUrl: 'https://docs.desk360.com/api' });
		expect(facts.message.length).toBeGreaterThan(20);
		expect(facts.description.length).toBeGreaterThan(20);
	});

	test('there are nineteen of them', () => {
		expect(Object.keys(DOCUMENTED_CODES)).toHaveLength(19);
	});

	test('quotes what the service says', () => {
		const facts = factsOf(answer(400, refusal('failed_validation', 'The status is required.')));
		expect(facts.message).toBe('Desk360 did not accept a value: The status is required');
	});

	test('with a code of tomorrow is explained by its status', () => {
		const facts = factsOf(answer(403, refusal('plan_too_small', 'Upgrade.')));
		expect(facts).toMatchObject({
			kind: 'forbidden',
			code: 'plan_too_small',
			message: 'This Desk360 account may not do that: Upgrade',
		});
	});

	test('inside a status 200 is a refusal', () => {
		expect(factsOf(answer(200, refusal('not_found'))).kind).toBe('notFound');
	});

	test('of an unknown ID names what was not found', () => {
		const facts = factsOf(answer(404, refusal('model_not_found_exception', 'Nope')));
		expect(facts.message).toBe('Desk360 found no ticket 12 in product 1');
		expect(facts.description).toMatch(/may be in another product/);
	});

	test.each(['email_error', 'facebook_integration_error'])(
		'%s of a write leaves open whether it happened',
		(code) => {
			const facts = factsOf(answer(400, refusal(code)), WRITE);
			expect(facts.kind).toBe('unknownOutcome');
			expect(facts.description).toMatch(/Look at the ticket before you reply again\.$/);
		},
	);

	test('email_error of a read is an outage', () => {
		expect(factsOf(answer(400, refusal('email_error'))).kind).toBe('unavailable');
	});

	test.each([500, 502, 503, 408])(
		'of a write with status %i leaves open whether it happened',
		(status) => {
			const facts = factsOf(answer(status, refusal('internal_server_error', 'Oops')), WRITE);
			expect(facts).toMatchObject({
				kind: 'unknownOutcome',
				httpCode: status,
				code: 'internal_server_error',
			});
			expect(facts.message).toMatch(/it is not known whether the reply was made$/);
			expect(facts.description).toMatch(/not sent again.*Look at the ticket/);
		},
	);

	test('of a read with status 500 is an outage', () => {
		expect(factsOf(answer(500, refusal('internal_server_error'))).kind).toBe('unavailable');
	});
});

describe('a spent limit', () => {
	test.each([
		['429 as documented', answer(429, refusal('too_many_requests_exception'))],
		['429 with a page', answer(429, '<h1>Slow down</h1>')],
		['429 with nothing', answer(429)],
		['200 with a wait and no list', answer(200, {}, { 'retry-after': '26' })],
		['200 with a wait and nothing', answer(200, '', { 'retry-after': '26' })],
	])('%s', (_case, raw) => {
		expect(factsOf(raw).kind).toBe('rateLimited');
	});

	test('tells how long to wait', () => {
		expect(factsOf(answer(429, '', { 'retry-after': '26' })).retryAfterMs).toBe(26_000);
	});

	test('of a write is refused before anything happened', () => {
		expect(factsOf(answer(429), WRITE).kind).toBe('rateLimited');
	});

	test('a write with 200, a wait and no body may have happened', () => {
		expect(factsOf(answer(200, '', { 'retry-after': '26' }), WRITE).kind).toBe('unknownOutcome');
	});
});

describe('an answer that fits no documentation', () => {
	const page = '<html><body><h1>Bad gateway</h1></body></html>';

	test.each([
		['a page', answer(200, page), /A web page came instead .* \(status 200\): Bad gateway$/],
		[
			'a page by its type',
			answer(200, 'Hello', { 'content-type': 'text/html' }),
			/A web page came/,
		],
		['plain text', answer(200, 'Hello'), /no JSON \(status 200\): Hello$/],
		['nothing', answer(200), /answered with nothing \(status 200\)/],
		['204', answer(204), /answered with nothing \(status 204\)/],
		['another shape', answer(200, { data: [] }), /JSON of another shape \(status 200\)/],
		['cut JSON', answer(200, '[{"id": 1}, {"i'), /no JSON \(status 200\)/],
		['a redirect', answer(302), /pointed to another address \(status 302\)/],
	])('%s', (_case, raw, message) => {
		const facts = factsOf(raw);
		expect(facts).toMatchObject({ kind: 'unexpectedAnswer', httpCode: raw.status });
		expect(facts.message).toMatch(message);
		expect(facts.description).toMatch(/base URL/);
	});

	test.each([502, 503, 504, 408])('%i with a page is an outage', (status) => {
		const facts = factsOf(answer(status, page));
		expect(facts).toMatchObject({ kind: 'unavailable', httpCode: status });
		expect(facts.message).toMatch(/Bad gateway$/);
	});

	test.each([
		['a page', answer(200, page)],
		['nothing', answer(200)],
		['204', answer(204)],
		['another shape', answer(200, { ok: true })],
		['an outage', answer(503, page)],
	])('after a write %s leaves open whether it happened', (_case, raw) => {
		const facts = factsOf(raw, WRITE);
		expect(facts.kind).toBe('unknownOutcome');
		expect(facts.description).toMatch(/not sent again/);
	});

	test.each([302, 303])('a redirect %i of a write may point to what it made', (status) => {
		const facts = factsOf(answer(status), WRITE);
		expect(facts.kind).toBe('unknownOutcome');
		expect(facts.message).toMatch(/pointed to another address .* not known whether the reply/);
	});

	test.each([301, 307, 308])('a redirect %i of a write did nothing', (status) => {
		const facts = factsOf(answer(status), WRITE);
		expect(facts.kind).toBe('refused');
		expect(facts.description).toMatch(/Redirects are not followed/);
	});

	test('a page with status 403 of a write did nothing', () => {
		expect(factsOf(answer(403, page), WRITE).kind).toBe('refused');
	});

	test.each([
		[400, 'refused'],
		[401, 'signIn'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[405, 'refused'],
		[406, 'refused'],
		[413, 'refused'],
		[415, 'refused'],
		[422, 'refused'],
		[418, 'refused'],
	])('status %i without a body', (status, kind) => {
		expect(factsOf(answer(status))).toMatchObject({ kind, httpCode: status });
	});

	test('status 413 says that it was too much', () => {
		expect(factsOf(answer(413), WRITE)).toMatchObject({
			kind: 'refused',
			message: 'Desk360 does not take so much at once',
			description: 'Attach fewer or smaller files, or shorten the text',
		});
	});

	test.each([
		[{ message: 'Unauthenticated.' }, /API token: Unauthenticated\.$/],
		[{ error: 'Unauthenticated.' }, /API token: Unauthenticated\.$/],
		[{ detail: 'x' }, /API token$/],
	])('a refusal of another form is quoted: %p', (body, message) => {
		expect(factsOf(answer(401, body)).message).toMatch(message);
	});
});

describe('no secret is quoted,', () => {
	test('not the part of one that the end of an excerpt leaves', () => {
		const token = 'a-token-of-some-length';
		const facts = factsOf(answer(200, `${'x'.repeat(150)} ${token}`), READ, [token]);
		expect(facts.message).toContain(' ***');
		expect(facts.message).not.toContain('a-token');
	});

	test('not one that JSON escapes', () => {
		const password = 'say "open\\sesame"';
		const echoed = answer(200, { sent: { password } });
		const facts = factsOf(echoed, READ, [password]);
		expect(facts.message).toMatch(/JSON of another shape .*"password":"\*\*\*"/);
		expect(facts.message).not.toContain('sesame');
	});

	test('not one that only looks like a token', () => {
		const raw = answer(400, refusal('failed_validation', 'Got Bearer abc.DEF-123_456'));
		expect(factsOf(raw).message).toMatch(/: Got Bearer \*\*\*$/);
	});

	test('but our own words stay, though a password is one of them', () => {
		const raw = answer(404, refusal('model_not_found_exception', 'Ask Desk360'));
		expect(factsOf(raw, READ, ['Desk360', 'ticket']).message).toBe(
			'Desk360 found no ticket 12 in product 1',
		);
		const quoted = answer(400, refusal('failed_validation', 'Ask Desk360'));
		expect(factsOf(quoted, READ, ['Desk360']).message).toBe(
			'Desk360 did not accept a value: Ask ***',
		);
	});
});

test('no secret is quoted, whoever echoes it', () => {
	const echo = 'token abc123 and word s3cret';
	for (const raw of [answer(400, refusal('failed_validation', echo)), answer(200, echo)]) {
		const facts = factsOf(raw, READ, ['abc123', 's3cret']);
		expect(facts.message).toContain('token *** and word ***');
	}
});
