import { readFile } from 'node:fs/promises';
import { parse } from 'flatted';
import { itemsOf } from '../../../host/api.mjs';
import { NEW_TICKET } from './workflows.mjs';

/**
 * @typedef {import('./services.mjs').Postgres} Postgres
 * @typedef {{ id: string, status: string }} Run
 */

/**
 * What the trigger handed over to each execution, from n8n's database. n8n empties the data of an execution that
 * it takes for lost, so this has to be read while the executions come.
 */
export class HandedOver {
	#postgres;
	#database;
	/** @type {Map<string, string[]>} */
	#ticketsOf = new Map();

	/**
	 * @param {Postgres} postgres
	 * @param {string} database
	 */
	constructor(postgres, database) {
		this.#postgres = postgres;
		this.#database = database;
	}

	/** Reads the executions that are new since the last time. */
	async readOn() {
		const known = [...this.#ticketsOf.keys()].join();
		const rows = await this.#postgres.rows(
			this.#database,
			`SELECT "executionId" AS id, data FROM execution_data WHERE "executionId" <> ALL ('{${known}}')`,
		);
		for (const { id, data } of rows) this.#ticketsOf.set(`${id}`, ticketsIn(parse(data)));
	}

	/** One id for each time that a ticket was handed over. */
	get tickets() {
		return [...this.#ticketsOf.values()].flat();
	}

	/** @param {string} executionId */
	ticketsOf(executionId) {
		return this.#ticketsOf.get(executionId) ?? [];
	}
}

/**
 * The items lie on the stack of an execution as long as its first step has not run.
 *
 * @param {import('n8n-workflow').IRunExecutionData} data
 */
function ticketsIn(data) {
	const stack = data.executionData?.nodeExecutionStack ?? [];
	const waiting = stack.filter(({ node }) => node.name === NEW_TICKET);
	const items = [
		...waiting.flatMap((step) => step.data.main?.[0] ?? []),
		...itemsOf({ data }, NEW_TICKET),
	];
	return items.map(({ json }) => String(json.id));
}

/**
 * @param {Postgres} postgres
 * @param {string} database
 * @returns {Promise<Run[]>} all executions
 */
export async function runsIn(postgres, database) {
	const rows = await postgres.rows(database, 'SELECT id, status FROM execution_entity ORDER BY id');
	return rows.map(({ id, status }) => ({ id: `${id}`, status }));
}

/** @param {Run} run */
export const isUnfinished = ({ status }) => status === 'new' || status === 'running';

/** Where n8n may keep what a trigger remembers: the usual place, and that of durable cursors. */
const PLACES_OF_STATE = {
	workflow: 'SELECT "staticData"::text AS state FROM workflow_entity',
	poller: 'SELECT cursor::text AS state FROM poller_state',
};

/**
 * Where n8n has saved what the trigger remembers, which it does a moment after the first poll.
 *
 * @param {Postgres} postgres
 * @param {string} database
 * @returns {Promise<string[]>} names of `PLACES_OF_STATE`
 */
export async function placesOfState(postgres, database) {
	const found = Object.entries(PLACES_OF_STATE).map(async ([place, select]) => {
		const states = await postgres.rows(database, select);
		return states.some(({ state }) => state?.includes('"desk360"')) ? [place] : [];
	});
	return (await Promise.all(found)).flat();
}

/**
 * What a worker did, as its log says.
 *
 * @param {{ logFile: string }} worker
 * @returns {Promise<{ started: string[], running: string[] }>} ids of executions
 */
export async function workOf({ logFile }) {
	const log = await readFile(logFile, 'utf8');
	const idsAfter = (/** @type {string} */ words) =>
		[...log.matchAll(new RegExp(`${words} execution (\\d+)`, 'g'))].map(([, id = '']) => id);
	const started = idsAfter('Worker started');
	const finished = new Set(idsAfter('Worker finished'));
	return { started, running: started.filter((id) => !finished.has(id)) };
}
