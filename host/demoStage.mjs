import { startSandbox } from '../sandbox/index';
import { pinnedN8n } from './cache.mjs';
import { filledIn, pollingEvery, readExamples } from './examples.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, packPackage } from './packageInstall.mjs';
import { WORKFLOWS_FOLDER } from './paths.mjs';
import { freePort } from './ports.mjs';
import { signUp } from './stage.mjs';
import { temporaryFolder } from './temporary.mjs';

const N8N_PORT = 5678;
/** Something happens this often; about one in ten is a new ticket of the first product. */
const CUSTOMERS_EVERY_MS = 1_500;
const POLL_EVERY_SECONDS = 5;
const UNRESOLVED = 0;
/** Of the local Desk360: its stamps are those of UTC. */
const TIME_ZONE = 'UTC';

/**
 * @typedef {object} Servers
 * @property {Awaited<ReturnType<typeof startSandbox>>} sandbox
 * @property {import('./n8n.mjs').RunningN8n} n8n
 *
 * @typedef {object} Stage
 * @property {import('./api.mjs').N8nApi} api signed in as the owner
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
 * @param {import('./temporary.mjs').OnStop} options.onStop
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

	const userFolder = await temporaryFolder(onStop);
	await installPackage(userFolder, await packPackage(userFolder));
	const port = await freePort(N8N_PORT);
	const n8n = await progress.stage(`Starting n8n on port ${port}`, async () =>
		startN8n({ host, userFolder, port, brokerPort: await freePort(), signal }),
	);
	onStop(() => n8n.stop());
	return { sandbox, n8n };
}

/**
 * Signs up an owner, creates the credential and imports the example workflows, filled in.
 *
 * @param {Servers} servers
 * @param {{ progress: import('./progress.mjs').Progress, signal: AbortSignal }} options
 * @returns {Promise<Stage>}
 */
export async function setStage({ sandbox, n8n }, { progress, signal }) {
	const { api, owner } = await signUp(n8n.url, sandbox.url, signal, { timeZone: TIME_ZONE });
	/** @type {Stage['workflows']} */
	const workflows = new Map();
	const given = givenIn(sandbox);
	for (const [file, example] of await readExamples(WORKFLOWS_FOLDER)) {
		const ready = pollingEvery(POLL_EVERY_SECONDS, filledIn(given, example));
		workflows.set(file, await api.createWorkflow(ready));
	}
	progress.line(`${workflows.size} example workflows are imported`);
	return { api, owner, workflows };
}

/**
 * What the examples ask for, from the demo data.
 *
 * @param {Servers['sandbox']} sandbox
 * @returns {import('./examples.mjs').Given}
 */
function givenIn({ world }) {
	const [product] = world.products;
	if (!product) throw new Error('The demo data has no product');
	const [ticket] = world.ticketsOf(product.id).filter(({ status }) => status === UNRESOLVED);
	return {
		productId: product.id,
		ticketId: ticket?.id,
		reasonId: 1,
		name: 'Ada Example',
		email: 'ada@example.com',
	};
}
