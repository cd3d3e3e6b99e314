import { atMost, exactly, sameOutput } from '../support/bars.mjs';
import { LABELS } from '../support/bench.mjs';
import { ratio } from '../support/numbers.mjs';
import { callCounts, measured, medianMs, takeTurns, warmUp } from '../support/turns.mjs';

const RETURN_ALL = `${LABELS.desk360}, Return All`;
const PAGE_SIZE = 20;
const PARALLEL_REQUESTS = 4;

/** @type {import('../support/row.mjs').Row} */
export const getManyThousand = {
	name: 'get-many-1000',
	title: 'Get Many, 1,000 tickets',
	charted: true,
	async measure(bench) {
		const { productId } = await bench.sandbox.call('addProduct', 1_000);
		return await bench.withSides(['desk360', 'httpRequest', 'raw'], async (desk360, http, raw) => {
			const work = { productId };
			const contenders = [
				{ label: LABELS.desk360, side: desk360, task: 'list', work: { ...work, limit: 1_000 } },
				{ label: RETURN_ALL, side: desk360, task: 'list', work },
				{ label: LABELS.httpRequest, side: http, task: 'list', work },
				{ label: LABELS.raw, side: raw, task: 'list', work },
			];
			await warmUp(bench.sandbox, contenders);
			const measurements = [
				...(await takeTurns(bench.sandbox, contenders, bench.turns(5))),
				...(await takeTurns(bench.sandbox, contenders, bench.turns(3), { latencyMs: 50 })),
				...(await takeTurns(bench.sandbox, contenders, bench.turns(3), { latencyMs: 150 })),
			];
			return { measurements, bars: barsOf(measurements) };
		});
	},
};

/** @param {import('../support/turns.mjs').Measurement[]} measurements */
function barsOf(measurements) {
	const ms = (/** @type {string} */ label) => medianMs(measured(measurements, label, 150));
	const counts = (/** @type {string} */ wanted) =>
		measurements.filter(({ label }) => label === wanted).flatMap(callCounts);
	const pages = 1_000 / PAGE_SIZE;
	return [
		...[LABELS.desk360, RETURN_ALL].map((label) =>
			atMost(
				`time at 150 ms of the ${label}, of the ${LABELS.httpRequest}'s`,
				ms(label) / ms(LABELS.httpRequest),
				0.35,
				ratio,
			),
		),
		exactly(`calls of the ${LABELS.desk360}`, counts(LABELS.desk360), pages),
		atMost(
			`calls of the ${RETURN_ALL}`,
			Math.max(...counts(RETURN_ALL)),
			// The last look at the first page is one more.
			pages + PARALLEL_REQUESTS - 1 + 1,
			String,
		),
		sameOutput(measurements),
	];
}

/** @type {import('../support/row.mjs').Row} */
export const getManyTenThousand = {
	name: 'get-many-10000',
	title: 'Get Many, 10,000 tickets',
	charted: true,
	async measure(bench) {
		const { productId } = await bench.sandbox.call('addProduct', 10_000);
		/** @type {import('../support/bench.mjs').SideName[]} */
		const names = ['desk360', 'httpRequest', 'requestHelper', 'raw'];
		return await bench.withSides(names, async (...sides) => {
			const contenders = names.map((name, index) => {
				const side = /** @type {import('../support/child.mjs').Child} */ (sides[index]);
				return { label: LABELS[name], side, task: 'list', work: { productId } };
			});
			await warmUp(bench.sandbox, contenders);
			const measurements = await takeTurns(bench.sandbox, contenders, bench.turns(7));
			const ms = (/** @type {string} */ label) => medianMs(measured(measurements, label));
			const { desk360, httpRequest, requestHelper, raw } = LABELS;
			return {
				measurements,
				bars: [
					atMost(`time, of the ${httpRequest}'s`, ms(desk360) / ms(httpRequest), 1, ratio),
					atMost(`time, of ${requestHelper}'s`, ms(desk360) / ms(requestHelper), 1.3, ratio),
					atMost(`time, of the ${raw}'s`, ms(desk360) / ms(raw), 1.3, ratio),
					sameOutput(measurements),
				],
			};
		});
	},
};
