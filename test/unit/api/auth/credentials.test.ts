import { describe, expect, test } from '@jest/globals';

import {
	apiAddress,
	bearerToken,
	endpoint,
	isLoopback,
	secretsOf,
	tidyToken,
} from '../../../nodes/Desk360/api/address';
import { CallStopped } from '../../../nodes/Desk360/api/facts';

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

	test('what is refused says what to do next', () => {
		expect.assertions(2);
		try {
			apiAddress({ baseUrl: 'http://api.desk360.com/v1' });
		} catch (stopped) {
			expect(stopped).toBeInstanceOf(CallStopped);
			expect((stopped as CallStopped).description).toMatch(/Change http:\/\/ to https:\/\//);
		}
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
});

describe('the address of a path', () => {
	test.each([
		['https://api.desk360.com/v1', 'https://api.desk360.com/v1/products'],
		['https://api.desk360.com/v1/', 'https://api.desk360.com/v1/products'],
		['  https://api.desk360.com/v1//  ', 'https://api.desk360.com/v1/products'],
		['https://desk.example.com', 'https://desk.example.com/products'],
		['http://localhost:3600/', 'http://localhost:3600/products'],
	])('below %p has single slashes', (baseUrl, address) => {
		expect(endpoint(apiAddress({ baseUrl }), '/products')).toBe(address);
	});
});

describe('the token', () => {
	test.each([
		['abc123'],
		['Bearer abc123'],
		['bearer   abc123'],
		['  "Bearer abc123"  '],
		["'abc123'"],
		['Bearer "abc123"'],
		['\n`abc123`\t'],
	])('%p is read as abc123', (pasted) => {
		expect(tidyToken(pasted)).toBe('abc123');
		expect(bearerToken({ authentication: 'apiToken', apiToken: pasted })).toBe('abc123');
	});

	test('sign-in by password uses the fetched token', () => {
		const credentials = { apiToken: 'panel', sessionToken: 'fetched' };
		expect(bearerToken({ ...credentials, authentication: 'password' })).toBe('fetched');
		expect(bearerToken({ ...credentials, authentication: 'apiToken' })).toBe('panel');
		expect(bearerToken(credentials)).toBe('panel');
	});

	test.each([
		[{ apiToken: '' }, /has no API token/],
		[{}, /has no API token/],
		[{ apiToken: ' "Bearer " ' }, /has no API token/],
		[{ authentication: 'password' as const }, /gave no token/],
		[{ apiToken: 'two words' }, /blanks or characters/],
		[{ apiToken: 'line\r\nX-Injected: 1' }, /blanks or characters/],
		[{ apiToken: 'tökén' }, /blanks or characters/],
	])('%p is refused', (credentials, message) => {
		expect(() => bearerToken(credentials)).toThrow(message);
	});

	test('a refusal does not quote the token', () => {
		expect.assertions(1);
		try {
			bearerToken({ apiToken: 'sécret-token' });
		} catch (stopped) {
			expect(JSON.stringify([(stopped as Error).message, stopped])).not.toContain('cret-token');
		}
	});

	test('every secret of a credential is known, too short ones left out', () => {
		const credentials = {
			apiToken: 'Bearer abc123',
			password: 'p4ssword',
			sessionToken: '',
			email: 'a@b.c',
		};
		expect(secretsOf(credentials)).toEqual(['abc123', 'p4ssword']);
		expect(secretsOf({ password: 'abc' })).toEqual([]);
	});
});
