import { describe, expect, test } from '@jest/globals';

import {
	accountOf,
	apiAddress,
	boundToken,
	endpoint,
	isHeaderValue,
	isLoopback,
	keptToken,
	loginOf,
	panelToken,
	requireUsable,
	secretsOf,
	signsInByPassword,
	tidyToken,
} from '../../../../nodes/Desk360/api/auth/credentials';
import type { Desk360Credentials } from '../../../../nodes/Desk360/api/auth/credentials';
import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';

/** What is thrown; nothing thrown is a failed test. */
function refusalOf(read: () => unknown): CallFailed {
	try {
		read();
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(CallFailed);
		return thrown as CallFailed;
	}
	throw new Error('Nothing was thrown');
}

describe('the base URL', () => {
	test.each([
		['https://api.desk360.com/v1', 'https://api.desk360.com/v1'],
		['  https://api.desk360.com/v1  ', 'https://api.desk360.com/v1'],
		['https://desk.example.com:8443/api/v1', 'https://desk.example.com:8443/api/v1'],
		['', 'https://api.desk360.com/v1'],
		[undefined, 'https://api.desk360.com/v1'],
		['http://localhost:3600/v1', 'http://localhost:3600/v1'],
		['http://127.0.0.1:3600/v1', 'http://127.0.0.1:3600/v1'],
		['http://127.8.9.10/v1', 'http://127.8.9.10/v1'],
		['http://[::1]:3600/v1', 'http://[::1]:3600/v1'],
	])('%p is taken', (baseUrl, address) => {
		expect(apiAddress({ baseUrl }).href).toBe(address);
	});

	test.each([
		['http://api.desk360.com/v1', /does not start with https/],
		['ftp://api.desk360.com/v1', /does not start with https/],
		['ftp://localhost/v1', /does not start with https/],
		['http://localhost.evil.example/v1', /does not start with https/],
		['http://127.0.0.1.evil.example/v1', /does not start with https/],
		['http://10.0.0.1/v1', /does not start with https/],
		['api.desk360.com/v1', /not a web address/],
		['not an address', /not a web address/],
		['https://user:word@api.desk360.com/v1', /more than an address/],
		['https://api.desk360.com/v1?token=1', /more than an address/],
		['https://api.desk360.com/v1#top', /more than an address/],
	])('%p is refused', (baseUrl, message) => {
		expect(() => apiAddress({ baseUrl })).toThrow(message);
	});

	test('that is no text, as an expression may give it, is refused like any other', () => {
		const baseUrl = 7 as unknown as string;
		expect(() => apiAddress({ baseUrl })).toThrow(/not a web address/);
	});

	test('that is refused says what to do next', () => {
		const { failure, description } = refusalOf(() =>
			apiAddress({ baseUrl: 'http://api.desk360.com/v1' }),
		);
		expect(failure.kind).toBe('signIn');
		expect(description).toMatch(/Change http:\/\/ to https:\/\//);
	});

	test.each([
		['http://localhost/', true],
		['https://127.0.0.1/', true],
		['http://[::1]/', true],
		['ftp://localhost/', false],
		['http://api.desk360.com/', false],
	])('%s is loopback: %p', (url, loopback) => {
		expect(isLoopback(new URL(url))).toBe(loopback);
	});

	test.each([
		['https://api.desk360.com/v1', 'https://api.desk360.com/v1/products'],
		['https://api.desk360.com/v1/', 'https://api.desk360.com/v1/products'],
		['  https://api.desk360.com/v1//  ', 'https://api.desk360.com/v1/products'],
		['https://desk.example.com', 'https://desk.example.com/products'],
		['http://localhost:3600/', 'http://localhost:3600/products'],
	])('%p gives paths with single slashes', (baseUrl, address) => {
		expect(endpoint(apiAddress({ baseUrl }), '/products')).toBe(address);
	});
});

describe('the API token', () => {
	test.each([
		['abc123'],
		['Bearer abc123'],
		['bearer   abc123'],
		['BEARER\tabc123'],
		['Bearer\u00a0abc123'],
		['  "Bearer abc123"  '],
		["'abc123'"],
		['Bearer "abc123"'],
		['\n`abc123`\t'],
		['Authorization: Bearer abc123'],
		['authorization:bearer abc123\r\n'],
		['Authorization: abc123'],
		['"Authorization": "Bearer abc123",'],
		["'Authorization': 'Bearer abc123'"],
		['\ufeffBearer abc123\u200b'],
		['abc\u00ad123'],
		['\u202aabc123\u202c'],
		['abc123;'],
	])('%j is read as abc123', (pasted) => {
		expect(tidyToken(pasted)).toBe('abc123');
		expect(panelToken({ apiToken: pasted })).toBe('abc123');
	});

	test('may hold a bar, as those of Desk360 do', () => {
		expect(panelToken({ apiToken: 'Bearer 12|Ab3/x+y=' })).toBe('12|Ab3/x+y=');
	});

	test.each([
		[''],
		['Bearer'],
		[' "Bearer " '],
		['Authorization: Bearer'],
		['\u200b'],
		[null],
		[undefined],
	])('%j is none', (pasted) => {
		expect(tidyToken(pasted)).toBe('');
		const apiToken = pasted as string;
		expect(refusalOf(() => panelToken({ apiToken })).failure).toMatchObject({
			kind: 'signIn',
			message: 'The Desk360 credential has no API token',
		});
	});

	test.each([['two words'], ['line\r\nX-Injected: 1'], ['tökén']])(
		'%j is refused, and not quoted',
		(apiToken) => {
			const { failure } = refusalOf(() => panelToken({ apiToken }));
			expect(failure.message).toMatch(/blanks or characters/);
			expect(JSON.stringify(failure)).not.toContain(apiToken);
		},
	);

	test('that is a whole file is looked at in part only', () => {
		expect(tidyToken('x'.repeat(1_000_000))).toHaveLength(4_000);
	});

	test.each([
		['abc|123', true],
		['', false],
		['a b', false],
		['a\nb', false],
		['ä', false],
	])('%j can stand in a header: %p', (token, can) => {
		expect(isHeaderValue(token)).toBe(can);
	});
});

describe('email and password', () => {
	test('are taken as they were typed, but for blanks around the email', () => {
		expect(loginOf({ email: ' a@b.co\n', password: ' pass word ' })).toEqual({
			email: 'a@b.co',
			password: ' pass word ',
		});
	});

	test.each([
		[{ password: 'x' }, 'email'],
		[{ email: '  ', password: 'x' }, 'email'],
		[{ email: 'a@b.co' }, 'password'],
		[{ email: 'a@b.co', password: '' }, 'password'],
	])('%j has no %s', (credentials, missing) => {
		expect(refusalOf(() => loginOf(credentials)).failure).toMatchObject({
			kind: 'signIn',
			message: `The Desk360 credential has no ${missing}`,
		});
	});

	test('are needed only by those who chose them', () => {
		const both = { apiToken: 'a-token', email: 'a@b.co' };
		expect(() => requireUsable(both)).not.toThrow();
		expect(() => requireUsable({ ...both, authentication: 'password' })).toThrow(/no password/);
		expect(() => requireUsable({ authentication: 'apiToken' })).toThrow(/no API token/);
		expect(signsInByPassword({})).toBe(false);
	});
});

const JANE: Desk360Credentials = {
	authentication: 'password',
	email: 'jane@example.com',
	password: 'pass word',
	baseUrl: 'https://api.desk360.com/v1',
};

const OTHERS: Array<[string, Desk360Credentials]> = [
	['address', { ...JANE, baseUrl: 'https://desk.example.com/v1' }],
	['path', { ...JANE, baseUrl: 'https://api.desk360.com/v2' }],
	['email', { ...JANE, email: 'john@example.com' }],
	['password', { ...JANE, password: 'another' }],
];

describe('a fetched token', () => {
	const sessionToken = boundToken('12|fetched', JANE);

	test('is kept for what it was fetched for', () => {
		expect(keptToken({ ...JANE, sessionToken })).toBe('12|fetched');
		const sameBut = { email: ' jane@example.com ', baseUrl: 'https://api.desk360.com/v1/' };
		expect(keptToken({ ...JANE, ...sameBut, sessionToken })).toBe('12|fetched');
	});

	test.each(OTHERS)('is not kept for another %s', (_what, other) => {
		expect(keptToken({ ...other, sessionToken })).toBeUndefined();
	});

	test.each([[''], ['12|fetched'], [`:${'x'.repeat(30)}`], [boundToken('', JANE)]])(
		'is not one that was not bound: %j',
		(foreign) => {
			expect(keptToken({ ...JANE, sessionToken: foreign })).toBeUndefined();
		},
	);

	test('does not tell the password', () => {
		expect(sessionToken).not.toContain('pass word');
	});
});

describe('the name of an account', () => {
	test.each(OTHERS)('is another one with another %s', (_what, other) => {
		expect(accountOf(other)).not.toBe(accountOf(JANE));
	});

	test('is another one with another token, or another way to sign in', () => {
		const names = [
			accountOf({ apiToken: 'one' }),
			accountOf({ apiToken: 'two' }),
			accountOf({ ...JANE, apiToken: 'one' }),
			accountOf({ ...JANE, authentication: 'apiToken', apiToken: 'three' }),
		];
		expect(new Set(names).size).toBe(4);
	});

	test('is the same however the token was pasted', () => {
		expect(accountOf({ apiToken: 'Bearer one' })).toBe(accountOf({ apiToken: 'one' }));
	});

	test('is the same in another time zone, with the token that was fetched for it', () => {
		const moved = { ...JANE, timeZone: 'Europe/Istanbul' };
		expect(accountOf(moved)).toBe(accountOf(JANE));
		expect(keptToken({ ...moved, sessionToken: boundToken('12|ab', JANE) })).toBe('12|ab');
	});

	test('holds no secret', () => {
		expect(accountOf({ apiToken: 'a-token-of-mine' })).not.toContain('token');
		expect(accountOf(JANE)).not.toContain('pass');
	});
});

test('every secret of a credential is known, too short ones left out', () => {
	const credentials = {
		...JANE,
		apiToken: 'Bearer abc123',
		sessionToken: boundToken('12|fetched', JANE),
	};
	expect(secretsOf(credentials)).toEqual(['abc123', 'pass word', '12|fetched']);
	expect(secretsOf({ password: 'abc' })).toEqual([]);
});
