import { describe, expect, test } from '@jest/globals';

import { startAccounts, TICKETS, USES } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { letPass } from '../support/letPass';

const desk360 = forAllTests(startAccounts);

const HUNDRED = Array.from({ length: 100 }, (_, index) => ({
	json: { id: TICKETS[index % TICKETS.length] },
}));
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };
const read = (parallelRequests: number) => ({ ...GET, options: { parallelRequests } });
const REPLY = { ...GET, operation: 'reply', message: 'Hello' };
const onError = 'continueRegularOutput' as const;

const calls = () => desk360.sandbox.requests.count();

let tokens = 0;
/** A token that Desk360 does not know, and each time another one. */
const unknown = async () => await desk360.credentialsFor({ apiToken: `unknown-token-${++tokens}` });

/** An agent's token of the panel, which worked before. */
async function working() {
	const agent = desk360.someone();
	const apiToken = desk360.sandbox.accounts.login(agent.email, agent.password);
	const credentials = await desk360.credentialsFor({ apiToken });
	await USES.read(desk360, credentials);
	desk360.sandbox.requests.clear();
	const revoke = () => desk360.sandbox.accounts.renewToken(agent.email);
	return { agent, apiToken, credentials, revoke };
}

const REFUSED = /^Desk360 does not know this API token.*\. Create a token in Desk360/;

describe('a token that Desk360 does not know', () => {
	test.each([
		['reads, one by one', read(1)],
		['reads, four at once', read(4)],
		['reads, ten at once', read(10)],
		['replies', REPLY],
	])('costs a hundred items one call: %s', async (_case, parameters) => {
		const node = { credentials: await unknown(), onError };
		const output = await desk360.run(parameters, { items: HUNDRED, node });
		expect(output).toHaveLength(100);
		expect(calls()).toBe(1);
		const [first] = output;
		expect(first?.json).toMatchObject({
			error: expect.stringMatching(REFUSED),
			code: 'authentication_exception',
			httpCode: 401,
		});
		for (const { json } of output) expect(json).toEqual(first?.json);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			HUNDRED.map((_, item) => ({ item })),
		);
	});

	test('costs one call in a minute, whatever is done with it', async () => {
		const credentials = await unknown();
		const node = { credentials };
		const first = await desk360.refusal(read(1), { items: HUNDRED, node });
		const { message, description } = first;
		expect(await desk360.refusal(REPLY, { items: HUNDRED, node })).toMatchObject({
			message,
			description,
		});
		await expect(USES['list search'](desk360, credentials)).rejects.toMatchObject({ message });
		await expect(USES['poll of the trigger'](desk360, credentials)).rejects.toMatchObject({
			message,
		});
		expect(calls()).toBe(1);
	});

	test('is asked again after a minute', async () => {
		const node = { credentials: await unknown(), onError };
		await desk360.run(read(4), { items: HUNDRED, node });
		letPass(59_000);
		await desk360.run(read(4), { items: HUNDRED, node });
		expect(calls()).toBe(1);
		letPass(1_000);
		await desk360.run(read(4), { items: HUNDRED, node });
		expect(calls()).toBe(2);
	});

	test('is no concern of another token, nor of the same one at another address', async () => {
		const { elsewhere } = desk360;
		const { apiToken, credentials, revoke } = await working();
		revoke();
		await desk360.refusal(read(1), { items: HUNDRED, node: { credentials } });
		await USES.read(desk360, desk360.credentials);
		await expect(
			USES.read(desk360, await desk360.credentialsFor({ apiToken, baseUrl: elsewhere.url })),
		).rejects.toThrow(/does not know this API token/);
		expect(calls()).toBe(2);
		expect(elsewhere.requests.count()).toBe(1);
	});

	test('is asked for by a test of a person each time, and the nodes go on as it ends', async () => {
		const { agent, apiToken, credentials, revoke } = await working();
		revoke();
		const test = async () =>
			await desk360.engine.testCredential(CREDENTIAL, { apiToken, baseUrl: desk360.sandbox.url });
		await desk360.refusal(read(1), { items: HUNDRED, node: { credentials } });
		expect(await test()).toMatchObject({ status: 'Error' });
		expect(await test()).toMatchObject({ status: 'Error' });
		expect(calls()).toBe(3);

		// Somebody gives the token its rights back.
		const account = desk360.sandbox.accounts.byToken(revoke());
		expect(account?.email).toBe(agent.email);
		if (account) account.token = apiToken;
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(await desk360.run(read(4), { items: HUNDRED, node: { credentials } })).toHaveLength(100);
	});

	test('has several runs at the same time ask once', async () => {
		const node = { credentials: await unknown(), onError };
		const runs = [read(4), read(10), REPLY, read(1)].map(
			async (parameters) => await desk360.run(parameters, { items: HUNDRED, node }),
		);
		const outputs = (await Promise.all(runs)).flat();
		expect(outputs).toHaveLength(400);
		expect(new Set(outputs.map(({ json }) => json.error)).size).toBe(1);
		expect(calls()).toBe(1);
	});

	test('does not hold back calls whose answer says nothing of the token', async () => {
		const { credentials } = await working();
		desk360.sandbox.faults.add({ kind: 'status', status: 500 });
		expect(await desk360.run(read(4), { items: HUNDRED, node: { credentials } })).toHaveLength(100);
	});
});

