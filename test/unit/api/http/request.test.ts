import { describe, expect, test } from '@jest/globals';

import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure } from '../../../../nodes/Desk360/api/failures/failure';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import {
	answerTo,
	legacyRequest,
	readAnswerTo,
	streamRequest,
	textRequest,
} from '../../../../nodes/Desk360/api/http/request';
import type { RateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { readList } from '../../../../nodes/Desk360/api/shapes';

const HOST = 'api.desk360.com';
const URL_OF_PRODUCTS = `https://${HOST}/v1/products`;
const READ: Question = { effect: 'read', subject: 'the list', target: 'list' };

/** The statuses at which n8n throws although it is told to ignore them. */
function thrownStatuses({ ignoreHttpStatusErrors }: ReturnType<typeof textRequest>): number[] {
	if (typeof ignoreHttpStatusErrors !== 'object') throw new Error('n8n throws all of them');
	expect(ignoreHttpStatusErrors.ignore).toBe(true);
	return ignoreHttpStatusErrors.except ?? [];
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
	const thrown: unknown = await work.then(
		() => new Error('It worked'),
		(reason: unknown) => reason,
	);
	if (thrown instanceof CallFailed) return thrown.failure;
	throw thrown;
}

describe('a request for text', () => {
	test('of a read has a query and no body', () => {
		const query = { page: 2, status: 0 };
		expect(
			textRequest({ method: 'GET', url: URL_OF_PRODUCTS, query, timeoutMs: 30_000 }),
		).toMatchObject({
			method: 'GET',
			url: URL_OF_PRODUCTS,
			qs: query,
			headers: { Accept: 'application/json' },
			body: undefined,
			encoding: 'text',
			timeout: 30_000,
			disableFollowRedirect: true,
			returnFullResponse: true,
		});
	});

	test('with a body sends it as JSON, and a form as the form that it is', () => {
		const url = `${URL_OF_PRODUCTS}/1/tickets`;
		const asJson = textRequest({ method: 'POST', url, body: { name: 'Ada' }, timeoutMs: 1 });
		expect(asJson).toMatchObject({
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: '{"name":"Ada"}',
		});
		const form = new FormData();
		const asForm = textRequest({ method: 'POST', url, body: form, timeoutMs: 1 });
		expect(asForm.body).toBe(form);
		expect(asForm.headers).toEqual({ Accept: 'application/json' });
	});

	test('that a panel token signs is thrown for all but a success and a 401, which renews nothing', () => {
		const request = textRequest({ method: 'GET', url: URL_OF_PRODUCTS, timeoutMs: 1 });
		const statuses = thrownStatuses(request);
		for (const status of [200, 201, 204, 299, 401]) expect(statuses).not.toContain(status);
		for (const status of [300, 302, 400, 403, 407, 422, 429, 500, 503, 599])
			expect(statuses).toContain(status);
	});

	test('that email and password sign is thrown for a 401 as well, so that n8n signs in anew', () => {
		const request = textRequest({ method: 'GET', url: URL_OF_PRODUCTS, timeoutMs: 1 }, true);
		expect(request.ignoreHttpStatusErrors).toBeUndefined();
	});

	test('is the same request for the older helper of a credential test', () => {
		const request = textRequest({ method: 'GET', url: URL_OF_PRODUCTS, timeoutMs: 30_000 });
		expect(legacyRequest({ ...request, headers: { Authorization: 'Bearer a-token' } })).toEqual({
			method: 'GET',
			uri: URL_OF_PRODUCTS,
			qs: undefined,
			headers: { Authorization: 'Bearer a-token' },
			body: undefined,
			timeout: 30_000,
			followRedirect: false,
			followAllRedirects: false,
			resolveWithFullResponse: true,
			simple: false,
			json: false,
		});
	});
});

test('a request for a file is one for its bytes as they are, and follows no redirect', () => {
	const { signal } = new AbortController();
	const request = streamRequest(new URL('https://files.example.com/a.png'), 120_000, signal);
	expect(request).toMatchObject({
		method: 'GET',
		url: 'https://files.example.com/a.png',
		headers: { 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		timeout: 120_000,
		disableFollowRedirect: true,
		returnFullResponse: true,
		abortSignal: signal,
	});
	expect(thrownStatuses(request)).not.toContain(401);
	const renewable = streamRequest(new URL('https://a.test/'), 1, undefined, true);
	expect(renewable.ignoreHttpStatusErrors).toBeUndefined();
});

describe('whatever is answered', () => {
	test('comes in one form, as n8n gives it and as it throws it', async () => {
		const given = { statusCode: 200, headers: { link: 'x' }, body: '[]' };
		expect(await answerTo(async () => given, READ, HOST)).toEqual({
			status: 200,
			headers: { link: 'x' },
			body: '[]',
		});
		const response = { status: 404, headers: { date: 'x' }, data: '{}' };
		const fromAxios = Object.assign(new Error('404'), { isAxiosError: true, response });
		const thrown = Object.assign(new Error('Not found'), { cause: fromAxios });
		const send = async () => {
			throw thrown;
		};
		expect(await answerTo(send, READ, HOST)).toEqual({
			status: 404,
			headers: { date: 'x' },
			body: '{}',
		});
	});

	test('by a proxy in place of the host is a refusal of the proxy', async () => {
		const response = { status: 407, headers: {}, data: '<h1>Sign in</h1>' };
		const send = async () => {
			throw Object.assign(new Error('407'), { isAxiosError: true, response });
		};
		expect(await failureOf(answerTo(send, READ, HOST))).toMatchObject({
			kind: 'blocked',
			httpCode: 407,
			message: expect.stringContaining(`does not let requests go to ${HOST}`),
		});
	});

	test('is left out for what was thrown on purpose, in whatever it is wrapped', async () => {
		const known = new CallFailed({ kind: 'signIn', message: 'No email', description: 'Enter it' });
		const response = { status: 401, headers: {}, data: '' };
		const wrapped = Object.assign(new Error('401'), { response, cause: known });
		const send = async () => {
			throw wrapped;
		};
		expect(await failureOf(answerTo(send, READ, HOST))).toBe(known.failure);
	});

	test('is explained when nothing is', async () => {
		const send = async () => {
			throw Object.assign(new Error('reset'), { isAxiosError: true, code: 'ECONNRESET' });
		};
		expect(await failureOf(answerTo(send, READ, HOST))).toMatchObject({ kind: 'unreachable' });
	});
});

describe('an answer that is read', () => {
	const ask = (answer: object) => {
		const reports: RateReport[] = [];
		const reading = readAnswerTo({
			question: READ,
			host: HOST,
			send: async () => answer,
			read: readList('the list'),
			secrets: () => ['a-secret-token'],
			heard: (report) => reports.push(report),
		});
		return { reading, reports };
	};

	test('gives its value, what was odd about it, and its headers', async () => {
		const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' };
		const { reading, reports } = ask({ statusCode: 200, headers, body: '[{"id":1},null]' });
		expect(await reading).toEqual({
			value: [{ id: 1 }],
			notes: ['1 row of the list could not be read and is left out'],
			leftOut: 1,
			headers,
		});
		expect(reports).toEqual([{ limit: 10, remaining: 9 }]);
	});

	test('tells of the calls that are left also when it is a refusal, and quotes no secret', async () => {
		const headers = { 'retry-after': '7' };
		const body = '{"message":"a-secret-token is slow"}';
		const { reading, reports } = ask({ statusCode: 503, headers, body });
		expect(await failureOf(reading)).toMatchObject({
			kind: 'unavailable',
			retryAfterMs: 7_000,
			message: 'Desk360 could not handle the request: *** is slow',
		});
		expect(reports).toEqual([{ retryAfterMs: 7_000 }]);
	});

	test.each([[undefined], [null], [Buffer.from('[]')]])(
		'is nothing when it is %p',
		async (body) => {
			const { reading } = ask({ statusCode: 200, headers: undefined, body });
			expect((await failureOf(reading)).message).toMatch(/answered with nothing/);
		},
	);
});
