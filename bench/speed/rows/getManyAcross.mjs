import { atMost, sameOutput } from '../support/bars.mjs';
import { LABELS } from '../support/bench.mjs';
import { ratio } from '../support/numbers.mjs';
import { measured, medianMs, takeTurns, warmUp } from '../support/turns.mjs';

const PRODUCTS = 5;
const TICKETS = 200;
const LATENCY_MS = 150;

/** The default, and the most: across products the option counts for all of them together. */
const EXTENTS = [
	{ what: 'the newest 50', extent: { limit: 50 } },
	{ what: 'all, 10 at a time', extent: { parallelRequests: 10 } },
];

const across = (/** @type {string} */ what) => `${LABELS.desk360} across products, ${what}`;
const inTurn = (/** @type {string} */ what) => `${LABELS.desk360}, product by product, ${what}`;

/** @type {import('../support/row.mjs').Row} */
export const getManyAcross = {
	name: 'get-many-across',
	title: `Get Many, ${PRODUCTS} products of ${TICKETS} tickets`,
	async measure(bench) {
		/** @type {number[]} */
		const productIds = [];
		for (let product = 0; product < PRODUCTS; product++) {
			productIds.push((await bench.sandbox.call('addProduct', TICKETS)).productId);
		}
		return await bench.withSides(['desk360'], async (desk360) => {
			const contenders = EXTENTS.flatMap(({ what, extent }) => {
				const work = { productIds, ...extent };
				return [
					{ label: across(what), side: desk360, task: 'listAcross', work },
					{ label: inTurn(what), side: desk360, task: 'listInTurn', work },
				];
			});
			await warmUp(bench.sandbox, contenders);
			const conditions = { latencyMs: LATENCY_MS };
			const measurements = await takeTurns(bench.sandbox, contenders, bench.turns(5), conditions);
			const one = (/** @type {string} */ label) => measured(measurements, label, LATENCY_MS);
			return {
				measurements,
				bars: EXTENTS.flatMap(({ what }) => [
					atMost(
						`time at ${LATENCY_MS} ms, of the time product by product: ${what}`,
						medianMs(one(across(what))) / medianMs(one(inTurn(what))),
						0.3,
						ratio,
					),
					{
						...sameOutput([one(across(what)), one(inTurn(what))]),
						what: `tickets: ${what}`,
					},
				]),
			};
		});
	},
};
