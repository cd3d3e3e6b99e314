import { atMost, exactly, sameOutput } from '../support/bars.mjs';
import { callCounts, runOnce, takeTurns, warmUp } from '../support/turns.mjs';

const PRODUCTS = 5;
const EVENTS = ['ticketCreated', 'newMessage'];

/** One poll a minute. */
const POLLS_AN_HOUR = 60;

const BURST = 500;

/** What one poll hands over at most, as a new trigger is set. */
const A_POLL = 100;

/** Room for what is polled while the last are handed over. */
const POLLS_OF_BURST = BURST / A_POLL + 1;

const ONE_TRIGGER = 'one trigger of all';
const ONE_FOR_EACH = 'one for each product and event';

/**
 * @param {import('../support/child.mjs').Child} side
 * @param {number[]} productIds
 * @param {number} polls
 * @returns {import('../support/turns.mjs').Contender[]}
 */
function contendersFor(side, productIds, polls) {
	const one = [{ productId: productIds.join(', '), events: EVENTS }];
	const each = productIds.flatMap((productId) =>
		EVENTS.map((event) => ({ productId: `${productId}`, events: [event] })),
	);
	return [
		{ label: ONE_TRIGGER, side, task: 'polls', work: { triggers: one, polls } },
		{ label: ONE_FOR_EACH, side, task: 'polls', work: { triggers: each, polls } },
	];
}

/** @type {import('../support/row.mjs').Row} */
export const quietHour = {
	name: 'quiet-hour',
	title: `A quiet hour: ${PRODUCTS} products, ${EVENTS.length} events, a poll a minute`,
	async measure(bench) {
		/** @type {number[]} */
		const productIds = [];
		for (let count = 0; count < PRODUCTS; count++) {
			productIds.push((await bench.sandbox.call('addProduct', 40)).productId);
		}
		return await bench.withSides(['desk360'], async (side) => {
			// The first poll sets the starting point.
			await warmUp(bench.sandbox, contendersFor(side, productIds, 1));
			const contenders = contendersFor(side, productIds, POLLS_AN_HOUR);
			const measurements = await takeTurns(bench.sandbox, contenders, bench.turns(3));
			const [one, each] = measurements.map(callCounts);
			return {
				measurements,
				bars: [
					exactly(`calls, ${ONE_TRIGGER}`, one ?? [], POLLS_AN_HOUR * PRODUCTS),
					exactly(`calls, ${ONE_FOR_EACH}`, each ?? [], POLLS_AN_HOUR * PRODUCTS * EVENTS.length),
				],
			};
		});
	},
};

/** @type {import('../support/row.mjs').Row} */
export const burst = {
	name: 'burst',
	title: `${BURST} new tickets, of which a poll hands over ${A_POLL}`,
	async measure(bench) {
		const { productId } = await bench.sandbox.call('addProduct', 40);
		return await bench.withSides(['desk360'], async (side) => {
			const triggers = [{ productId: `${productId}`, events: ['ticketCreated'] }];
			const contender = { label: 'new tickets', side, task: 'polls' };
			await warmUp(bench.sandbox, [{ ...contender, work: { triggers, polls: 1 } }]);
			const runs = [];
			for (let turn = 0; turn < bench.turns(3); turn++) {
				await bench.sandbox.call('addTickets', { productId, count: BURST });
				const work = { triggers, polls: POLLS_OF_BURST };
				runs.push(await runOnce(bench.sandbox, { ...contender, work }, {}));
			}
			const measurement = { label: contender.label, latencyMs: 0, runs };
			const most = Math.max(...callCounts(measurement));
			return {
				measurements: [measurement],
				bars: [atMost('calls', most, 65, String), sameOutput([measurement])],
			};
		});
	},
};
