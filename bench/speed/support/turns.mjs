import { median } from './numbers.mjs';

/**
 * @typedef {import('../processes/sandbox.mjs').Call} Call
 * @typedef {import('../processes/sandbox.mjs').Conditions} Conditions
 *
 * @typedef {object} Contender who does a work, and how
 * @property {string} label
 * @property {import('./child.mjs').Child} side
 * @property {string} task
 * @property {object} work
 *
 * @typedef {import('../processes/side.mjs').Run & { calls: Call[] }} Run
 *
 * @typedef {object} Measurement what one contender came to under the same conditions
 * @property {string} label
 * @property {number} latencyMs
 * @property {Run[]} runs
 */

/**
 * One turn that does not count: n8n is no fresh process either when a workflow runs.
 *
 * @param {import('./child.mjs').Child} sandbox
 * @param {Contender[]} contenders
 */
export async function warmUp(sandbox, contenders) {
	for (const contender of contenders) await runOnce(sandbox, contender, {});
}

/**
 * Lets the contenders do their work one after the other, turn by turn, each turn begun by another: what happens to
 * the machine meanwhile happens to all of them.
 *
 * @param {import('./child.mjs').Child} sandbox
 * @param {Contender[]} contenders
 * @param {number} turns
 * @param {Conditions} conditions
 * @returns {Promise<Measurement[]>}
 */
export async function takeTurns(sandbox, contenders, turns, conditions = {}) {
	const measurements = contenders.map(({ label }) => {
		return { label, latencyMs: conditions.latencyMs ?? 0, runs: /** @type {Run[]} */ ([]) };
	});
	for (let turn = 0; turn < turns; turn++) {
		for (let step = 0; step < contenders.length; step++) {
			const index = (turn + step) % contenders.length;
			const contender = /** @type {Contender} */ (contenders[index]);
			measurements[index]?.runs.push(await runOnce(sandbox, contender, conditions));
		}
	}
	return measurements;
}

/**
 * @param {import('./child.mjs').Child} sandbox
 * @param {Contender} contender
 * @param {Conditions} conditions
 * @returns {Promise<Run>}
 */
export async function runOnce(sandbox, { side, task, work }, conditions) {
	await sandbox.call('begin', conditions);
	const run = await side.call('run', task, work);
	return { ...run, calls: await sandbox.call('calls') };
}

/**
 * @param {Measurement[]} measurements
 * @param {string} label
 * @param {number} [latencyMs]
 */
export function measured(measurements, label, latencyMs = 0) {
	const found = measurements.find((one) => one.label === label && one.latencyMs === latencyMs);
	if (!found) throw new Error(`"${label}" was not measured at ${latencyMs} ms`);
	return found;
}

/** @param {Measurement} measurement */
export const medianMs = ({ runs }) => median(runs.map(({ ms }) => ms));

/** @param {Measurement} measurement */
export const callCounts = ({ runs }) => runs.map(({ calls }) => calls.length);

/** In the worst turn, in bytes. @param {Measurement} measurement */
export const growth = ({ runs }) =>
	Math.max(...runs.map(({ memory }) => memory.peak - memory.before));

/** In the worst turn, in bytes. @param {Measurement} measurement */
export const peakMemory = ({ runs }) => Math.max(...runs.map(({ memory }) => memory.peak));