describe('a token that is revoked in the midst of a run', () => {
	test.each([1, 4, 10])('costs no more calls than are under way, %i at once', async (parallel) => {
		const { credentials, revoke } = await working();
		const { requests, hooks } = desk360.sandbox;
		hooks.onAnswer = () => {
			if (calls() === 20) revoke();
		};
		const node = { credentials, onError };
		const output = await desk360.json(read(parallel), { items: HUNDRED, node });
		const refused = output.filter(({ error }) => error !== undefined);
		expect(refused.length).toBeGreaterThan(70);
		expect(output.filter(({ id }) => id !== undefined).length).toBeGreaterThan(5);
		for (const { error } of refused) expect(error).toMatch(REFUSED);
		expect(requests.count({ status: 401 })).toBeGreaterThan(0);
		expect(requests.count({ status: 401 })).toBeLessThanOrEqual(parallel);
	});

	test('gets no further file as soon as a call for another item was refused', async () => {
		const { credentials, revoke } = await working();
		const { requests, hooks, settings, world } = desk360.sandbox;
		settings.attachmentHost = 'api';
		const attachments = Array.from({ length: 20 }, (_, index) => ({
			name: `${index}.txt`,
			mimeType: 'text/plain',
			content: 'Hello',
		}));
		world.createTicket({ id: 30, productId: 1, attachments });
		hooks.onAnswer = ({ path }) => {
			if (path.endsWith('/0.txt')) revoke();
		};
		const options = { downloadAttachments: true, skipMissingFiles: true, parallelRequests: 2 };
		const [, ...others] = HUNDRED;
		const items = [{ json: { id: 30 } }, ...others];
		const node = { credentials, onError };
		const [ticket] = await desk360.json({ ...GET, options }, { items, node });
		const missing = ticket?.missing_attachments as Array<{ reason: string }>;
		expect(missing.at(-1)?.reason).toMatch(/^Desk360 does not know this API token/);
		expect(requests.count({ status: 401 })).toBeLessThan(10);
	});

	test('lets a file that is refused alone be missing alone', async () => {
		const { credentials } = await working();
		const { faults, settings } = desk360.sandbox;
		settings.attachmentHost = 'api';
		faults.add({ kind: 'status', status: 401, match: { path: /attachments/ } });
		const options = { downloadAttachments: true, skipMissingFiles: true, parallelRequests: 1 };
		const node = { credentials, onError };
		const output = await desk360.json({ ...GET, options }, { items: HUNDRED, node });
		const missing = output.map((ticket) => ticket.missing_attachments);
		expect(missing).toEqual([[expect.anything()], ...missing.slice(1).map(() => [])]);
	});

	test('is not mixed up with one for another ticket that the account may not see', async () => {
		const { credentials } = await working();
		desk360.sandbox.faults.add({ kind: 'status', status: 403, times: 100 });
		const node = { credentials, onError };
		const output = await desk360.json(read(4), { items: HUNDRED, node });
		expect(output).toHaveLength(100);
		expect(calls()).toBe(100);
	});
});

describe('a kept token that ended after the password was changed', () => {
	/** The credential still holds the former password, and the token that was fetched with it. */
	async function outdated(code = 'invalid_credentials') {
		const agent = desk360.someone();
		const credentials = await desk360.signInOf(agent);
		await USES.read(desk360, credentials);
		desk360.sandbox.accounts.renewToken(agent.email);
		const match = { path: '/login' };
		desk360.sandbox.faults.add({ kind: 'status', status: 401, code, match, times: Infinity });
		desk360.sandbox.requests.clear();
		return { agent, credentials };
	}

	test.each([1, 4, 10])(
		'costs a hundred items one sign-in and what was under way, %i at once',
		async (parallel) => {
			const { credentials } = await outdated();
			const node = { credentials, onError };
			const output = await desk360.json(read(parallel), { items: HUNDRED, node });
			expect(new Set(output.map(({ error }) => error)).size).toBe(1);
			expect(output[0]?.error).toMatch(/^Desk360 does not accept this email and password/);
			expect(desk360.logins()).toBe(1);
			expect(calls()).toBeLessThanOrEqual(1 + parallel);
		},
	);

	test('is tried again after a minute', async () => {
		const { credentials } = await outdated();
		const node = { credentials, onError };
		await desk360.run(read(1), { items: HUNDRED, node });
		letPass(60_000);
		await desk360.run(read(1), { items: HUNDRED, node });
		expect(calls()).toBe(4);
		desk360.sandbox.faults.clear();
		letPass(60_000);
		expect(await desk360.run(read(1), { items: HUNDRED, node: { credentials } })).toHaveLength(100);
	});
});

describe('a token that was fetched a moment ago and is refused all the same', () => {
	test('costs a hundred items one round of signing in', async () => {
		const credentials = await desk360.signInOf(desk360.someone());
		const { faults, requests } = desk360.sandbox;
		faults.add({ kind: 'status', status: 401, match: { path: /tickets/ }, times: Infinity });
		const node = { credentials, onError };
		const output = await desk360.json(read(4), { items: HUNDRED, node });
		expect(new Set(output.map(({ error }) => error)).size).toBe(1);
		expect(output[0]?.error).toMatch(
			/^Desk360 refused the token that it gave for this email and password\. Test the credential/,
		);
		expect(requests.count()).toBeLessThanOrEqual(4);
	});
});
