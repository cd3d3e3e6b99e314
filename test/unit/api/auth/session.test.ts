import { describe, expect, test } from '@jest/globals';

import { boundToken } from '../../../../nodes/Desk360/api/auth/credentials';
import type { Desk360Credentials } from '../../../../nodes/Desk360/api/auth/credentials';
import {
	currentToken,
	fetchSessionToken,
	fetchedTokens,
	noteKept,
	noteSigned,
	transportOf,
} from '../../../../nodes/Desk360/api/auth/session';
import { LoginService, accepted, refused, someone } from './loginService';

/** The same credential as n8n hands it out when it keeps a token. */
const keeping = (credentials: Desk360Credentials, token: string): Desk360Credentials => ({
	...credentials,
	sessionToken: boundToken(token, credentials),
});

/** Lets so many steps of promises pass. */
async function steps(count: number): Promise<void> {
	for (let step = 0; step < count; step++) await Promise.resolve();
}

describe('signing in', () => {
	test('sends email and password as JSON, once, and follows no redirect with them', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone({ baseUrl: 'https://login.example.com/v1/' });
		expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
		expect(service.sent).toEqual([
			expect.objectContaining({
				method: 'POST',
				url: 'https://login.example.com/v1/login',
				headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
				disableFollowRedirect: true,
				returnFullResponse: true,
				timeout: 30_000,
			}),
		]);
		expect(JSON.parse(service.sent[0]?.body as string)).toEqual({
			email: credentials.email,
			password: 'pass word',
		});
	});

	test('takes a token that the framework wrapped', async () => {
		const wrapped = { status: 200, body: '{"data":{"access_token":" token-1 "}}' };
		const service = new LoginService(wrapped);
		expect(await fetchSessionToken(someone(), service.send)).toBe('token-1');
	});

	test('sends the email without blanks around it, and the password as it is', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone({ email: ' jane@example.com\n', password: ' pass word ' });
		await fetchSessionToken(credentials, service.send);
		expect(JSON.parse(service.sent[0]?.body as string)).toEqual({
			email: 'jane@example.com',
			password: ' pass word ',
		});
	});

	test('goes through the request helper that n8n hands to a credential', async () => {
		const service = new LoginService(accepted('token-1'));
		const helpers = { httpRequest: service.send };
		expect(await fetchSessionToken(someone(), transportOf({ helpers }))).toBe('token-1');
	});

	test.each([
		[{ email: '' }, /has no email/],
		[{ password: '' }, /has no password/],
		[{ baseUrl: 'http://api.desk360.com/v1' }, /does not start with https/],
	])('is not tried with %j', async (fields, message) => {
		const service = new LoginService(accepted('token-1'));
		await expect(fetchSessionToken(someone(fields), service.send)).rejects.toThrow(message);
		expect(service.sent).toHaveLength(0);
	});
});

describe('one sign-in', () => {
	test('is shared by calls that need a token together', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		const calls = Array.from({ length: 10 }, () => fetchSessionToken(credentials, service.send));
		expect(new Set(await Promise.all(calls))).toEqual(new Set(['token-1']));
		expect(service.sent).toHaveLength(1);
	});

	test('is shared by calls at whatever moment the second one comes', async () => {
		for (let moment = 0; moment < 30; moment++) {
			const service = new LoginService(accepted('token-1'), accepted('token-2'));
			const credentials = someone();
			const first = fetchSessionToken(credentials, service.send);
			await steps(moment);
			expect(await fetchSessionToken(credentials, service.send)).toBe('token-1');
			expect(await first).toBe('token-1');
			expect(service.sent).toHaveLength(1);
		}
	});

	test('with a wrong password is shared at whatever moment the second call comes', async () => {
		for (let moment = 0; moment < 30; moment++) {
			const service = new LoginService(refused(401, 'invalid_credentials'));
			const credentials = someone();
			const first = fetchSessionToken(credentials, service.send).catch(String);
			await steps(moment);
			await expect(fetchSessionToken(credentials, service.send)).rejects.toThrow(/email/);
			expect(await first).toMatch(/does not accept this email and password/);
			expect(service.sent).toHaveLength(1);
		}
	});

	test('gives its token to a call that still has an older one', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		const stale = keeping(credentials, 'an older one');
		expect(await fetchSessionToken(stale, service.send)).toBe('token-1');
		expect(service.sent).toHaveLength(1);
	});

	test('follows another when its token is no longer accepted', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		const token = await fetchSessionToken(credentials, service.send);
		expect(await fetchSessionToken(keeping(credentials, token), service.send)).toBe('token-2');
		expect(service.sent).toHaveLength(2);
	});

	test('follows another when a person tests the credential', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		expect(await fetchSessionToken(credentials, service.send, { afresh: true })).toBe('token-2');
		expect(service.sent).toHaveLength(2);
	});

	test('is shared by a test that comes while it is under way', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		const first = fetchSessionToken(credentials, service.send);
		expect(await fetchSessionToken(credentials, service.send, { afresh: true })).toBe('token-1');
		await first;
		expect(service.sent).toHaveLength(1);
	});

	test.each([
		['email', { email: 'another@example.com' }],
		['password', { password: 'another' }],
		['address', { baseUrl: 'https://another.example.com/v1' }],
	])('is not that of another %s', async (_what, other) => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		const edited = { ...keeping(credentials, 'token-1'), ...other };
		expect(await fetchSessionToken(edited, service.send)).toBe('token-2');
		expect(service.sent).toHaveLength(2);
	});
});

