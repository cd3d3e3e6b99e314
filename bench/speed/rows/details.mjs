import { atMost, exactly, sameOutput } from '../support/bars.mjs';
import { LABELS } from '../support/bench.mjs';
import { ratio } from '../support/numbers.mjs';
import { callCounts, measured, medianMs, takeTurns, warmUp } from '../support/turns.mjs';

const ONE_BY_ONE = `${LABELS.desk360}, one by one`;
const TICKETS = 100;

/** @type {import('../support/row.mjs').Row} */
export const details = {
	name: 'details',
	title: '100 details',
	charted: true,
	async measure(bench) {
		const product = await bench.sandbox.call('addProduct', TICKETS);
		return await bench.withSides(['desk360', 'httpRequest', 'raw'], async (desk360, http, raw) => {
			const task = { task: 'details', work: product };
			const oneByOne = { task: 'details', work: { ...product, parallelRequests: 1 } };
			const contenders = [
				{ label: LABELS.desk360, side: desk360, ...task },
				{ label: ONE_BY_ONE, side: desk360, ...oneByOne },
				{ label: LABELS.httpRequest, side: http, ...task },
				{ label: LABELS.raw, side: raw, ...task },
			];
			await warmUp(bench.sandbox, contenders);
			const measurements = [
				...(await takeTurns(bench.sandbox, contenders, bench.turns(5))),
				...(await takeTurns(bench.sandbox, contenders, bench.turns(3), { latencyMs: 50 })),
				...(await takeTurns(bench.sandbox, contenders, bench.turns(3), { latencyMs: 150 })),
			];
			const ms = (/** @type {string} */ label) => medianMs(measured(measurements, label, 150));
			const ours = measurements.filter(({ label }) => label === LABELS.desk360);
			return {
				measurements,
				bars: [
					atMost(
						'time at 150 ms, of the time one by one',
						ms(LABELS.desk360) / ms(ONE_BY_ONE),
						0.35,
						ratio,
					),
					exactly('calls', ours.flatMap(callCounts), TICKETS),
					sameOutput(measurements),
				],
			};
		});
	},
};
