import { setTimeout as sleep } from 'node:timers/promises';
import { pinnedN8n } from '../../../host/cache.mjs';
import { pollingEvery } from '../../../host/examples.mjs';
import { Progress } from '../../../host/progress.mjs';
import { signUp } from '../../../host/stage.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { startSandbox } from '../../../sandbox/index';
import { tarballOfThisRun } from '../support/package.mjs';
import { Queue } from './queue.mjs';
import { HandedOver, isUnfinished, placesOfState, runsIn, workOf } from './records.mjs';
import { EVERY_HOUR, answeredBy, answering, catchingUp } from './workflows.mjs';
import { startPostgres, startRedis } from './services.mjs';
import { until } from '../support/until.mjs';
import { runToSuccess } from '../support/workflows.mjs';

export const TICKETS = 500;
export const RATE_LIMIT = { limit: 200, windowSeconds: 10 };
const ARRIVE_EVERY_MS = 125;
const POLL_EVERY_SECONDS = 2;

/** So many tickets come before a worker is killed and main is stopped. */
const UNDISTURBED = 150;
/** So many come when main has stopped, however long that takes. */
const KEPT_BACK = 100;
/** An execution that has so many tickets left is in the middle of its work. */
const LEFT_OVER = 8;
const DONE_WITHIN_MS = 180_000;
const DATABASE = 'n8n';

/**
 * @typedef {import('../../../host/n8n.mjs').RunningN8n} RunningN8n
 * @typedef {import('../../../host/temporary.mjs').OnStop} OnStop
 * @typedef {import('../../../sandbox/index').Sandbox} Sandbox
 *
 * @typedef {object} Servers
 * @property {Sandbox} sandbox
 * @property {import('./services.mjs').Postgres} postgres
 * @property {Queue} queue
 * @property {RunningN8n} main the first one
 * @property {RunningN8n[]} workers all that ever ran
 *
 * @typedef {object} Outcome
 * @property {HandedOver} handedOver what the trigger gave to which execution
 * @property {string[][]} started the executions that each worker started
 * @property {string[]} lost executions that did not end well
 * @property {string[]} unanswered tickets without an answer when all executions had ended
 * @property {string[]} missing tickets without an answer after catching up
 * @property {string[]} repeated tickets with more than one answer
 * @property {readonly import('../../../sandbox/index').RequestEntry[]} requests all that reached the local Desk360
 * @property {number} arrivedMeanwhile how many tickets came while main did not run
 * @property {string[]} placesOfState where n8n has what the trigger remembers
 */

/**
 * Lets tickets arrive at an n8n in queue mode while one of its two workers is killed and replaced and main is
 * started again. Then catches up on what was lost.
 *
 * @param {Record<string, string>} env more settings of n8n
 * @param {OnStop} onStop
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
export async function runScenario(env, onStop, signal) {
	const progress = new Progress();
	const servers = await startServers(env, progress, onStop, signal);
	const { sandbox, postgres, queue, main, workers } = servers;
	const { api } = await signUp(main.url, sandbox.url, signal);
	await api.activate(await api.createWorkflow(pollingEvery(POLL_EVERY_SECONDS, answering)));
	await until('the first poll', async () => {
		const places = await placesOfState(postgres, DATABASE);
		return places.length > 0;
	});

	const handedOver = new HandedOver(postgres, DATABASE);
	const [{ atRisk, arrivedMeanwhile }] = await Promise.all([
		disturb(servers, handedOver, progress),
		arrive(servers, signal),
	]);
	const allEnded = async () => {
		await handedOver.readOn();
		const runs = await runsIn(postgres, DATABASE);
		// n8n may take hours to notice that an execution is lost.
		const isDone = !runs.some((run) => isUnfinished(run) && !atRisk.includes(run.id));
		const isAll = new Set(handedOver.tickets).size === TICKETS;
		return isAll && isDone && (await queue.isEmpty()) && runs;
	};
	const runs = await until('the end of all executions', allEnded, DONE_WITHIN_MS).catch(
		async (cause) => {
			const found = new Set(handedOver.tickets).size;
			const states = JSON.stringify(await runsIn(postgres, DATABASE));
			throw new Error(
				`${cause.message}. The trigger handed over ${found} tickets; executions: ${states}`,
				{ cause },
			);
		},
	);
	const unanswered = ticketsWith(sandbox, (answers) => answers === 0);
	progress.line(`${runs.length} executions ended, ${unanswered.length} tickets are unanswered`);

	await runToSuccess(api, catchingUp, EVERY_HOUR);
	const works = await Promise.all(workers.map(workOf));
	return {
		handedOver,
		started: works.map(({ started }) => started),
		lost: runs.filter(({ status }) => status !== 'success').map(({ id }) => id),
		unanswered,
		missing: ticketsWith(sandbox, (answers) => answers === 0),
		repeated: ticketsWith(sandbox, (answers) => answers > 1),
		requests: sandbox.requests.entries,
		arrivedMeanwhile,
		placesOfState: await placesOfState(postgres, DATABASE),
	};
}

/**
 * @param {Record<string, string>} env
 * @param {Progress} progress
 * @param {OnStop} onStop
 * @param {AbortSignal} signal
 * @returns {Promise<Servers>}
 */