describe('the token to sign with', () => {
	test('is the one that n8n keeps', () => {
		const credentials = someone();
		expect(currentToken(credentials)).toBeUndefined();
		expect(currentToken(keeping(credentials, 'kept'))).toBe('kept');
	});

	test('is the newest as soon as n8n keeps it, also for a call that read the older one', async () => {
		const service = new LoginService(accepted('token-1'), accepted('token-2'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		expect(currentToken(credentials)).toBeUndefined();
		noteKept(credentials);
		expect(currentToken(credentials)).toBe('token-1');

		const first = keeping(credentials, 'token-1');
		await fetchSessionToken(first, service.send);
		expect(currentToken(first)).toBeUndefined();
		noteKept(credentials);
		expect(currentToken(first)).toBe('token-2');
	});

	test('is the one that another process fetched since, also for a call that read the older one', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		noteKept(credentials);
		const elsewhere = keeping(credentials, 'token-2');
		expect(currentToken(elsewhere)).toBe('token-2');
		noteSigned(elsewhere);
		expect(currentToken(keeping(credentials, 'token-1'))).toBe('token-2');
		noteSigned(keeping(credentials, 'token-1'));
		expect(currentToken(credentials)).toBe('token-2');
	});

	test('is none while the sign-in is refused that was to replace it', async () => {
		const service = new LoginService(refused(401, 'invalid_credentials'));
		const credentials = keeping(someone(), 'ended');
		expect(currentToken(credentials)).toBe('ended');
		await expect(fetchSessionToken(credentials, service.send)).rejects.toThrow(/email/);
		expect(currentToken(credentials)).toBeUndefined();
		expect(currentToken(keeping(credentials, 'another'))).toBe('another');
	});

	test('is never that of another account', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone();
		await fetchSessionToken(credentials, service.send);
		noteKept(credentials);
		const edited = { ...keeping(credentials, 'token-1'), email: 'another@example.com' };
		expect(currentToken(edited)).toBeUndefined();
	});
});

test('fetched tokens are known, the one before as well, so that they can be struck out of any text', async () => {
	const service = new LoginService(accepted('token-1'), accepted('token-2'));
	const credentials = someone();
	expect(fetchedTokens(credentials)).toEqual([]);
	await fetchSessionToken(credentials, service.send);
	await fetchSessionToken(credentials, service.send, { afresh: true });
	expect(fetchedTokens(credentials)).toEqual(['token-2', 'token-1']);
	expect(fetchedTokens({ ...credentials, authentication: 'apiToken' })).toEqual([]);
});

test('of very many accounts the one that was asked for longest ago is forgotten', async () => {
	const credentials = someone();
	const service = new LoginService(accepted('token-1'));
	await fetchSessionToken(credentials, service.send);
	const others = Array.from({ length: 499 }, () => someone());
	for (const other of others) await fetchSessionToken(other, service.send);
	await fetchSessionToken(credentials, service.send);
	expect(service.sent).toHaveLength(500);
	await fetchSessionToken(someone(), service.send);
	await fetchSessionToken(credentials, service.send);
	expect(service.sent).toHaveLength(501);
	await fetchSessionToken(others[0] ?? someone(), service.send);
	expect(service.sent).toHaveLength(502);
});
