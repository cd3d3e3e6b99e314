import { describe, expect, test } from '@jest/globals';
import type { ICredentialDataDecryptedObject, INodeCredentials } from 'n8n-workflow';

import { startAccounts, USES } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startAccounts);

const edit = async (credentials: INodeCredentials, changes: ICredentialDataDecryptedObject) =>
	await desk360.engine.editCredentials(credentials, CREDENTIAL, changes);

const paths = (service = desk360.sandbox) => service.requests.entries.map(({ path }) => path);

/** A credential that was used: n8n keeps the token that was fetched for it. */
async function used(use: (typeof USES)[keyof typeof USES]) {
	const agent = desk360.someone();
	const credentials = await desk360.signInOf(agent);
	await use(desk360, credentials);
	expect(desk360.signers()).toContain(agent.email);
	desk360.sandbox.requests.clear();
	return { agent, credentials };
}

test('n8n puts the kept token back into a credential that a person edits', async () => {
	const { credentials } = await used(USES.read);
	const kept = await desk360.kept(credentials);
	expect(kept).toMatch(/^.{22}:[0-9a-f]{80}$/);
	await edit(credentials, { email: desk360.someone().email, password: 'another' });
	const stored = await desk360.engine.storedCredentials(credentials, CREDENTIAL);
	expect(stored).toMatchObject({ password: 'another', sessionToken: kept });
});

describe.each(Object.entries(USES))('after an edit the next %s', (_name, use) => {
	test('is signed by the agent whom the credential names now', async () => {
		const { credentials } = await used(use);
		const other = desk360.someone();
		await edit(credentials, { email: other.email });
		await use(desk360, credentials);
		expect(desk360.logins()).toBe(1);
		expect(new Set(desk360.signers())).toEqual(new Set([other.email]));
	});

	test('asks whether another password is right, and sends no token when it is not', async () => {
		const { credentials } = await used(use);
		await edit(credentials, { password: 'wrong horse' });
		await expect(use(desk360, credentials)).rejects.toThrow(/does not accept this email/);
		expect(paths()).toEqual(['/v1/login']);
		expect(desk360.signers()).toEqual([]);
	});

	test('goes to another address with a token from there', async () => {
		const { elsewhere } = desk360;
		const { agent, credentials } = await used(use);
		await edit(credentials, { baseUrl: elsewhere.url });
		await use(desk360, credentials);
		expect(paths()).toEqual([]);
		expect(elsewhere.requests.count({ path: '/login' })).toBe(1);
		expect(new Set(desk360.signers(elsewhere))).toEqual(new Set([agent.email]));
	});
});

describe.each([
	'reply',
	"call of n8n's HTTP Request node",
	"call of n8n's HTTP Request Tool",
] as const)('after an edit and another one back, for the next %s,', (name) => {
	const use = USES[name];

	test('the first agent signs again', async () => {
		const { agent, credentials } = await used(use);
		const other = desk360.someone();
		await edit(credentials, { email: other.email });
		await use(desk360, credentials);
		await edit(credentials, { email: agent.email });
		await use(desk360, credentials);
		expect(desk360.signers()).toEqual([other.email, agent.email]);
	});

	test('the first address is asked again, and neither sees a token of the other', async () => {
		const { elsewhere, sandbox } = desk360;
		const { agent, credentials } = await used(use);
		await edit(credentials, { baseUrl: elsewhere.url });
		await use(desk360, credentials);
		await edit(credentials, { baseUrl: sandbox.url });
		await use(desk360, credentials);
		expect(desk360.signers()).toEqual([agent.email]);
		expect(desk360.signers(elsewhere)).toEqual([agent.email]);
	});
});

test('customers are answered by the agent whom the credential names at that time', async () => {
	const { agent, credentials } = await used(USES.read);
	const other = desk360.someone();
	await USES.reply(desk360, credentials);
	await edit(credentials, { email: other.email });
	await USES.reply(desk360, credentials);
	await USES.reply(desk360, credentials);
	await edit(credentials, { email: agent.email });
	await USES.reply(desk360, credentials);
	const { messages } = desk360.sandbox.world.ticket(11);
	const authors = messages.slice(1).map(({ agent_id: author }) => author);
	expect(authors).toEqual([agent.agentId, other.agentId, other.agentId, agent.agentId]);
});

test('an edit while the former agent signs in leaves the token of that one unused', async () => {
	const agent = desk360.someone();
	const other = desk360.someone();
	const credentials = await desk360.signInOf(agent);
	desk360.sandbox.hooks.onRequest = async ({ path }) => {
		if (path !== '/v1/login') return;
		desk360.sandbox.hooks.onRequest = undefined;
		await edit(credentials, { email: other.email });
	};
	await USES.reply(desk360, credentials);
	// Only now n8n has put the token of the former agent beside the email of the other one.
	await USES.reply(desk360, credentials);
	expect(desk360.signers()).toEqual([agent.email, other.email]);
});

test('a change of the way to sign in is seen, too', async () => {
	const { credentials } = await used(USES.reply);
	const other = desk360.someone();
	const apiToken = desk360.sandbox.accounts.login(other.email, other.password);
	await edit(credentials, { authentication: 'apiToken', apiToken });
	await USES.reply(desk360, credentials);
	expect(desk360.signers()).toEqual([other.email]);
	expect(desk360.logins()).toBe(0);
});

test('a cosmetic change keeps the token', async () => {
	const { agent, credentials } = await used(USES.reply);
	await edit(credentials, { email: ` ${agent.email} `, baseUrl: `${desk360.sandbox.url}/` });
	await USES.reply(desk360, credentials);
	expect(desk360.signers()).toEqual([agent.email]);
	expect(desk360.logins()).toBe(0);
});

test('a test of a credential that is being edited sends no token of the agent before', async () => {
	const { credentials } = await used(USES.read);
	const saved = await desk360.engine.storedCredentials(credentials, CREDENTIAL);
	const { email } = desk360.someone();
	const result = await desk360.engine.testCredential(CREDENTIAL, { ...saved, email });
	expect(result).toMatchObject({ status: 'OK' });
	expect(desk360.signers()).toEqual([email]);
});