async function startServers(env, progress, onStop, signal) {
	const host = await pinnedN8n({ progress, signal });
	const tarball = await tarballOfThisRun(await temporaryFolder(onStop));
	const sandbox = await startSandbox({ seed: { tickets: 0 }, rateLimit: RATE_LIMIT });
	onStop(() => sandbox.close());
	const redis = await startRedis({ onStop, signal });
	const postgres = await startPostgres({ onStop, signal });
	await postgres.createDatabase(DATABASE);
	const services = { redis, postgres, database: DATABASE };
	const queue = new Queue({ host, tarball, ...services, env, onStop, signal });
	const main = await queue.startMain();
	const workers = await Promise.all([queue.startWorker(), queue.startWorker()]);
	progress.line('n8n runs with two workers');
	return { sandbox, postgres, queue, main, workers };
}

/**
 * Lets the tickets come one after the other, the last of them when main has stopped.
 *
 * @param {Servers} servers
 * @param {AbortSignal} signal
 */
async function arrive({ sandbox: { world }, main }, signal) {
	const mainHasStopped = main.stopped.catch(() => undefined);
	for (let number = 1; number <= TICKETS; number++) {
		if (number > TICKETS - KEPT_BACK) await mainHasStopped;
		world.createTicket({ subject: `Ticket ${number}` });
		await sleep(ARRIVE_EVERY_MS, undefined, { signal });
	}
}

/**
 * Kills a worker in the middle of an execution and stops main at the same time; starts both again.
 *
 * @param {Servers} servers
 * @param {HandedOver} handedOver
 * @param {Progress} progress
 * @returns {Promise<{ atRisk: string[], arrivedMeanwhile: number }>} the executions that had not ended when the worker
 *   was killed, and how many tickets came while main did not run
 */
async function disturb({ sandbox, postgres, queue, main, workers }, handedOver, progress) {
	await until('the first tickets', () => sandbox.world.tickets.length >= UNDISTURBED);
	const victim = await until('a worker in the middle of an execution', async () => {
		await handedOver.readOn();
		return workerAtWork(workers, handedOver, sandbox);
	});
	await victim.kill();
	progress.line('A worker is killed');
	await handedOver.readOn();
	const unfinished = (await runsIn(postgres, DATABASE)).filter(isUnfinished);
	const restartMain = async () => {
		await main.stop();
		const arrived = sandbox.world.tickets.length;
		await queue.startMain();
		return sandbox.world.tickets.length - arrived;
	};
	const [newWorker, arrivedMeanwhile] = await Promise.all([queue.startWorker(), restartMain()]);
	workers.push(newWorker);
	progress.line('Main and a new worker run');
	return { atRisk: unfinished.map(({ id }) => id), arrivedMeanwhile };
}

/**
 * @param {RunningN8n[]} workers
 * @param {HandedOver} handedOver
 * @param {Sandbox} sandbox
 */
async function workerAtWork(workers, handedOver, { world }) {
	for (const worker of workers) {
		const { running } = await workOf(worker);
		for (const execution of running) {
			const isAnswered = (/** @type {string} */ id) =>
				answeredBy(world.ticket(Number(id))).includes(execution);
			const tickets = handedOver.ticketsOf(execution);
			const left = tickets.filter((id) => !isAnswered(id)).length;
			if (left >= LEFT_OVER && left < tickets.length) return worker;
		}
	}
	return undefined;
}

/**
 * @param {Sandbox} sandbox
 * @param {(answers: number) => boolean} condition
 * @returns {string[]} ids
 */
function ticketsWith({ world }, condition) {
	return world.tickets
		.filter((ticket) => condition(answeredBy(ticket).length))
		.map(({ id }) => String(id));
}
