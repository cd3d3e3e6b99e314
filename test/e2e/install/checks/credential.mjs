import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../../../sandbox/index';
import { freePort } from '../../../../host/ports.mjs';
import { credentialType } from './package.mjs';
import { desk360, manualWorkflow, node, runToSuccess } from '../../support/workflows.mjs';
import { itemsOf } from '../../../../host/api.mjs';

const PASSWORD = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };
const TOKEN = { authentication: 'apiToken', apiToken: DEMO_TOKEN };

/**
 * The credential's form, its test, and its use by n8n's own HTTP Request node.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function credentialChecks(stage) {
	describe('Credential', () => {
		test('the form asks for token or password, and hides secrets', async () => {
			const { displayName, properties, supportedNodes } = await credentialType(stage());
			assert.equal(displayName, 'Desk360 API');
			assert.deepEqual(supportedNodes, [
				'n8n-nodes-desk360.desk360',
				'n8n-nodes-desk360.desk360Trigger',
			]);
			assert.deepEqual(namesOf(properties.slice(0, 6)), [
				'authentication',
				'apiToken',
				'email',
				'password',
				'sessionToken',
				'baseUrl',
			]);
			assert.deepEqual(namesOf(properties.filter(isSecret)), [
				'apiToken',
				'password',
				'sessionToken',
			]);
		});

		for (const [way, data] of Object.entries({ 'API token': TOKEN, password: PASSWORD })) {
			test(`the test passes by ${way}`, async () => {
				const verdict = await testOf(stage(), data);
				assert.deepEqual(verdict, { status: 'OK', message: 'Connection successful' });
			});
		}

		test('the test says what is wrong', async () => {
			const nobody = `http://127.0.0.1:${await freePort()}/v1`;
			const wrong = [
				{ data: { ...TOKEN, apiToken: 'unknown' }, says: /^Desk360 does not know this API token/ },
				{ data: { ...PASSWORD, password: 'wrong' }, says: /^Desk360 does not accept this email/ },
				{ data: { ...TOKEN, baseUrl: 'http://desk360.example.com/v1' }, says: /start with https/ },
				{ data: { ...TOKEN, baseUrl: nobody }, says: /^No connection to 127\.0\.0\.1/ },
			];
			for (const { data, says } of wrong) {
				const { status, message } = await testOf(stage(), data);
				assert.equal(status, 'Error');
				assert.match(message, says);
			}
		});

		test('n8n keeps the secrets to itself', async () => {
			const { api, credential } = stage();
			const { data } = await api.request('GET', `/credentials/${credential.id}?includeData=true`);
			assert.equal(data.baseUrl, stage().sandbox.url);
			assert.notEqual(data.apiToken, DEMO_TOKEN);
		});

		test('a password signs in once, and once more when its token is no longer known', async (t) => {
			const { api, sandbox } = stage();
			const signIns = () => sandbox.requests.count({ path: '/login' });
			const data = { ...PASSWORD, baseUrl: sandbox.url };
			const { id } = await api.createCredential({ name: 'By password', type: 'desk360Api', data });
			const credentials = { desk360Api: { id, name: 'By password' } };
			const list = desk360('List', { operation: 'getAll' }, { credentials });
			t.after(() => sandbox.accounts.reset());

			// Whatever token is known from before is not known to Desk360 any more.
			sandbox.accounts.renewToken();
			sandbox.requests.clear();
			await runToSuccess(api, manualWorkflow('By password', [list]));
			await runToSuccess(api, manualWorkflow('By password again', [list]));
			assert.equal(signIns(), 1);
			sandbox.accounts.renewToken();
			await runToSuccess(api, manualWorkflow('After a new token', [list]));
			assert.equal(signIns(), 2);
		});

		test("n8n's HTTP Request node signs in with it", async () => {
			const { api, credential, sandbox } = stage();
			const request = node(
				'Ask',
				'n8n-nodes-base.httpRequest',
				4.2,
				{
					url: `${sandbox.url}/products`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'desk360Api',
					options: {},
				},
				{ credentials: { desk360Api: credential } },
			);
			const execution = await runToSuccess(api, manualWorkflow('HTTP Request', [request]));
			assert.ok(JSON.stringify(itemsOf(execution, 'Ask')).includes('Web Shop'));
		});
	});
}

/**
 * @param {import('../../support/stage.mjs').Stage} stage
 * @param {Record<string, string>} data
 */
async function testOf({ api, sandbox }, data) {
	const credential = {
		name: 'Another Desk360 account',
		type: 'desk360Api',
		data: { baseUrl: sandbox.url, ...data },
	};
	const { id } = await api.createCredential(credential);
	const verdict = await api.testCredential({ ...credential, id });
	await api.request('DELETE', `/credentials/${id}`);
	return verdict;
}

/** @param {import('n8n-workflow').INodeProperties[]} properties */
function namesOf(properties) {
	return properties.map(({ name }) => name);
}

/** @param {import('n8n-workflow').INodeProperties} property */
function isSecret({ typeOptions }) {
	return typeOptions?.password === true;
}
