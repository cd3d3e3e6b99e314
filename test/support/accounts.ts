import type { INodeCredentials } from 'n8n-workflow';

import {
	DEMO_EMAIL,
	DEMO_PASSWORD,
	DEMO_TOKEN,
	startSandbox,
	type Account,
	type Sandbox,
} from '../../sandbox';
import { CREDENTIAL, DESK360, DESK360_TRIGGER, startDesk360, type StartOptions } from './desk360';

const PANEL = { email: DEMO_EMAIL, password: DEMO_PASSWORD, token: DEMO_TOKEN, agentId: 74 };

/** So many that each test has some to itself: what a process knows of an account outlives a test. */
const PEOPLE: Account[] = Array.from({ length: 120 }, (_, index) => ({
	email: `agent${index + 1}@example.com`,
	password: 'correct horse',
	agentId: index + 1,
}));

export const TICKETS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

export type AccountsDesk = Awaited<ReturnType<typeof startAccounts>>;

/** Ten tickets, each with a file that tells which one it is. */
function fill({ world }: Sandbox): void {
	world.createProduct({ id: 1 });
	for (const id of TICKETS) {
		const file = { name: `${id}.txt`, mimeType: 'text/plain', content: `File of ${id}` };
		world.createTicket({ id, productId: 1, description: `Hello ${id}`, attachments: [file] });
	}
}

/** A local Desk360 with many agents, and a second one with the same agents at another address. */
export async function startAccounts(options: StartOptions = {}) {
	const accounts = [PANEL, ...PEOPLE];
	const desk360 = await startDesk360({ accounts, ...options });
	const { engine, sandbox } = desk360;
	const elsewhere = await startSandbox({ accounts });
	let people = 0;

	return {
		...desk360,
		elsewhere,

		reset() {
			for (const each of [sandbox, elsewhere]) {
				each.reset();
				each.hooks.onRequest = undefined;
				each.hooks.onAnswer = undefined;
				fill(each);
			}
			engine.credentialUpdates.length = 0;
		},

		/** An agent whom nobody knows yet. */
		someone(): Account {
			const account = PEOPLE[people++];
			if (!account) throw new Error('No agents are left');
			return account;
		},

		/** A saved credential that signs in by password. */
		async signInOf({ email, password }: Account): Promise<INodeCredentials> {
			return await desk360.credentialsFor({ authentication: 'password', email, password });
		},

		/** The token that n8n keeps in the credential, with its mark. */
		async kept(credentials: INodeCredentials): Promise<unknown> {
			return (await engine.storedCredentials(credentials, CREDENTIAL)).sessionToken;
		},

		logins: () => sandbox.requests.count({ path: '/login' }),

		/** Whose token signed the calls of a service, in order; undefined for a token that it does not know. */
		signers: (service: Sandbox = sandbox) =>
			service.requests.entries
				.filter(({ sentAuthorization }) => sentAuthorization)
				.map(({ account }) => account),

		async close() {
			await elsewhere.close();
			await desk360.close();
		},
	};
}

/** Every way in which a credential is used, for one ticket. */
export const USES = {
	async read({ run }, credentials) {
		await run({ operation: 'get', productId: '1', ticketId: '11' }, { node: { credentials } });
	},
	async reply({ run }, credentials) {
		const parameters = { operation: 'reply', productId: '1', ticketId: '11', message: 'Hello' };
		await run(parameters, { node: { credentials } });
	},
	async 'download of a file at the API'({ run, sandbox, elsewhere }, credentials) {
		for (const { settings } of [sandbox, elsewhere]) settings.attachmentHost = 'api';
		const options = { downloadAttachments: true };
		const parameters = { operation: 'get', productId: '1', ticketId: '11', options };
		await run(parameters, { node: { credentials } });
	},
	async 'list search'({ engine }, credentials) {
		await engine.search(DESK360, 'searchTickets', { parameters: { productId: '1' }, credentials });
	},
	async 'poll of the trigger'({ engine }, credentials) {
		const settings = { type: DESK360_TRIGGER, credentials, parameters: { productId: '1' } };
		await engine.poll(settings);
	},
	async "call of n8n's HTTP Request node"({ engine }, credentials) {
		await requestProducts(engine, 'n8n-nodes-base.httpRequest', credentials);
	},
	async "call of n8n's HTTP Request Tool"({ engine }, credentials) {
		await requestProducts(engine, '@n8n/n8n-nodes-langchain.toolHttpRequest', credentials);
	},
} satisfies Record<string, (desk: AccountsDesk, credentials: INodeCredentials) => Promise<void>>;

/** n8n's own nodes take any address; this one is asked for where the credential says the API is. */
async function requestProducts(
	engine: AccountsDesk['engine'],
	type: string,
	credentials: INodeCredentials,
): Promise<void> {
	const { baseUrl } = await engine.storedCredentials(credentials, CREDENTIAL);
	const parameters = { url: `${String(baseUrl)}/products`, nodeCredentialType: CREDENTIAL };
	await engine.execute({ type, parameters, credentials });
}
