import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Desk360Credentials } from '../../../nodes/Desk360/api/address';
import type { RawAnswer } from '../../../nodes/Desk360/api/answer';
import { CallStopped } from '../../../nodes/Desk360/api/facts';
import { fetchSessionToken, fetchedTokens } from '../../../nodes/Desk360/api/login';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

const accepted = (token: string): RawAnswer => ({
	status: 200,
	headers: {},
	body: JSON.stringify({ access_token: token, token_type: 'Bearer' }),
});
const refused = (status: number, code: string): RawAnswer => ({
	status,
	headers: {},
	body: JSON.stringify({ error: { code, message: 'No.' } }),
});

/** Answers sign-ins in order, the last answer over and over, and keeps what was sent. */
class Service {
	readonly sent: IHttpRequestOptions[] = [];

	constructor(private readonly answers: Array<RawAnswer | Error>) {}

	readonly send = async (options: IHttpRequestOptions): Promise<RawAnswer> => {
		const answer = this.answers[Math.min(this.sent.length, this.answers.length - 1)];
		this.sent.push(options);
		if (answer instanceof Error) throw answer;
		return answer as RawAnswer;
	};
}

let accounts = 0;
/** An account of its own for each test: what is known of a sign-in outlives the test. */
function someone(more: Partial<Desk360Credentials> = {}): Desk360Credentials {
	return {
		authentication: 'password',
		email: `agent${++accounts}@example.com`,
		password: 'pass word',
		...more,
	};
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
	return await promise.then(
		() => 'no refusal',
		(reason: Error) => {
			expect(reason).toBeInstanceOf(CallStopped);
			return reason.message;
		},
	);
}

describe('signing in', () => {
	test('sends email and password as JSON', async () => {
		const service = new Service([accepted('token-1')]);
		const credentials = someone();
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
		expect(service.sent).toHaveLength(1);
		expect(service.sent[0]).toMatchObject({
			method: 'POST',
			url: 'https://api.desk360.com/v1/login',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
		});
		expect(JSON.parse(service.sent[0]?.body as string)).toEqual({
			email: credentials.email,
			password: 'pass word',
		});
	});

	test('calls that need a token together share one sign-in', async () => {
		const service = new Service([accepted('token-1'), accepted('token-2')]);
		const credentials = someone();
		const calls = Array.from({ length: 10 }, () => fetchSessionToken(credentials, service.send));
		expect(new Set(await Promise.all(calls))).toEqual(new Set(['token-1']));
		expect(service.sent).toHaveLength(1);
	});

	test('a call that still has the old token gets the one that was just fetched', async () => {
		const service = new Service([accepted('token-1'), accepted('token-2')]);
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		const stale = { ...credentials, sessionToken: 'an older one' };
		expect(await fetchSessionToken(stale, service.send)).toBe('token-1');
		expect(service.sent).toHaveLength(1);
	});

	test('a test of the credential signs in although a token is known', async () => {
		const service = new Service([accepted('token-1'), accepted('token-2')]);
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		expect(await fetchSessionToken(credentials, service.send, { afresh: true })).toBe('token-2');
		expect(service.sent).toHaveLength(2);
	});

	test('sends the email without blanks around it, and the password as it is', async () => {
		const service = new Service([accepted('token-1')]);
		const credentials = someone({ email: ' jane@example.com\n', password: ' pass word ' });
		await fetchSessionToken(credentials, service.send);
		expect(JSON.parse(service.sent[0]?.body as string)).toEqual({
			email: 'jane@example.com',
			password: ' pass word ',
		});
	});

	test('makes its token known, so that it can be struck out of any text', async () => {
		const service = new Service([accepted('token-1')]);
		const credentials = someone();
		expect(fetchedTokens(credentials)).toEqual([]);
		await fetchSessionToken(credentials, service.send);
		expect(fetchedTokens(credentials)).toEqual(['token-1']);
		expect(fetchedTokens({ ...credentials, authentication: 'apiToken' })).toEqual([]);
	});

	test('a token that is no longer accepted is fetched anew', async () => {
		const service = new Service([accepted('token-1'), accepted('token-2')]);
		const credentials = someone();
		const sessionToken = await fetchSessionToken(credentials, service.send);
		expect(await fetchSessionToken({ ...credentials, sessionToken }, service.send)).toBe('token-2');
		expect(service.sent).toHaveLength(2);
	});
});

describe('a sign-in that is refused', () => {
	test.each([
		[401, 'invalid_credentials', /does not accept this email and password/],
		[429, 'too_many_attempts', /has locked this sign-in/],
		[403, 'password_access_disabled', /Password access is switched off/],
		[403, 'not_authorized', /may not do that/],
		[400, 'failed_validation', /did not accept a value/],
	])('%i %s is not tried again within the minute', async (status, code, message) => {
		const service = new Service([refused(status, code), accepted('token-1')]);
		const credentials = someone();
		for (let call = 0; call < 10; call++) {
			expect(await messageOf(fetchSessionToken(credentials, service.send))).toMatch(message);
		}
		expect(service.sent).toHaveLength(1);

		jest.advanceTimersByTime(60_000);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
		expect(service.sent).toHaveLength(2);
	});

	test('ten calls at the same time cost one try', async () => {
		const service = new Service([refused(401, 'invalid_credentials')]);
		const credentials = someone();
		const calls = Array.from({ length: 10 }, async () => {
			return await messageOf(fetchSessionToken(credentials, service.send));
		});
		expect(new Set(await Promise.all(calls)).size).toBe(1);
		expect(service.sent).toHaveLength(1);
	});

	test('a corrected password is tried at once', async () => {
		const service = new Service([refused(401, 'invalid_credentials'), accepted('token-1')]);
		const credentials = someone();
		await messageOf(fetchSessionToken(credentials, service.send));
		const corrected = { ...credentials, password: 'another' };
		expect(await fetchSessionToken(corrected, service.send)).toBe('token-1');
	});

	test.each([
		[refused(429, 'too_many_requests_exception'), /grants per minute are spent/],
		[refused(500, 'internal_server_error'), /could not handle the request/],
		[{ status: 302, headers: {}, body: '' }, /pointed to another address/],
		[{ status: 200, headers: {}, body: '<h1>Hello</h1>' }, /A web page came/],
		[{ status: 200, headers: {}, body: '{"access_token":""}' }, /JSON of another shape/],
		[{ status: 200, headers: {}, body: '{"token":"x"}' }, /JSON of another shape/],
		[Object.assign(new Error(), { code: 'ECONNREFUSED' }), /No connection to api\.desk360\.com/],
	])('is explained, and tried again by the next call: %#', async (answer, message) => {
		const service = new Service([answer, accepted('token-1')]);
		const credentials = someone();
		expect(await messageOf(fetchSessionToken(credentials, service.send))).toMatch(message);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
	});

	test('quotes neither password nor token', async () => {
		const echo = { status: 200, headers: {}, body: 'pass word came in' };
		const service = new Service([echo]);
		const message = await messageOf(fetchSessionToken(someone(), service.send));
		expect(message).toContain('*** came in');
	});
});

describe('nothing is sent', () => {
	test.each([
		[{ email: '' }, /has no email/],
		[{ password: '' }, /has no password/],
		[{ baseUrl: 'http://api.desk360.com/v1' }, /does not start with https/],
	])('with %p', async (fields, message) => {
		const service = new Service([accepted('token-1')]);
		const call = fetchSessionToken(someone(fields), service.send);
		expect(await messageOf(call)).toMatch(message);
		expect(service.sent).toHaveLength(0);
	});
});
