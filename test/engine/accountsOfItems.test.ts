import { describe, expect, test } from '@jest/globals';
import type { ICredentialDataDecryptedObject, INodeCredentials } from 'n8n-workflow';

import type { Account } from '../../sandbox';
import { startAccounts, TICKETS } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startAccounts);

const options = { parallelRequests: 4 };
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}', options };
const REPLY = { ...GET, operation: 'reply', message: 'Hello', options: {} };

type Way = [name: string, data: ICredentialDataDecryptedObject];

/** Both ways of signing in, with each field from the item. */
const WAYS: [Way, Way] = [
	['a token', { apiToken: '={{ $json.token }}' }],
	[
		'email and password',
		{
			authentication: 'password',
			email: '={{ $json.email }}',
			password: '={{ $json.password }}',
		},
	],
];

/** So many tickets, in turn for each of two agents. */
function itemsOfTwo(count: number) {
	const agents = [desk360.someone(), desk360.someone()];
	const pairs = TICKETS.slice(0, count).map((id, index) => ({
		id,
		agent: agents[index % 2] as Account,
	}));
	const items = pairs.map(({ id, agent: { email, password } }) => {
		const token = desk360.sandbox.accounts.login(email, password);
		return { json: { id, email, password, token } };
	});
	return { agents, items, byTicket: pairs.map(({ id, agent }) => [id, agent.email]) };
}

/** Who signed the calls for each ticket. */
function signersByTicket(tickets: number[]): Array<[number, string | undefined]> {
	return tickets.flatMap((id) => {
		const entries = desk360.sandbox.requests.filter({ path: new RegExp(`/tickets/${id}(/|$)`) });
		const signers = [...new Set(entries.map(({ account }) => account))];
		return signers.map((signer): [number, string | undefined] => [id, signer]);
	});
}

const ticketsOf = (items: Array<{ json: { id: number } }>) => items.map(({ json }) => json.id);

describe.each(WAYS)('with %s that each item names', (name, data) => {
	/** One for each agent, not for each item. */
	const signIns = name === 'a token' ? 0 : 2;

	test.each([2, 10])('each of %i items is read by its own agent', async (count) => {
		const { items, byTicket } = itemsOfTwo(count);
		const credentials = await desk360.credentialsFor(data);
		const output = await desk360.json(GET, { items, node: { credentials } });
		expect(output.map(({ id }) => id)).toEqual(ticketsOf(items));
		expect(signersByTicket(ticketsOf(items))).toEqual(byTicket);
		expect(desk360.logins()).toBe(signIns);
		// n8n has one place for a token: it is not written anew each time the other agent has its turn.
		expect(desk360.engine.credentialUpdates).toHaveLength(signIns);
	});

	test.each([2, 10])('each of %i customers is answered by its own agent', async (count) => {
		const { agents, items } = itemsOfTwo(count);
		const credentials = await desk360.credentialsFor(data);
		const output = await desk360.json(REPLY, { items, node: { credentials } });
		const authors = items.map((_, index) => agents[index % 2]?.agentId);
		expect(output.map((message) => message.agent_id)).toEqual(authors);
		const written = ticketsOf(items).map((id) => desk360.sandbox.world.ticket(id).messages.at(-1));
		expect(written.map((message) => message?.agent_id)).toEqual(authors);
		expect(desk360.logins()).toBe(signIns);
	});

	test.each(['api', 'signed'] as const)(
		'each file is fetched by the agent of its item, attachments: %s',
		async (attachmentHost) => {
			const { engine, sandbox } = desk360;
			sandbox.settings.attachmentHost = attachmentHost;
			const { items, agents } = itemsOfTwo(10);
			const credentials = await desk360.credentialsFor(data);
			const parameters = { ...GET, options: { ...options, downloadAttachments: true } };
			const signerByKey = new Map<string | undefined, string | undefined>();
			sandbox.hooks.onAnswer = ({ path, account }) => {
				if (path.includes('/attachments/')) signerByKey.set(path.split('/')[3], account);
			};
			const output = await desk360.run(parameters, { items, node: { credentials } });

			const files = output.map(({ binary }) => binary?.attachment_0);
			const texts = await Promise.all(
				files.map(async (file) => file && (await engine.readFile(file)).toString()),
			);
			expect(texts).toEqual(ticketsOf(items).map((id) => `File of ${id}`));
			const keys = ticketsOf(items).map(
				(id) => sandbox.world.ticket(id).messages[0]?.files[0]?.key,
			);
			expect(keys.map((key) => signerByKey.get(key))).toEqual(
				items.map((_, index) => agents[index % 2]?.email),
			);
			expect(desk360.logins()).toBe(signIns);
			const storage = sandbox.files.requests.entries;
			expect(storage.filter(({ sentAuthorization }) => sentAuthorization)).toEqual([]);
			expect(storage).toHaveLength(attachmentHost === 'signed' ? 10 : 0);
		},
	);

	test('each address is asked by the items that name it alone', async () => {
		const { elsewhere, sandbox } = desk360;
		const { email, password } = desk360.someone();
		const services = [sandbox, elsewhere];
		const items = TICKETS.map((id, index) => {
			const { url: baseUrl, accounts } = services[index % 2] as typeof sandbox;
			return { json: { id, email, password, baseUrl, token: accounts.login(email, password) } };
		});
		const credentials = await desk360.credentialsFor({ ...data, baseUrl: '={{ $json.baseUrl }}' });
		expect(await desk360.run(GET, { items, node: { credentials } })).toHaveLength(10);
		for (const [index, service] of services.entries()) {
			const asked = service.requests.filter({ method: 'GET' }).map(({ path }) => path);
			const own = TICKETS.filter((_, place) => place % 2 === index);
			expect(asked.sort()).toEqual(own.map((id) => `/v1/products/1/tickets/${id}`));
			expect(new Set(desk360.signers(service))).toEqual(new Set([email]));
			expect(service.requests.count({ path: '/login' })).toBe(signIns / 2);
		}
	});

	test("n8n's HTTP Request node signs each item by its own agent", async () => {
		const { engine, sandbox } = desk360;
		const { items, byTicket } = itemsOfTwo(10);
		const credentials = await desk360.credentialsFor(data);
		const url = `=${sandbox.url}/products/1/tickets/{{ $json.id }}`;
		await engine.execute(
			{
				type: 'n8n-nodes-base.httpRequest',
				parameters: { url, nodeCredentialType: CREDENTIAL },
				credentials,
			},
			{ items },
		);
		expect(signersByTicket(ticketsOf(items))).toEqual(byTicket);
		expect(desk360.logins()).toBe(signIns);
	});
});

