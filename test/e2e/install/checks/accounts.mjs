import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startSandbox } from '../../../../sandbox/index';
import { byId, desk360, manualWorkflow, node, runToSuccess } from '../../support/workflows.mjs';

const ADA = { email: 'ada@example.com', password: 'the password of Ada', agentId: 71 };
const BEN = { email: 'ben@example.com', password: 'the password of Ben', agentId: 72 };
const TICKET = 12;

/** Those that take a credential of a service, and that both pinned n8n have. */
const HTTP_REQUEST_VERSIONS = [2, 3, 4, 4.2];

/**
 * Whose account signs, with credentials as n8n saves and edits them.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function accountChecks(stage) {
	describe('Accounts', () => {
		test('an edited credential signs as the agent that it names now', async (t) => {
			const { api } = stage();
			const desk = await deskOfTwo(t);
			const credential = await credentialOf(api, desk, ADA);
			const reply = desk360(
				'Reply',
				{ operation: 'reply', ticketId: byId(TICKET), message: 'We look into it.' },
				{ credentials: { desk360Api: credential } },
			);
			const authors = () => desk.world.ticket(TICKET).messages.map(({ agent_id: agent }) => agent);

			await runToSuccess(api, manualWorkflow('As Ada', [reply]));
			await edit(api, credential, BEN);
			await runToSuccess(api, manualWorkflow('As Ben', [reply]));
			await edit(api, credential, ADA);
			await runToSuccess(api, manualWorkflow('As Ada again', [reply]));
			assert.deepEqual(authors(), [ADA.agentId, BEN.agentId, ADA.agentId]);
		});

		for (const version of HTTP_REQUEST_VERSIONS) {
			test(`n8n's HTTP Request node ${version} signs as the edited credential says`, async (t) => {
				const { api } = stage();
				const desk = await deskOfTwo(t);
				const credential = await credentialOf(api, desk, ADA);
				const ask = httpRequest(version, `${desk.url}/products`, credential);
				await runToSuccess(api, manualWorkflow('As Ada', [ask]));
				await edit(api, credential, BEN);
				desk.requests.clear();
				await runToSuccess(api, manualWorkflow('As Ben', [ask]));
				const signed = desk.requests.entries.filter(({ sentAuthorization }) => sentAuthorization);
				assert.deepEqual([...new Set(signed.map(({ account }) => account))], [BEN.email]);
			});

			test(`n8n's HTTP Request node ${version} takes no token along to another host`, async (t) => {
				const { api } = stage();
				const desk = await deskOfTwo(t);
				const credential = await credentialOf(api, desk, ADA);
				const elsewhere = desk.files.url.replace('127.0.0.1', 'localhost');
				desk.faults.add({
					kind: 'redirect',
					location: `${elsewhere}/attachments/a/b`,
					match: { path: '/products' },
				});
				const ask = httpRequest(version, `${desk.url}/products`, credential);
				const settings = { ...ask, onError: 'continueRegularOutput' };
				await runToSuccess(api, manualWorkflow('Redirected', [settings]));
				assert.deepEqual(
					desk.files.requests.entries.map(({ sentAuthorization }) => sentAuthorization),
					[false],
				);
			});
		}
	});
}

/**
 * A local Desk360 with two agents and a ticket.
 *
 * @param {import('node:test').TestContext} t
 */
async function deskOfTwo(t) {
	const desk = await startSandbox({ accounts: [ADA, BEN] });
	t.after(() => desk.close());
	desk.world.createProduct({ id: 1 });
	desk.world.createTicket({ id: TICKET, productId: 1, description: null });
	return desk;
}

/**
 * @param {import('../../../../host/api.mjs').N8nApi} api
 * @param {{ url: string }} desk
 * @param {{ email: string, password: string }} agent
 */
async function credentialOf(api, { url }, { email, password }) {
	const data = { authentication: 'password', email, password, baseUrl: url };
	const name = `Agent at ${url}`;
	const { id } = await api.createCredential({ name, type: 'desk360Api', data });
	return { id, name };
}

/**
 * Changes the agent of a saved credential as the editor does: it reads what is saved, with secrets blanked, and sends
 * it back with what the person typed.
 *
 * @param {import('../../../../host/api.mjs').N8nApi} api
 * @param {{ id: string, name: string }} credential
 * @param {{ email: string, password: string }} agent
 */
async function edit(api, { id, name }, { email, password }) {
	const { data } = await api.request('GET', `/credentials/${id}?includeData=true`);
	// Otherwise n8n kept no token, and there is nothing that it could put back.
	assert.notEqual(data.sessionToken ?? '', '');
	await api.request('PATCH', `/credentials/${id}`, {
		name,
		type: 'desk360Api',
		data: { ...data, email, password },
	});
}

/**
 * @param {number} version
 * @param {string} url
 * @param {{ id: string, name: string }} credential
 */
function httpRequest(version, url, credential) {
	const parameters = {
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'desk360Api',
		options: version < 3 ? {} : { redirect: { redirect: { followRedirects: true } } },
	};
	return node('Ask', 'n8n-nodes-base.httpRequest', version, parameters, {
		credentials: { desk360Api: credential },
	});
}
