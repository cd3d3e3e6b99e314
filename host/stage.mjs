import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_TOKEN, startSandbox } from '../sandbox/index';
import { N8nApi } from './api.mjs';
import { pinnedN8n } from './cache.mjs';
import { pollingEvery, readExamples } from './examples.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage } from './packageInstall.mjs';
import { WORKFLOWS_FOLDER } from './paths.mjs';
import { freePort } from './ports.mjs';

const N8N_PORT = 5678;
/** Something happens this often; about one in ten is a new ticket of the first product. */
const CUSTOMERS_EVERY_MS = 1_500;
const POLL_EVERY_SECONDS = 5;
/** What the example workflows call it, so that n8n's import finds it. */
const CREDENTIAL_NAME = 'Desk360 account';

/**
 * @typedef {object} Servers
 * @property {Awaited<ReturnType<typeof startSandbox>>} sandbox
 * @property {import('./n8n.mjs').RunningN8n} n8n
 *
 * @typedef {object} Stage
 * @property {N8nApi} api signed in as the owner
 * @property {import('./api.mjs').Owner} owner
 * @property {Map<string, import('./api.mjs').Workflow>} workflows the imported examples by file name
 */

/**
 * Starts the local Desk360 with living customers, and n8n with the package. What was started is handed to
 * `onStop` at once, so that it can be stopped whatever comes later.
 *
 * @param {object} options
 * @param {import('./progress.mjs').Progress} options.progress
 * @param {AbortSignal} options.signal
 * @param {(stop: () => Promise<unknown>) => void} options.onStop
 * @returns {Promise<Servers>}
 */
export async function startServers({ progress, signal, onStop }) {
	const host = await pinnedN8n({ progress, signal });

	const sandbox = await startSandbox({
		seed: 'demo',
		live: { everyMs: CUSTOMERS_EVERY_MS },
		rateLimit: { limit: 600, windowSeconds: 60 },
	});
	onStop(() => sandbox.close());
	progress.line(`The local Desk360 runs at ${sandbox.url}`);

	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-desk360-'));
	onStop(() => rm(userFolder, { recursive: true, force: true }));
	await installPackage(userFolder);
	const port = await freePort(N8N_PORT);
	const n8n = await progress.stage(`Starting n8n on port ${port}`, async () =>
		startN8n({ host, userFolder, port, brokerPort: await freePort(), signal }),
	);
	onStop(() => n8n.stop());
	return { sandbox, n8n };
}

/**
 * Signs up an owner, creates the credential and imports the example workflows.
 *
 * @param {Servers} servers
 * @param {{ progress: import('./progress.mjs').Progress, signal: AbortSignal }} options
 * @returns {Promise<Stage>}
 */
export async function setStage({ sandbox, n8n }, { progress, signal }) {
	const api = new N8nApi(n8n.url, signal);
	const owner = newOwner();
	await api.setUpOwner(owner);
	await createCredential(api, sandbox.url);
	/** @type {Stage['workflows']} */
	const workflows = new Map();
	for (const [file, example] of await readExamples(WORKFLOWS_FOLDER)) {
		workflows.set(file, await api.createWorkflow(pollingEvery(POLL_EVERY_SECONDS, example)));
	}
	progress.line(`${workflows.size} example workflows are imported`);
	return { api, owner, workflows };
}

/**
 * @param {N8nApi} api
 * @param {string} baseUrl
 */
async function createCredential(api, baseUrl) {
	const credential = {
		name: CREDENTIAL_NAME,
		type: 'desk360Api',
		data: { authentication: 'apiToken', apiToken: DEMO_TOKEN, baseUrl },
	};
	const { id } = await api.createCredential(credential);
	const { status, message } = await api.testCredential({ ...credential, id });
	if (status !== 'OK') throw new Error(`The credential's test says: ${message}`);
}

/** @returns {import('./api.mjs').Owner} */
function newOwner() {
	return {
		email: 'owner@example.com',
		password: `Desk360-${randomBytes(6).toString('hex')}`,
		firstName: 'Desk',
		lastName: 'Owner',
	};
}
