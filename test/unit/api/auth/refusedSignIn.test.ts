import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { accountOf, apiAddress } from '../../../../nodes/Desk360/api/auth/credentials';
import type { Desk360Credentials } from '../../../../nodes/Desk360/api/auth/credentials';
import { fetchSessionToken } from '../../../../nodes/Desk360/api/auth/session';
import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure } from '../../../../nodes/Desk360/api/failures/failure';
import { queueOf } from '../../../../nodes/Desk360/api/rateLimit/queue';
import { LoginService, accepted, refused, someone } from './loginService';
import type { LoginAnswer } from './loginService';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** What a sign-in is refused with; one that works is a failed test. */
async function refusalOf(
	credentials: Desk360Credentials,
	{ send }: LoginService,
	options: { afresh?: boolean } = {},
): Promise<Failure> {
	const token = await fetchSessionToken(credentials, send, options).catch((thrown: unknown) => {
		if (thrown instanceof CallFailed) return thrown.failure;
		throw thrown;
	});
	if (typeof token === 'string') throw new Error(`Signed in with ${token}`);
	return token;
}

const WRONG_FOR_THE_FRAMEWORK: LoginAnswer = {
	status: 422,
	body: JSON.stringify({
		message: 'The given data was invalid.',
		errors: { email: ['These credentials do not match our records.'] },
	}),
};

describe('a wrong password', () => {
	test.each<[string, LoginAnswer, RegExp]>([
		['as documented', refused(401, 'invalid_credentials'), /does not accept this email/],
		['with a status alone', { status: 401, body: '' }, /does not accept this email/],
		[
			'of the framework',
			WRONG_FOR_THE_FRAMEWORK,
			/email: These credentials do not match our records$/,
		],
		['that locked the account', refused(429, 'too_many_attempts'), /has locked this sign-in/],
	])('%s is not tried again within the minute, nor by a test', async (_case, answer, message) => {
		const service = new LoginService(answer, accepted('token-1'));
		const credentials = someone();
		for (const afresh of [false, false, true, false]) {
			const failure = await refusalOf(credentials, service, { afresh });
			expect(failure.kind).toBe('signIn');
			expect(failure.message).toMatch(message);
		}
		expect(service.sent).toHaveLength(1);

		jest.advanceTimersByTime(60_000);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
		expect(service.sent).toHaveLength(2);
	});

	test('costs one try of ten calls at the same time', async () => {
		const service = new LoginService(refused(401, 'invalid_credentials'));
		const credentials = someone();
		const calls = Array.from({ length: 10 }, async () => await refusalOf(credentials, service));
		expect(new Set((await Promise.all(calls)).map(({ message }) => message)).size).toBe(1);
		expect(service.sent).toHaveLength(1);
	});

	test('is forgotten as soon as it is corrected', async () => {
		const service = new LoginService(refused(401, 'invalid_credentials'), accepted('token-1'));
		const credentials = someone();
		await refusalOf(credentials, service);
		const corrected = { ...credentials, password: 'another' };
		expect(await fetchSessionToken(corrected, service.send)).toBe('token-1');
	});

	test('that locked the account is remembered as long as the service asks', async () => {
		const locked = refused(429, 'too_many_attempts', { 'retry-after': '300' });
		const service = new LoginService(locked, accepted('token-1'));
		const credentials = someone();
		await refusalOf(credentials, service);
		jest.advanceTimersByTime(299_000);
		expect(await refusalOf(credentials, service)).toMatchObject({ retryAfterMs: 1_000 });
		expect(service.sent).toHaveLength(1);
		jest.advanceTimersByTime(1_000);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
	});
});

