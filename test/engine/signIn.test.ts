import { describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { CREDENTIAL, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

/** So many that each test has one to itself: what is known of a sign-in outlives a test. */
const PEOPLE = Array.from({ length: 30 }, (_, index) => ({
	email: `agent${index}@example.com`,
	password: 'correct horse',
	agentId: index,
}));

const PANEL = { email: DEMO_EMAIL, password: DEMO_PASSWORD, token: DEMO_TOKEN, agentId: 74 };

const desk360 = forAllTests(
	() => startDesk360({ accounts: [PANEL, ...PEOPLE] }),
	({ sandbox: { world }, engine }) => {
		world.createProduct({ id: 1 });
		for (const id of [11, 12, 13]) world.createTicket({ id, productId: 1, description: null });
		engine.credentialUpdates.length = 0;
	},
);

const PRODUCTS = { resource: 'product', operation: 'getAll' };
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };
const REPLY = { operation: 'reply', productId: '1', ticketId: '12', message: 'Hello World' };

let people = 0;
/** The next account, and credentials that sign in to it. */
async function someone({ password = 'correct horse' } = {}) {
	const { email } = PEOPLE[people++] as (typeof PEOPLE)[number];
	const credentials = await desk360.credentialsFor({ authentication: 'password', email, password });
	return { email, credentials };
}

const logins = () => desk360.sandbox.requests.count({ path: '/login' });
/** What n8n keeps is `<mark>:<token>`; the mark stands for what the token was fetched for. */
async function stored(credentials: INodeCredentials): Promise<{ mark: string; token: string }> {
	const { sessionToken } = await desk360.engine.storedCredentials(credentials, CREDENTIAL);
	const [mark = '', token = ''] = String(sessionToken).split(':');
	return { mark, token };
}

describe('email and password', () => {
	test('fetch a token once, save it once, and use it from then on', async () => {
		const { credentials, email } = await someone();
		const items = Array.from({ length: 10 }, (_, index) => ({ json: { id: 11 + (index % 3) } }));
		const output = await desk360.run(GET, { items, node: { credentials } });
		expect(output).toHaveLength(10);
		expect(logins()).toBe(1);
		expect(await stored(credentials)).toMatchObject({
			token: desk360.sandbox.accounts.login(email, 'correct horse'),
		});

		await desk360.run(PRODUCTS, { node: { credentials } });
		expect(logins()).toBe(1);
	});

	test('one read saves the token exactly once', async () => {
		const { credentials } = await someone();
		await desk360.run(PRODUCTS, { node: { credentials } });
		expect(desk360.engine.credentialUpdates).toEqual([credentials[CREDENTIAL]?.id]);
		expect(desk360.sandbox.requests.entries.map(({ path, status }) => [path, status])).toEqual([
			['/v1/login', 200],
			['/v1/products', 200],
		]);
	});

	test('strike out a token that was fetched in this very call', async () => {
		const { accounts, faults } = desk360.sandbox;
		const { credentials, email } = await someone();
		const token = accounts.login(email, 'correct horse');
		faults.add({ kind: 'json', body: { token }, match: { path: '/products' } });
		const { message } = await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(message).toMatch(/JSON of another shape \(status 200\): {"token":"\*\*\*"}$/);
		expect(logins()).toBe(1);
	});

	test('get a new token when the old one is no longer accepted', async () => {
		const { credentials, email } = await someone();
		await desk360.run(PRODUCTS, { node: { credentials } });
		const token = desk360.sandbox.accounts.renewToken(email);
		desk360.sandbox.requests.clear();

		expect(await desk360.run(PRODUCTS, { node: { credentials } })).toHaveLength(1);
		expect(desk360.sandbox.requests.entries.map(({ path, status }) => [path, status])).toEqual([
			['/v1/products', 401],
			['/v1/login', 200],
			['/v1/products', 200],
		]);
		expect(await stored(credentials)).toMatchObject({ token });
	});

	test('renew it once, however many items meet the old one together', async () => {
		const { credentials, email } = await someone();
		await desk360.run(PRODUCTS, { node: { credentials } });
		desk360.sandbox.accounts.renewToken(email);
		desk360.sandbox.requests.clear();

		const items = Array.from({ length: 8 }, () => ({ json: { id: 12 } }));
		const parameters = { ...GET, options: { parallelRequests: 4 } };
		expect(await desk360.run(parameters, { items, node: { credentials } })).toHaveLength(8);
		expect(logins()).toBe(1);
	});

	test('explain what was not found like a panel token does', async () => {
		const { credentials } = await someone();
		const thrown = await desk360.refusal({ ...GET, ticketId: '99' }, { node: { credentials } });
		expect(thrown).toMatchObject({
			message: 'Desk360 found no ticket 99 in product 1',
			description: expect.stringMatching(/may be in another product/),
			httpCode: '404',
			code: 'model_not_found_exception',
		});
	});

	test('a write is made once although the token is renewed on the way', async () => {
		const { credentials, email } = await someone();
		await desk360.run(PRODUCTS, { node: { credentials } });
		desk360.sandbox.accounts.renewToken(email);
		await desk360.run(REPLY, { node: { credentials } });
		expect(desk360.sandbox.world.ticket(12).messages.map(({ message }) => message)).toEqual([
			'Hello World',
		]);
	});

	test('so is one with attachments, whose bytes are read again', async () => {
		const { credentials, email } = await someone();
		await desk360.run(PRODUCTS, { node: { credentials } });
		desk360.sandbox.accounts.renewToken(email);

		const data = await desk360.engine.storeFile(Buffer.from('A note'), 'note.txt', 'text/plain');
		const parameters = { ...REPLY, attachments: 'data' };
		const items = [{ json: {}, binary: { data } }];
		await desk360.run(parameters, { items, node: { credentials } });
		const { messages } = desk360.sandbox.world.ticket(12);
		expect(messages.map(({ files }) => files.map(({ name, size }) => [name, size]))).toEqual([
			[['note.txt', 6]],
		]);
	});
});

describe('a wrong password', () => {
	const items = Array.from({ length: 10 }, () => ({ json: { id: 12 } }));

	test('costs one sign-in for ten items', async () => {
		const { credentials } = await someone({ password: 'wrong horse' });
		const thrown = await desk360.refusal(GET, { items, node: { credentials } });
		expect(thrown.message).toMatch(/^Desk360 does not accept this email and password/);
		expect(thrown.description).toMatch(/Correct email or password/);
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});

	test('costs one sign-in for ten items with Continue On Fail, too', async () => {
		const { credentials } = await someone({ password: 'wrong horse' });
		const node = { credentials, onError: 'continueRegularOutput' as const };
		const output = await desk360.run(GET, { items, node });
		expect(output).toHaveLength(10);
		for (const { json } of output) {
			expect(json.error).toMatch(/^Desk360 does not accept this email and password/);
		}
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});

	test('costs one sign-in as the framework tells it, too', async () => {
		desk360.sandbox.settings.answers = 'framework';
		const { credentials } = await someone({ password: 'wrong horse' });
		const node = { credentials, onError: 'continueRegularOutput' as const };
		const output = await desk360.json(GET, { items, node });
		for (const { error } of output) {
			expect(error).toMatch(/^Desk360 does not accept this email and password/);
		}
		expect(desk360.sandbox.requests.entries).toMatchObject([{ path: '/v1/login', status: 422 }]);
	});

	test('is not saved as anything', async () => {
		const { credentials } = await someone({ password: 'wrong horse' });
		await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(desk360.engine.credentialUpdates).toEqual([]);
	});
});

describe('a sign-in that is refused otherwise', () => {
	test('because the execution is cancelled while it hangs', async () => {
		const { sandbox } = desk360;
		const { credentials } = await someone();
		const controller = new AbortController();
		sandbox.faults.add({ kind: 'hang', match: { path: '/login' } });
		sandbox.hooks.onAnswer = () => controller.abort();
		const { signal } = controller;
		const thrown = await desk360.refusal(PRODUCTS, { node: { credentials }, signal });
		expect(thrown.message).toBe('The execution was cancelled before the product list was answered');
		expect(sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});

	test('because the account is locked', async () => {
		const { credentials, email } = await someone();
		for (let attempt = 0; attempt < 5; attempt++) {
			expect(() => desk360.sandbox.accounts.login(email, 'wrong horse')).toThrow();
		}
		const thrown = await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(thrown.message).toMatch(/^Desk360 has locked this sign-in/);
		expect(thrown.description).toMatch(/Wait a minute/);
		expect(logins()).toBe(1);
	});

	test('because the token it gave is refused all the same', async () => {
		const { credentials } = await someone();
		const { faults, requests } = desk360.sandbox;
		faults.add({ kind: 'status', status: 401, match: { path: '/products' }, times: Infinity });
		const thrown = await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(thrown.message).toBe(
			'Desk360 refused the token that it gave for this email and password',
		);
		expect(requests.count()).toBeLessThanOrEqual(4);
	});
});

describe('a panel token', () => {
	test('is never renewed and costs no sign-in', async () => {
		const credentials = await desk360.credentialsFor({ apiToken: 'unknown' });
		const thrown = await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(thrown.message).toMatch(/^Desk360 does not know this API token/);
		expect(desk360.sandbox.requests.entries).toMatchObject([{ path: '/v1/products', status: 401 }]);
	});

	test.each([
		[{ apiToken: '' }, 'The Desk360 credential has no API token'],
		[{ apiToken: 'x', baseUrl: 'http://api.desk360.com/v1' }, /does not start with https$/],
		[{ apiToken: 'x', baseUrl: 'desk360' }, /is not a web address$/],
		[
			{ authentication: 'password', email: '', password: 'x' },
			'The Desk360 credential has no email',
		],
	])('nothing is sent with %p', async (data, message) => {
		const credentials = await desk360.credentialsFor(data);
		const thrown = await desk360.refusal(PRODUCTS, { node: { credentials } });
		expect(thrown.message).toMatch(message);
		expect(desk360.sandbox.requests.entries).toHaveLength(0);
	});
});
