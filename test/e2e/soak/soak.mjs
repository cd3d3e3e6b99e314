import { setTimeout as sleep } from 'node:timers/promises';
import { pollingEvery } from '../../../host/examples.mjs';
import { freePort } from '../../../host/ports.mjs';
import { Progress } from '../../../host/progress.mjs';
import { publish } from '../support/published.mjs';
import { startCollector } from './collector.mjs';
import { judgeEvents, judgeWrites } from './judge.mjs';
import { childOf, median, sampled } from './process.mjs';
import { runFaults, runTraffic } from './traffic.mjs';
import { FOLLOWED_UP, REPLIED, TRIGGER, soakWorkflows } from './workflows.mjs';
import { startStage } from '../support/stage.mjs';
import { until } from '../support/until.mjs';

const SEED = 360;
const POLL_EVERY_SECONDS = 3;
const OLD_TICKETS = 30;
const SOCKETS_SAMPLED_MS = 10_000;
const HELD_SAMPLED_MS = 5_000;
const DONE_WITHIN_MS = 120_000;
const FURTHER_POLLS = 3;

/**
 * @typedef {object} Outcome
 * @property {ReturnType<typeof judgeEvents>} events
 * @property {ReturnType<typeof judgeWrites>} writes
 * @property {string[]} notSuccessful the executions that did not end well, and how
 * @property {{ resident: number[], held: number[] }} megabytes of n8n while things happened: what it takes of the
 *   machine, and what it holds once its garbage is collected
 * @property {{ before: number, after: number }} sockets that n8n has open between polls
 * @property {readonly import('../../../sandbox/index').RequestEntry[]} requests all that reached the local Desk360
 */

/**
 * Lets tickets come and change, and requests meet faults, while n8n hands over all four events and two of the
 * workflows write.
 *
 * @param {number} minutes
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Outcome>}
 */
export async function soak(minutes, onStop) {
	const progress = new Progress();
	const { collector, url } = await startCollector(onStop);
	const port = await freePort();
	const stage = await startStage({
		env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` },
		sandbox: { seed: { tickets: OLD_TICKETS }, settings: { tieOrder: 'shuffled' } },
	});
	onStop(() => stage.close());
	const { api, n8n, sandbox } = stage;
	const { world } = sandbox;
	world.createProduct();
	for (const workflow of soakWorkflows(url)) {
		const created = await api.createWorkflow(pollingEvery(POLL_EVERY_SECONDS, workflow));
		await publish(api, created, TRIGGER);
	}
	const process = await childOf(n8n.group);
	const inspector = { node: stage.host.node, port };
	// Opens the inspector, which is a socket as well.
	await process.heldMegabytes(inspector);
	const before = await idleSockets(process);

	const since = world.history.length;
	progress.line(`Tickets come and change for ${minutes} minutes`);
	const signal = AbortSignal.timeout(minutes * 60_000);
	const [resident, held] = await Promise.all([
		sampled(() => process.residentMegabytes(), signal),
		sampled(() => process.heldMegabytes(inspector), signal, HELD_SAMPLED_MS),
		runTraffic(sandbox, SEED, signal),
		runFaults(sandbox, SEED, signal),
	]);

	progress.line('Waiting for the last events and writes');
	// What does not come is the tests' to tell.
	await until(
		'the last events and writes',
		() => isComplete(world, since, collector),
		DONE_WITHIN_MS,
	).catch(({ message }) => progress.line(message));
	// What is handed over twice would be by then.
	await sleep(FURTHER_POLLS * POLL_EVERY_SECONDS * 1000);
	return {
		events: judgeEvents(world, since, collector),
		writes: judgeWrites(world, since, collector),
		notSuccessful: await notSuccessful(api),
		megabytes: { resident, held },
		sockets: { before, after: await idleSockets(process) },
		requests: sandbox.requests.entries,
	};
}

/**
 * Polls and executions are short: most of the time there are none.
 *
 * @param {import('./process.mjs').Process} process
 */
async function idleSockets(process) {
	const signal = AbortSignal.timeout(SOCKETS_SAMPLED_MS);
	return median(await sampled(() => process.openSockets(), signal));
}

/**
 * @param {import('../../../sandbox/index').World} world
 * @param {number} since
 * @param {import('./collector.mjs').Collector} collector
 */
function isComplete(world, since, collector) {
	const events = Object.values(judgeEvents(world, since, collector));
	const { reply, create } = judgeWrites(world, since, collector);
	return (
		events.every(({ missed }) => missed.length === 0) &&
		collector.told(REPLIED).length >= reply.intended &&
		collector.told(FOLLOWED_UP).length >= create.intended
	);
}

/** @param {import('../../../host/api.mjs').N8nApi} api */
async function notSuccessful(api) {
	const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
	/** @type {{ results: import('../../../host/api.mjs').ExecutionSummary[] }} */
	const { results } = await api.request('GET', `/executions?filter=${filter}`);
	return results.map(({ id, status }) => `${id}: ${status}`);
}
