import { describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { addProduct1, CREDENTIAL, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startDesk360, addProduct1);

const SIGN_IN = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };

const NODE = 'n8n-nodes-base.httpRequest';
const TOOL = '@n8n/n8n-nodes-langchain.toolHttpRequest';

/** What n8n's HTTP Request node does with the credential, for so many items. */
async function requestAll(credentials: INodeCredentials, url: string, items: number, type = NODE) {
	const parameters = { url, nodeCredentialType: CREDENTIAL };
	const [output = []] = await desk360.engine.execute(
		{ type, parameters, credentials },
		{ items: Array.from({ length: items }, () => ({ json: {} })) },
	);
	return output.map(({ json }) => json.body);
}

const paths = () => desk360.sandbox.requests.entries.map(({ path }) => path);

test('the panel token signs requests', async () => {
	const url = `${desk360.sandbox.url}/products`;
	expect(await requestAll(desk360.credentials, url, 1)).toMatchObject([[{ id: 1 }]]);
});

test('email and password sign them after one sign-in', async () => {
	const credentials = await desk360.credentialsFor(SIGN_IN);
	const url = `${desk360.sandbox.url}/products`;
	expect(await requestAll(credentials, url, 3)).toHaveLength(3);
	expect(desk360.sandbox.requests.count({ path: '/login' })).toBe(1);
});

test('a wrong password costs one sign-in for ten items', async () => {
	const credentials = await desk360.credentialsFor({ ...SIGN_IN, password: 'wrong horse' });
	await expect(requestAll(credentials, `${desk360.sandbox.url}/products`, 10)).rejects.toThrow(
		/does not accept this email and password/,
	);
	expect(paths()).toEqual(['/v1/login']);
});

test('a refusal that no new token helps against is not repeated', async () => {
	const credentials = await desk360.credentialsFor(SIGN_IN);
	await requestAll(credentials, `${desk360.sandbox.url}/products`, 1);
	desk360.sandbox.requests.clear();
	const url = `${desk360.sandbox.url}/products/9/tickets`;
	await expect(requestAll(credentials, url, 1)).rejects.toMatchObject({ httpCode: '404' });
	expect(paths().filter((path) => path !== '/v1/login')).toEqual(['/v1/products/9/tickets']);
});

test('nothing goes to another host, and so does no token', async () => {
	const { files } = desk360.sandbox;
	await expect(requestAll(desk360.credentials, `${files.url}/x`, 1)).rejects.toThrow(
		/signs requests to .* only/,
	);
	expect(files.requests.count()).toBe(0);
});

describe.each([
	['the HTTP Request node before 4.4', NODE],
	['the HTTP Request Tool', TOOL],
])('%s follows a redirect', (_name, type) => {
	const redirectTo = (location: string, status = 302) => {
		const match = { path: '/v1/products' };
		desk360.sandbox.faults.add({ kind: 'redirect', location, status, match });
	};

	const WAYS = [
		['the panel token', { apiToken: DEMO_TOKEN }],
		['a fetched token', SIGN_IN],
	] as const;

	test.each(WAYS)('to another port without %s', async (_way, data) => {
		const { files, url } = desk360.sandbox;
		redirectTo(`${files.url}/attachments/1/a.txt`);
		const credentials = await desk360.credentialsFor({ ...data });
		await requestAll(credentials, `${url}/products`, 1, type).catch(() => {});
		const [arrived] = files.requests.entries;
		expect(arrived).toMatchObject({ path: '/attachments/1/a.txt', sentAuthorization: false });
		expect(files.requests.count()).toBe(1);
	});

	test.each([301, 302, 303, 307, 308])(
		'to another name without the token, status %i',
		async (status) => {
			const { files, url } = desk360.sandbox;
			const elsewhere = files.url.replace('127.0.0.1', 'localhost');
			redirectTo(`${elsewhere}/attachments/1/a.txt`, status);
			await requestAll(desk360.credentials, `${url}/products`, 1, type).catch(() => {});
			expect(files.requests.entries).toMatchObject([{ sentAuthorization: false }]);
		},
	);

	test('with the token as long as it stays with the API', async () => {
		desk360.sandbox.world.createTicket({ id: 11, productId: 1 });
		redirectTo('/v1/products/1/tickets');
		const url = `${desk360.sandbox.url}/products`;
		expect(await requestAll(desk360.credentials, url, 1, type)).toMatchObject([[{ id: 11 }]]);
		expect(desk360.sandbox.requests.entries).toMatchObject([
			{ path: '/v1/products', sentAuthorization: true },
			{ path: '/v1/products/1/tickets', authorized: true },
		]);
	});
});

test("five items at once and an agent's tool sign in once together", async () => {
	const credentials = await desk360.credentialsFor({ ...SIGN_IN, email: `${DEMO_EMAIL} ` });
	const url = `${desk360.sandbox.url}/products`;
	desk360.sandbox.accounts.renewToken();
	await Promise.all([
		requestAll(credentials, url, 5),
		requestAll(credentials, url, 1, TOOL),
		requestAll(credentials, url, 5, TOOL),
	]);
	expect(desk360.sandbox.requests.count({ path: '/login' })).toBe(1);
});

test.each([NODE, TOOL])('what the sign-in says is what %s shows', async (type) => {
	const credentials = await desk360.credentialsFor({ ...SIGN_IN, password: `wrong ${type}` });
	await expect(
		requestAll(credentials, `${desk360.sandbox.url}/products`, 1, type),
	).rejects.toMatchObject({
		message: expect.stringMatching(/^Desk360 does not accept this email and password/),
		description: expect.stringMatching(/^Correct email or password in the credential/),
	});
});

test('a refused panel token costs one request', async () => {
	const credentials = await desk360.credentialsFor({ apiToken: 'unknown-token' });
	const url = `${desk360.sandbox.url}/products`;
	await expect(requestAll(credentials, url, 1)).rejects.toMatchObject({ httpCode: '401' });
	expect(paths()).toEqual(['/v1/products']);
});
