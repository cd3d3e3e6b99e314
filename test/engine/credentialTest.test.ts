import { describe, expect, test } from '@jest/globals';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { addProduct1, CREDENTIAL, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startDesk360, addProduct1);

async function check(data: ICredentialDataDecryptedObject) {
	const { url: baseUrl } = desk360.sandbox;
	return await desk360.engine.testCredential(CREDENTIAL, { baseUrl, ...data });
}

const OK = { status: 'OK', message: 'Connection successful' };
const PASSWORD = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };

describe('a credential that works', () => {
	test.each([
		DEMO_TOKEN,
		`Bearer ${DEMO_TOKEN}`,
		` "bearer ${DEMO_TOKEN}" `,
		`\n'${DEMO_TOKEN}'\n`,
	])('panel token pasted as %p', async (apiToken) => {
		expect(await check({ apiToken })).toEqual(OK);
		expect(desk360.sandbox.requests.entries).toMatchObject([
			{ method: 'GET', path: '/v1/products', status: 200 },
		]);
	});

	test('email and password', async () => {
		expect(await check(PASSWORD)).toEqual(OK);
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual([
			'/v1/login',
			'/v1/products',
		]);
	});

	test('email and password, signing in afresh each time', async () => {
		await check(PASSWORD);
		await check(PASSWORD);
		expect(desk360.sandbox.requests.count({ path: '/login' })).toBe(2);
	});

	test.each(['', ' ', 'Europe/Istanbul', ' UTC '])('the time zone %p', async (timeZone) => {
		expect(await check({ apiToken: DEMO_TOKEN, timeZone })).toEqual(OK);
	});

	test('costs calls of the rate limit like anything else', async () => {
		const limited = await startDesk360({ rateLimit: { limit: 2, windowSeconds: 60 } });
		const { engine, sandbox } = limited;
		await engine.testCredential(CREDENTIAL, { ...PASSWORD, baseUrl: sandbox.url });
		const thrown = await limited.refusal({
			operation: 'get',
			productId: '1',
			ticketId: '1',
			options: { maxRateLimitWait: 0 },
		});
		expect(thrown.message).toMatch(/^The calls that Desk360 grants per minute are spent/);
		expect(sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login', '/v1/products']);
		await limited.close();
	});

	test('an address with a slash at its end', async () => {
		const { url } = desk360.sandbox;
		expect(await check({ apiToken: DEMO_TOKEN, baseUrl: `${url}/` })).toEqual(OK);
	});

	test('an account without products', async () => {
		desk360.sandbox.world.products.length = 0;
		expect(await check({ apiToken: DEMO_TOKEN })).toEqual(OK);
	});
});

describe('what is wrong is said in plain words:', () => {
	async function told(data: ICredentialDataDecryptedObject): Promise<string> {
		const { status, message } = await check(data);
		expect(status).toBe('Error');
		expect(message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		return message;
	}

	test('the password', async () => {
		const message = await told({ ...PASSWORD, password: 'wrong horse' });
		expect(message).toMatch(
			/^Desk360 does not accept this email and password.*Correct email or password in the credential/,
		);
		expect(message).not.toContain('wrong horse');
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test('password access', async () => {
		desk360.sandbox.settings.passwordAccess = false;
		expect(await told({ ...PASSWORD, password: 'another horse' })).toMatch(
			/^Password access is switched off.*Switch it on in Desk360 under Settings > API/,
		);
	});

	test('a lock after five wrong tries', async () => {
		for (let attempt = 0; attempt < 5; attempt++) {
			expect(() => desk360.sandbox.accounts.login(DEMO_EMAIL, 'x')).toThrow();
		}
		expect(await told({ ...PASSWORD, password: 'one more horse' })).toMatch(
			/^Desk360 has locked this sign-in after five wrong passwords.*Wait a minute/,
		);
	});

	test('the token', async () => {
		const apiToken = 'somebody-elses-token';
		const message = await told({ apiToken });
		expect(message).toMatch(/^Desk360 does not know this API token.*Settings > API/);
		expect(message).not.toContain(apiToken);
	});

	test('a token that is refused right after it was given', async () => {
		desk360.sandbox.faults.add({ kind: 'status', status: 401, match: { path: '/products' } });
		expect(await told(PASSWORD)).toMatch(
			/^Desk360 refused the token that it gave for this email and password\. Test the credential/,
		);
	});

	test.each(['Europe/Istanbull', 'GMT+3', '{{ $json.zone }}', 'America/New York'])(
		'the time zone %p',
		async (timeZone) => {
			expect(await told({ ...PASSWORD, timeZone })).toBe(
				`The time zone "${timeZone}" of the Desk360 credential is not known. Enter a name such as Europe/Istanbul under Time Zone in the credential. Without one, times stay as Desk360 gives them`,
			);
			expect(desk360.sandbox.requests.count()).toBe(0);
		},
	);

	test('no https', async () => {
		expect(await told({ apiToken: 'x', baseUrl: 'http://api.desk360.com/v1' })).toMatch(
			/^The base URL .* does not start with https\. .*Change http:\/\/ to https:\/\//,
		);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('a host that is not reached', async () => {
		expect(await told({ apiToken: 'x', baseUrl: 'http://127.0.0.1:1/v1' })).toMatch(
			/^No connection to 127\.0\.0\.1:1 could be made \(ECONNREFUSED\)\. Nothing was sent\. Check the base URL/,
		);
	});

	test('a host that does not exist', async () => {
		const baseUrl = 'https://desk360.invalid/v1';
		expect(await told({ apiToken: 'x', baseUrl })).toMatch(/^No connection to desk360\.invalid/);
	});

	test('no token', async () => {
		expect(await told({ apiToken: ' ' })).toMatch(/^The Desk360 credential has no API token/);
	});

	test('no password', async () => {
		expect(await told({ ...PASSWORD, password: '' })).toMatch(/has no password/);
	});

	test('an address that is none', async () => {
		expect(await told({ apiToken: 'x', baseUrl: 'desk360' })).toMatch(/is not a web address/);
	});

	test('an address of something else', async () => {
		const baseUrl = desk360.sandbox.url.replace('/v1', '/v2');
		expect(await told({ apiToken: DEMO_TOKEN, baseUrl })).toMatch(/should end with \/v1/);
	});

	test.each([
		[{ kind: 'html', status: 200 } as const, /^A web page came instead of an answer/],
		[{ kind: 'emptyBody' } as const, /^Desk360 answered with nothing/],
		[{ kind: 'json', body: { ok: true } } as const, /^Desk360 answered with JSON of another shape/],
		[{ kind: 'redirect', location: '/v1/login' } as const, /^Desk360 pointed to another address/],
		[{ kind: 'reset' } as const, /ended without an answer/],
		[{ kind: 'status', status: 500 } as const, /^Desk360 could not handle the request/],
	])('an answer of the kind %p', async (fault, message) => {
		desk360.sandbox.faults.add(fault);
		expect(await told({ apiToken: DEMO_TOKEN })).toMatch(message);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});
});
