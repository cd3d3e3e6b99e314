import { exactly } from '../support/bars.mjs';
import { callCounts, takeTurns, warmUp } from '../support/turns.mjs';

const EVENTS = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];

/** @type {import('../support/row.mjs').Row} */
export const idlePoll = {
	name: 'idle-poll',
	title: 'Idle poll',
	async measure(bench) {
		const { productId } = await bench.sandbox.call('addProduct', 100);
		return await bench.withSides(['desk360'], async (side) => {
			const contenders = EVENTS.map((event) => {
				return { label: event, side, task: 'poll', work: { productId, events: [event] } };
			});
			// The first poll sets the starting point.
			await warmUp(bench.sandbox, contenders);
			const measurements = await takeTurns(bench.sandbox, contenders, bench.turns(5));
			return {
				measurements,
				bars: measurements.map((one) => exactly(`calls, ${one.label}`, callCounts(one), 1)),
			};
		});
	},
};
