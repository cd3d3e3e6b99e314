import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import { startAccounts, TICKETS } from '../support/accounts';
import { CredentialStore } from '../support/credentialStore';
import { CREDENTIAL, DESK360 } from '../support/desk360';
import type { Engine } from '../support/engine';
import { forAllTests } from '../support/forAllTests';
import { startWorker } from '../support/workers';

const desk360 = forAllTests(startAccounts);
let one: Engine;
let other: Engine;
beforeEach(async () => {
	const store = new CredentialStore();
	[one, other] = [await startWorker(store), await startWorker(store)];
});

async function signIn() {
	const agent = desk360.someone();
	const { email, password } = agent;
	const data = { authentication: 'password', email, password, baseUrl: desk360.sandbox.url };
	const credentials = await one.addCredentials(CREDENTIAL, data);
	const endToken = () => desk360.sandbox.accounts.renewToken(email);
	return { agent, credentials, endToken };
}

const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };

async function read(worker: Engine, credentials: INodeCredentials, items = [{ json: { id: 11 } }]) {
	const [output = []] = await worker.execute(
		{ type: DESK360, parameters: GET, credentials },
		{ items },
	);
	return output.map(({ json }) => json.id);
}

async function request(worker: Engine, credentials: INodeCredentials) {
	const parameters = { url: `${desk360.sandbox.url}/products`, nodeCredentialType: CREDENTIAL };
	const [output = []] = await worker.execute({
		type: 'n8n-nodes-base.httpRequest',
		parameters,
		credentials,
	});
	return output;
}

const answers = () => desk360.sandbox.requests.entries.map(({ path, status }) => [path, status]);
const TICKET = '/v1/products/1/tickets/11';

describe('a token that one worker fetched', () => {
	test('is used by the other without a sign-in', async () => {
		const { credentials } = await signIn();
		await read(one, credentials);
		await read(other, credentials);
		expect(answers()).toEqual([
			['/v1/login', 200],
			[TICKET, 200],
			[TICKET, 200],
		]);
	});

	test('is no token of the other when the credential was edited meanwhile', async () => {
		const { credentials } = await signIn();
		await read(one, credentials);
		const { email } = desk360.someone();
		await one.editCredentials(credentials, CREDENTIAL, { email });
		desk360.sandbox.requests.clear();
		await read(other, credentials);
		await read(one, credentials);
		expect(desk360.signers()).toEqual([email, email]);
		expect(desk360.logins()).toBe(1);
	});
});

describe('a token that one worker renewed', () => {
	test('is used by the other without a sign-in, although that fetched the one before', async () => {
		const { credentials, endToken } = await signIn();
		await read(other, credentials);
		endToken();
		await read(one, credentials);
		desk360.sandbox.requests.clear();
		await read(other, credentials);
		expect(answers()).toEqual([[TICKET, 200]]);
	});

	test.each([
		['the node', read],
		["n8n's HTTP Request node", request],
	])('is renewed in its turn by %s of the other', async (_name, use) => {
		const { credentials, endToken } = await signIn();
		await read(other, credentials);
		endToken();
		await read(one, credentials);
		await use(other, credentials);
		endToken();
		desk360.sandbox.requests.clear();
		await use(other, credentials);
		const statuses = desk360.sandbox.requests.entries.map(({ status }) => status);
		expect(statuses).toEqual([401, 200, 200]);
		expect(desk360.logins()).toBe(1);
	});

	test('goes to and fro, one sign-in for each that ends', async () => {
		const { credentials, endToken } = await signIn();
		for (let round = 0; round < 6; round++) {
			endToken();
			for (const worker of round % 2 === 0 ? [one, other] : [other, one]) {
				expect(await read(worker, credentials)).toEqual([11]);
			}
		}
		expect(desk360.logins()).toBe(6);
	});
});

describe('tokens of which each sign-in ends the one before', () => {
	test('leave no call of several workers unanswered', async () => {
		const { agent, credentials } = await signIn();
		const { sandbox } = desk360;
		sandbox.hooks.onRequest = ({ path }) => {
			if (path === '/v1/login') sandbox.accounts.renewToken(agent.email);
		};
		const items = TICKETS.map((id) => ({ json: { id } }));
		await read(one, credentials);
		sandbox.accounts.renewToken(agent.email);
		for (let round = 0; round < 3; round++) {
			expect(await read(one, credentials, items)).toEqual(TICKETS);
			expect(await read(other, credentials, items)).toEqual(TICKETS);
			await request(round % 2 === 0 ? one : other, credentials);
		}
		expect(desk360.logins()).toBe(2);
	});
});
