import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf, lastItems } from './api.mjs';
import { triggerOf } from './examples.mjs';
import { Progress } from './progress.mjs';
import { printOutcomes, ticketLine } from './report.mjs';
import { setStage, startServers } from './demoStage.mjs';

/** Those for a first look: the others answer many tickets, wait for an hour or an event, or need another service. */
const RUN_ONCE = [
	'list-tickets',
	'create-ticket-with-attachment',
	'ticket-details',
	'reply',
	'ticket-logs',
];
const FOLLOWED = 'new-ticket-trigger';
const ONCE_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 1_000;

/**
 * @typedef {import('./demoStage.mjs').Stage} Stage
 * @typedef {import('./n8n.mjs').RunningN8n} RunningN8n
 */

/**
 * Runs the first example workflows one after the other and waits for the first ticket of the trigger.
 *
 * @param {Stage} stage
 * @param {Progress} progress
 * @param {AbortSignal} signal
 */
async function runOnce({ api, workflows }, progress, signal) {
	const followed = workflowNamed(workflows, FOLLOWED);
	await api.activate(followed);
	/** @type {import('./report.mjs').Outcome[]} */
	const outcomes = [];
	for (const file of RUN_ONCE) {
		const workflow = workflowNamed(workflows, file);
		progress.line(`Running "${workflow.name}"`);
		const id = await api.run(workflow, triggerOf(workflow));
		outcomes.push(outcomeOf(workflow, await api.finishedExecution(id)));
	}
	progress.line(`Waiting for a ticket in "${followed.name}"`);
	for await (const execution of executionsOf(followed, api, signal)) {
		outcomes.push(outcomeOf(followed, execution));
		break;
	}
	printOutcomes(outcomes);
}

/**
 * Prints each ticket that the trigger hands out, until it is stopped.
 *
 * @param {Stage} stage
 * @param {string} url n8n's
 * @param {AbortSignal} signal
 */
async function stay({ api, owner, workflows }, url, signal) {
	const followed = workflowNamed(workflows, FOLLOWED);
	await api.activate(followed);
	console.log(`
  n8n       ${url}
  email     ${owner.email}
  password  ${owner.password}

Customers of the local Desk360 keep writing. New tickets that come through n8n appear here.
Ctrl-C stops everything.
`);
	for await (const execution of executionsOf(followed, api, signal)) {
		if (execution.status !== 'success') console.log(endOf(followed, execution));
		for (const item of itemsOf(execution, triggerOf(followed))) console.log(ticketLine(item));
	}
}

/**
 * The finished executions of a workflow in their order, now and as they come.
 *
 * @param {import('./api.mjs').Workflow} workflow
 * @param {import('./api.mjs').N8nApi} api
 * @param {AbortSignal} signal
 */
async function* executionsOf(workflow, api, signal) {
	let last = 0;
	for (;;) {
		const known = await api.executionsOf(workflow);
		for (const { id } of known.filter((execution) => Number(execution.id) > last).reverse()) {
			last = Number(id);
			yield await api.finishedExecution(id);
		}
		await sleep(LOOK_EVERY_MS, undefined, { signal });
	}
}

/**
 * @param {import('./api.mjs').Workflow} workflow
 * @param {import('./api.mjs').Execution} execution
 * @returns {import('./report.mjs').Outcome}
 */
function outcomeOf(workflow, execution) {
	if (execution.status !== 'success') throw new Error(endOf(workflow, execution));
	const items = lastItems(execution);
	if (items.length === 0) throw new Error(`"${workflow.name}" ran, but returned nothing`);
	return { name: workflow.name, items, execution: execution.id };
}

/**
 * @param {import('./api.mjs').Workflow} workflow
 * @param {import('./api.mjs').Execution} execution
 */
function endOf({ name }, { status, data }) {
	return `"${name}" ended as ${status}: ${data.resultData.error?.message ?? 'n8n gives no message'}`;
}

/**
 * @param {Stage['workflows']} workflows
 * @param {string} file
 */
function workflowNamed(workflows, file) {
	const workflow = workflows.get(file);
	if (!workflow) throw new Error(`workflows/${file}.json is missing`);
	return workflow;
}

async function main() {
	const once = process.argv.includes('--once');
	const progress = new Progress();
	const stopping = new AbortController();
	const { signal } = stopping;
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());

	/** @type {Array<() => Promise<unknown>>} */
	const stops = [];
	const onStop = (/** @type {() => Promise<unknown>} */ stop) => void stops.unshift(stop);
	/** @type {RunningN8n | undefined} */
	let n8n;
	try {
		const servers = await startServers({ progress, signal, onStop });
		n8n = servers.n8n;
		const stage = await Promise.race([setStage(servers, { progress, signal }), n8n.stopped]);
		const work = once
			? Promise.race([runOnce(stage, progress, signal), tooLate()])
			: stay(stage, n8n.url, signal);
		await Promise.race([work, n8n.stopped]);
	} catch (cause) {
		if (signal.aborted) {
			progress.line('Stopping');
			process.exitCode = once ? 130 : 0;
		} else {
			await explain(cause, n8n);
			process.exitCode = 1;
		}
	} finally {
		stopping.abort();
		for (const stop of stops) await stop();
		progress.line('Everything is stopped');
	}
}

async function tooLate() {
	await sleep(ONCE_WITHIN_MS, undefined, { ref: false });
	throw new Error('The first example workflows did not all run within five minutes');
}

/**
 * @param {unknown} cause
 * @param {RunningN8n | undefined} n8n
 */
async function explain(cause, n8n) {
	// That n8n ended may show first as a request without an answer.
	const ended = n8n?.stopped.catch((stopped) => stopped);
	const reason = await Promise.race([ended ?? cause, sleep(1_000, cause)]);
	console.error(`\n${reason instanceof Error ? reason.message : String(reason)}`);
	const log = reason instanceof Error && 'log' in reason ? reason.log : await n8n?.logTail();
	if (log) console.error(`\nThe end of the log:\n${log}`);
}

void main();