test.each([
	[WAYS[0], /^The Desk360 credential has no API token/],
	[WAYS[1], /^The Desk360 credential has no email/],
] as const)('an item that names nobody sends nothing, %p', async ([, data], message) => {
	const { items, byTicket } = itemsOfTwo(10);
	const [nobody, ...others] = items;
	const empty = { json: { id: nobody?.json.id ?? 0, email: '', password: '', token: '' } };
	const credentials = await desk360.credentialsFor({ ...data });
	const node = { credentials, onError: 'continueRegularOutput' as const };
	const [first, ...rest] = await desk360.json(GET, { items: [empty, ...others], node });
	expect(first?.error).toMatch(message);
	expect(rest.map(({ id }) => id)).toEqual(ticketsOf(others));
	expect(signersByTicket(ticketsOf(items))).toEqual(byTicket.slice(1));
});

describe('tokens that end between two runs', () => {
	const [, [, byPassword]] = WAYS;

	/** Both agents have signed in; then the tokens of some are no longer accepted. */
	async function afterTheEndOf(which: (agents: Account[]) => Account[]) {
		const two = itemsOfTwo(10);
		const credentials = await desk360.credentialsFor(byPassword);
		await desk360.run(GET, { items: two.items, node: { credentials } });
		for (const { email } of which(two.agents)) desk360.sandbox.accounts.renewToken(email);
		desk360.sandbox.requests.clear();
		return { ...two, credentials };
	}

	const reads = async (credentials: INodeCredentials, { items }: ReturnType<typeof itemsOfTwo>) =>
		await desk360.json(GET, { items, node: { credentials } });

	test('are renewed once for each agent, and each item stays with its own', async () => {
		const { credentials, ...two } = await afterTheEndOf((agents) => agents);
		expect((await reads(credentials, two)).map(({ id }) => id)).toEqual(ticketsOf(two.items));
		expect(desk360.logins()).toBe(2);
		const taken = desk360.sandbox.requests.filter({ status: 200, path: /tickets/ });
		expect(
			taken.map(({ path, account }) => [Number(path.split('/').at(-1)), account]).sort(),
		).toEqual(two.byTicket);
	});

	test('are no concern of the other agent', async () => {
		const { credentials, ...two } = await afterTheEndOf(([first]) => [first as Account]);
		expect(await reads(credentials, two)).toHaveLength(10);
		expect(desk360.logins()).toBe(1);
		const refused = desk360.sandbox.requests.filter({ status: 401 });
		const ofFirst = two.items.filter((_, index) => index % 2 === 0);
		for (const { path } of refused) {
			expect(ticketsOf(ofFirst)).toContain(Number(path.split('/').at(-1)));
		}
	});

	test('in the midst of replies lead to each of them once, by its own agent', async () => {
		const { credentials, items, agents } = await afterTheEndOf(() => []);
		const { sandbox } = desk360;
		let replies = 0;
		sandbox.hooks.onAnswer = ({ path, status }) => {
			if (!path.endsWith('/reply') || status !== 200) return;
			replies++;
			if (replies === 4) for (const { email } of agents) sandbox.accounts.renewToken(email);
		};
		await desk360.run(REPLY, { items, node: { credentials } });
		const authors = ticketsOf(items).map((id) =>
			sandbox.world
				.ticket(id)
				.messages.slice(1)
				.map(({ agent_id: author }) => author),
		);
		expect(authors).toEqual(items.map((_, index) => [agents[index % 2]?.agentId]));
		expect(desk360.logins()).toBe(2);
	});
});
