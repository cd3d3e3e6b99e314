import { setTimeout as sleep } from 'node:timers/promises';
import { pick, seededRandom } from '../../../sandbox/world/random';
import { FAULTS_OF_ALL, FAULTS_OF_READS } from '../../support/passingFaults';
import { WATCHED } from './workflows.mjs';

const STEP_EVERY_MS = 300;
const FAULT_EVERY_MS = 600;
/** A fault waits for its request; more than so many never wait. */
const MOST_PENDING = 4;
const RECENT = 30;
const STATES = 4;
const AGENTS = 10;

/**
 * @typedef {import('../../../sandbox/index').Sandbox} Sandbox
 * @typedef {import('../../../sandbox/index').Fault} Fault
 * @typedef {() => number} Random
 */

/**
 * Lets things happen to the tickets. No two changes of a ticket leave it the same within a second, so that each
 * can be told from the others.
 *
 * @param {Sandbox} sandbox
 * @param {number} seed
 * @param {AbortSignal} signal ends it
 */
export async function runTraffic({ world }, seed, signal) {
	const random = seededRandom(seed);
	for (let step = 0; await pause(STEP_EVERY_MS, signal); step++) {
		const recent = world.ticketsOf(WATCHED).slice(-RECENT);
		const chance = random();
		const ticket = pick(random, recent);
		if (chance < 0.25) {
			const about = `Question ${step}`;
			world.createTicket({ productId: WATCHED, subject: about, description: `${about}?` });
		} else if (chance < 0.55) world.addMessage(ticket.id, { message: `Any news? (${step})` });
		else if (chance < 0.8) world.changeStatus(ticket.id, (ticket.status + 1) % STATES);
		else world.assign(ticket.id, ((ticket.agent_id ?? 0) + 1) % AGENTS);
	}
}

/**
 * Lets requests meet faults.
 *
 * @param {Sandbox} sandbox
 * @param {number} seed
 * @param {AbortSignal} signal ends it, and takes back what has met no request
 */
export async function runFaults({ faults }, seed, signal) {
	const random = seededRandom(seed);
	while (await pause(FAULT_EVERY_MS * 2 * random(), signal)) {
		if (faults.pending < MOST_PENDING) faults.add(someFault(random));
	}
	faults.clear();
}

/**
 * @param {Random} random
 * @returns {Fault}
 */
function someFault(random) {
	const isWrite = random() < 0.3;
	const fault = pick(random, [...FAULTS_OF_ALL, ...(isWrite ? FAULTS_OF_WRITES : FAULTS_OF_READS)]);
	return { ...fault, match: { method: isWrite ? 'POST' : 'GET' } };
}

/** @type {Fault[]} */
const FAULTS_OF_WRITES = [{ kind: 'lostAnswer' }];

/** All that requests may meet. */
export const FAULTS = [...FAULTS_OF_ALL, ...FAULTS_OF_WRITES, ...FAULTS_OF_READS];

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} false when the signal fired
 */
function pause(ms, signal) {
	return sleep(ms, true, { signal }).catch(() => false);
}
