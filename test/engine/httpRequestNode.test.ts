import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD } from '../../sandbox';
import { CREDENTIAL, startDesk360, type Desk360Setup } from '../support/desk360';

let desk360: Desk360Setup;
beforeAll(async () => {
	desk360 = await startDesk360();
});
beforeEach(() => {
	desk360.sandbox.reset();
	desk360.sandbox.world.createProduct({ id: 1 });
});
afterAll(async () => {
	await desk360.close();
});

const SIGN_IN = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };

/** What n8n's HTTP Request node does with the credential, for so many items. */
async function requestAll(credentials: INodeCredentials, url: string, items: number) {
	const parameters = { url, nodeCredentialType: CREDENTIAL };
	const [output = []] = await desk360.engine.execute(
		{ type: 'n8n-nodes-base.httpRequest', parameters, credentials },
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
