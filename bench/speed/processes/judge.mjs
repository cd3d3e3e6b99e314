import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from '../../../nodes/Desk360/api/failures/judge';
import { readList, readRecord } from '../../../nodes/Desk360/api/shapes';
import { HOSTILE_BODIES } from '../support/hostileBodies.mjs';
import { serve } from '../support/serve.mjs';

/** The loop is looked at this often, in milliseconds. */
const RESOLUTION_MS = 1;
/** Long enough for a look before and after. */
const AROUND_MS = 25;

const SECRETS = ['a-token-of-forty-characters-that-is-struck', 'a password'];

/** @typedef {{ effect: 'read' | 'write', status: number }} Case */

/** The answers that are judged in different ways. @type {Case[]} */
const CASES = [
	{ effect: 'read', status: 200 },
	{ effect: 'write', status: 201 },
	{ effect: 'write', status: 422 },
	{ effect: 'read', status: 500 },
];

/** @param {Case} one @param {string} body */
function judgeOne({ effect, status }, body) {
	/** @type {import('../../../nodes/Desk360/api/failures/question').Question} */
	const question = { effect, subject: 'the ticket list', target: 'product 1' };
	const read = effect === 'read' ? readList('the ticket list') : readRecord;
	const headers = { 'content-type': 'application/json' };
	try {
		judge({ status, headers, body }, question, read, SECRETS);
	} catch {
		// most are refused, and that is judged as well
	}
}

/** For how long nothing else could run, in milliseconds. @param {() => void} work */
async function heldUp(work) {
	globalThis.gc?.();
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	await sleep(AROUND_MS);
	work();
	await sleep(AROUND_MS);
	delay.disable();
	return delay.max / 1e6;
}

serve(
	{
		/** The longest time of all cases. @param {string} name of a body */
		async heldUpBy(name) {
			const body = HOSTILE_BODIES[name]?.() ?? '';
			const times = [];
			for (const one of CASES) times.push(await heldUp(() => judgeOne(one, body)));
			return Math.max(...times);
		},
	},
	() => {},
);
