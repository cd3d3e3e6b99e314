import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { soak } from './soak/soak.mjs';
import { mediansOfParts } from './soak/process.mjs';
import { FAULTS } from './soak/traffic.mjs';
import { EVENTS } from './soak/workflows.mjs';

const MINUTES = Number(process.env.DESK360_SOAK_MINUTES || 5);
const MOST_GROWTH = 1.05;
const WARM_UP = 1 / 5;
const PARTS = 3;

describe(`A soak of ${MINUTES} minutes`, () => {
	/** @type {Array<() => Promise<unknown>>} */
	const stops = [];
	/** @type {import('./soak/soak.mjs').Outcome} */
	let outcome;
	before(async () => {
		outcome = await soak(MINUTES, (stop) => stops.unshift(stop));
	});
	after(async () => {
		for (const stop of stops) await stop();
	});

	test('requests meet faults of all kinds', (t) => {
		const counts = outcome.requests.reduce(
			(sums, { fault = 'none' }) => sums.set(fault, (sums.get(fault) ?? 0) + 1),
			/** @type {Map<string, number>} */ (new Map()),
		);
		t.diagnostic(`requests by fault: ${JSON.stringify(Object.fromEntries(counts))}`);
		for (const { kind } of FAULTS) assert.ok(counts.has(kind), kind);
	});

	for (const event of EVENTS) {
		test(`hands over each ${event} once`, (t) => {
			const { happened, handedOver, ...wrong } = outcome.events[event];
			t.diagnostic(`${happened} to come, ${handedOver} handed over`);
			assert.ok(happened > 0);
			assert.deepEqual(wrong, { missed: [], repeated: [], unasked: [] });
		});
	}

	for (const write of /** @type {const} */ (['reply', 'create'])) {
		test(`does each ${write} once, or says that its outcome is not known`, (t) => {
			const { intended, unknown, wrong } = outcome.writes[write];
			t.diagnostic(`${intended} intended, ${unknown} of unknown outcome`);
			assert.ok(intended > unknown && unknown > 0);
			assert.deepEqual(wrong, []);
		});
	}

	test('fills the list of executions with none that did not work', () => {
		assert.deepEqual(outcome.notSuccessful, []);
	});

	test("n8n's memory stays", (t) => {
		const { resident, held } = outcome.megabytes;
		t.diagnostic(`taken, each tenth of the time: ${listOf(mediansOfParts(resident, 10))} MB`);
		t.diagnostic(`held, each tenth of the time: ${listOf(mediansOfParts(held, 10))} MB`);
		const medians = mediansOfParts(held.slice(held.length * WARM_UP), PARTS);
		t.diagnostic(`held, each third after the first fifth: ${listOf(medians)} MB`);
		const [first = 0, ...later] = medians;
		assert.ok(Math.max(...later) <= MOST_GROWTH * first);
	});

	test("n8n's sockets go back to where they began", (t) => {
		const { before: began, after: ended } = outcome.sockets;
		t.diagnostic(`${began} open before, ${ended} after`);
		assert.ok(ended <= began);
	});
});

/** @param {number[]} values */
function listOf(values) {
	return values.map(Math.round).join(', ');
}