describe('what a person may mend meanwhile is asked for anew:', () => {
	const page = '<h1>Hello</h1>';
	test.each<[string, LoginAnswer, RegExp]>([
		['password access off', refused(403, 'password_access_disabled'), /access is switched off/],
		[
			'password access off, as the framework says it',
			{ status: 403, body: '{"message":"This action is unauthorized."}' },
			/access is switched off in this Desk360 account: This action is unauthorized$/,
		],
		['not allowed', refused(403, 'not_authorized'), /may not do that/],
		['a value', refused(400, 'failed_validation'), /did not accept a value/],
		['an outage', refused(500, 'internal_server_error'), /could not handle the request/],
		['a redirect', { status: 302, body: '' }, /pointed to another address/],
		['a page', { status: 200, body: page }, /A web page came/],
		['no token', { status: 200, body: '{"access_token":""}' }, /JSON of another shape/],
		['another field', { status: 200, body: '{"token":"x"}' }, /JSON of another shape/],
		['an unknown address', { status: 404, body: '' }, /found no sign-in at this address/],
		[
			'no connection',
			Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
			/No connection to login\d+\.example\.com/,
		],
	])('%s', async (_case, answer, message) => {
		const service = new LoginService(answer, accepted('token-1'));
		const credentials = someone();
		expect((await refusalOf(credentials, service)).message).toMatch(message);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
	});
});

describe('a throttle of the sign-in', () => {
	const TOO_MANY = '{"message":"Too Many Attempts."}';
	const throttled: LoginAnswer = { status: 429, headers: { 'retry-after': '90' }, body: TOO_MANY };

	test('pauses the sign-in as long as it asks, and tells how long that still is', async () => {
		const service = new LoginService(throttled, accepted('token-1'));
		const credentials = someone();
		expect(await refusalOf(credentials, service)).toMatchObject({
			kind: 'signInPaused',
			httpCode: 429,
			retryAfterMs: 90_000,
		});
		jest.advanceTimersByTime(80_000);
		expect(await refusalOf(credentials, service)).toMatchObject({ retryAfterMs: 10_000 });
		expect(service.sent).toHaveLength(1);
		jest.advanceTimersByTime(10_000);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
	});

	test('that follows five wrong passwords pauses it, too', async () => {
		const errors = { email: ['Too many login attempts. Please try again in 42 seconds.'] };
		const body = JSON.stringify({ message: 'The given data was invalid.', errors });
		const service = new LoginService({ status: 429, body }, accepted('token-1'));
		const credentials = someone();
		expect((await refusalOf(credentials, service)).kind).toBe('signInPaused');
		expect((await refusalOf(credentials, service)).kind).toBe('signInPaused');
		expect(service.sent).toHaveLength(1);
	});

	test('pauses it for a minute when it does not say how long', async () => {
		const service = new LoginService({ status: 429, body: TOO_MANY }, accepted('token-1'));
		const credentials = someone();
		expect(await refusalOf(credentials, service)).toMatchObject({ retryAfterMs: 60_000 });
		jest.advanceTimersByTime(60_000);
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
	});

	test('concerns the sign-in alone: other calls to the host go on', async () => {
		const headers = { 'retry-after': '90', 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' };
		const service = new LoginService({ status: 429, headers, body: TOO_MANY });
		const credentials = someone();
		await refusalOf(credentials, service);
		const { host } = apiAddress(credentials);
		const request = { account: 'another', owner: 'workflow', urgent: false, signals: [] };
		const turn = await queueOf(host).turn({ ...request, deadline: Date.now() });
		expect(turn.account).toBe('another');
		expect(queueOf(host).limitOf(accountOf(credentials))).toBeUndefined();
	});
});

describe('a sign-in quotes', () => {
	test('no token that comes in another form than the documented one', async () => {
		const service = new LoginService({ status: 200, body: '{"token":"12|fresh-token"}' });
		const failure = await refusalOf(someone(), service);
		expect(failure.message).toBe('Desk360 answered with JSON of another shape (status 200)');
		expect(JSON.stringify(failure)).not.toContain('fresh');
	});

	test('no password that comes back', async () => {
		const body = '{"message":"No pass word for 12|fetched","errors":{"pass word":["pass word"]}}';
		const service = new LoginService({ status: 422, body });
		const failure = await refusalOf(someone({ apiToken: '12|fetched' }), service);
		expect(failure.message).toMatch(/: No \*\*\* for \*\*\*; \*\*\*: \*\*\*$/);
	});
});
