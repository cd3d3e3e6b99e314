import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WORKER_CONCURRENCY } from './queue.mjs';
import { RATE_LIMIT, TICKETS, runScenario } from './scenario.mjs';
import { callsByWindow } from './rateWindows.mjs';

/** What the Desk360 node does at once for an execution, unless told otherwise. */
const PARALLEL_REQUESTS = 4;
/** The killed one, its replacement and the other one, which may all meet within a window. */
const WORKERS = 3;
/** Main polls with one call at a time. */
const MOST_CALLS_AT_ONCE = WORKERS * WORKER_CONCURRENCY * PARALLEL_REQUESTS + 1;
const MOST_REFUSED = 0.05;

/**
 * Checks an n8n in queue mode: tickets arrive while a worker is killed and main is started again.
 *
 * @param {string} name
 * @param {Record<string, string>} env more settings of n8n
 * @param {string} placeOfState where n8n then keeps what the trigger remembers
 */
export function describeQueue(name, env, placeOfState) {
	describe(name, () => {
		/** @type {Array<() => Promise<unknown>>} */
		const stops = [];
		const closing = new AbortController();
		/** @type {import('./scenario.mjs').Outcome} */
		let outcome;
		before(async () => {
			outcome = await runScenario(env, (stop) => stops.unshift(stop), closing.signal);
		});
		after(async () => {
			closing.abort();
			/** @type {unknown[]} */
			const troubles = [];
			for (const stop of stops) await stop().catch((cause) => troubles.push(cause));
			assert.deepEqual(troubles, []);
		});

		test('keeps what the trigger remembers where these settings have it', () => {
			assert.deepEqual(outcome.placesOfState, [placeOfState]);
		});

		test('gets tickets while main does not run', (t) => {
			t.diagnostic(`${outcome.arrivedMeanwhile} of ${TICKETS}`);
			assert.ok(outcome.arrivedMeanwhile > 0);
		});

		test('hands each ticket over to one execution', () => {
			const { tickets } = outcome.handedOver;
			const repeated = tickets.filter((id, index) => tickets.indexOf(id) !== index);
			assert.deepEqual(repeated, []);
			assert.equal(tickets.length, TICKETS);
		});

		test('loses executions of the killed worker only, and n8n runs none again', () => {
			const { started, lost } = outcome;
			assert.equal(new Set(started.flat()).size, started.flat().length);
			const survivors = started.filter((ids) => !ids.some((id) => lost.includes(id)));
			assert.equal(survivors.length, WORKERS - 1);
			assert.ok(lost.length > 0);
		});

		test('leaves tickets of the lost executions unanswered, no others', (t) => {
			const { handedOver, lost, unanswered } = outcome;
			t.diagnostic(`lost executions: ${lost.length}, unanswered tickets: ${unanswered.length}`);
			const ofTheLost = lost.flatMap((id) => handedOver.ticketsOf(id));
			const others = unanswered.filter((id) => !ofTheLost.includes(id));
			assert.deepEqual(others, []);
			assert.ok(unanswered.length > 0);
		});

		test('answers each ticket once, after catching up', () => {
			assert.deepEqual(outcome.missing, []);
			assert.deepEqual(outcome.repeated, []);
		});

		test('is refused no more calls than are under way at once', (t) => {
			const { requests } = outcome;
			const windows = callsByWindow(requests, RATE_LIMIT.windowSeconds);
			const refused = windows.map((calls) => calls.filter(({ status }) => status === 429).length);
			const kinds = { list: /\/tickets$/, details: /\/\d+$/, answer: /\/reply$/ };
			for (const [kind, pattern] of Object.entries(kinds)) {
				const calls = requests.filter(({ path }) => pattern.test(path));
				t.diagnostic(`${kind} calls: ${calls.length}`);
			}
			t.diagnostic(`calls by window: ${windows.map(({ length }) => length).join(' ')}`);
			t.diagnostic(`refused of them: ${refused.join(' ')}`);
			assert.ok(Math.max(...refused) <= MOST_CALLS_AT_ONCE);
			const total = refused.reduce((sum, count) => sum + count);
			assert.ok(total <= MOST_REFUSED * requests.length, `${total} calls were refused`);
		});
	});
}
