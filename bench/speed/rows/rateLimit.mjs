import { atMost, exactly } from '../support/bars.mjs';
import { LABELS } from '../support/bench.mjs';
import { ratio, time } from '../support/numbers.mjs';
import { medianMs, takeTurns, warmUp } from '../support/turns.mjs';

const TICKETS = 300;
const LIMIT = 100;
/** The service names the end of a window in whole seconds, which in a much shorter one would be most of the time. */
const WINDOW_SECONDS = 15;
const WINDOW_MS = WINDOW_SECONDS * 1000;
const LEAST_MS = (TICKETS / LIMIT - 1) * WINDOW_MS;

const BATCHED = `${LABELS.httpRequest}, ${LIMIT} every ${WINDOW_SECONDS} s`;

/** @type {import('../support/row.mjs').Row} */
export const rateLimit = {
	name: 'rate-limit',
	title: `300 details, a limit of 100 calls in ${WINDOW_SECONDS} s`,
	async measure(bench) {
		const product = await bench.sandbox.call('addProduct', TICKETS);
		const conditions = { rateLimit: { limit: LIMIT, windowSeconds: WINDOW_SECONDS } };
		const task = { task: 'details', work: product };

		// Each turn in a process of its own: one that has met the limit before would know it.
		/** @type {import('../support/turns.mjs').Run[]} */
		const runs = [];
		for (let turn = 0; turn < bench.turns(2); turn++) {
			await bench.withSides(['desk360'], async (side) => {
				const contenders = [{ label: LABELS.desk360, side, ...task }];
				await warmUp(bench.sandbox, contenders);
				const [one] = await takeTurns(bench.sandbox, contenders, 1, conditions);
				runs.push(...(one?.runs ?? []));
			});
		}
		const ours = { label: LABELS.desk360, latencyMs: 0, runs };
		const theirs = await bench.withSides(['httpRequest'], async (side) => {
			const batch = { batchSize: LIMIT, batchInterval: WINDOW_MS };
			const contenders = [
				{ label: LABELS.httpRequest, side, ...task },
				{ label: BATCHED, side, task: 'details', work: { ...product, batch } },
			];
			await warmUp(bench.sandbox, contenders.slice(0, 1));
			return await takeTurns(bench.sandbox, contenders, 1, conditions);
		});
		return {
			measurements: [ours, ...theirs],
			bars: [
				atMost(
					`time, of the least possible ${time(LEAST_MS)}`,
					medianMs(ours) / LEAST_MS,
					1.1,
					ratio,
				),
				exactly(
					'tickets',
					ours.runs.map(({ items }) => items),
					TICKETS,
				),
				atMost('refusals in a window', Math.max(...ours.runs.flatMap(refusals)), 1, String),
			],
		};
	},
};

/**
 * How often each window refused a call. A window begins with the first call after the one before.
 *
 * @param {import('../support/turns.mjs').Run} run
 */
function refusals({ calls }) {
	let start = -Infinity;
	/** @type {number[]} */
	const windows = [];
	for (const { at, status } of calls) {
		if (at >= start + WINDOW_MS) {
			start = at;
			windows.push(0);
		}
		if (status === 429) windows[windows.length - 1] = (windows.at(-1) ?? 0) + 1;
	}
	return windows;
}
