import type { INodeParameters } from 'n8n-workflow';

import { startDesk360 } from './desk360';

/** A ticket that each input item names. */
export const TICKET: INodeParameters = { productId: '1', ticketId: '={{ $json.id }}' };

/** A reply to it. */
export const REPLY: INodeParameters = {
	...TICKET,
	operation: 'reply',
	message: 'Hello {{ $json.id }}',
};

/** Input items that name these tickets. */
export const itemsOf = (...ids: Array<number | string>) => ids.map((id) => ({ json: { id } }));

export type TicketDesk = Awaited<ReturnType<typeof startTicketDesk>>;

/** A local Desk360 with three tickets to read and to reply to. */
export async function startTicketDesk() {
	const desk360 = await startDesk360();
	const { sandbox } = desk360;
	return {
		...desk360,

		/** One product with tickets 11, 12 and 13, each with two changes of its status. */
		reset() {
			sandbox.reset();
			sandbox.hooks.onRequest = undefined;
			sandbox.hooks.onAnswer = undefined;
			sandbox.world.createProduct({ id: 1 });
			for (const id of [11, 12, 13]) {
				sandbox.world.createTicket({ id, productId: 1, description: null });
				sandbox.world.changeStatus(id, 1);
				sandbox.world.changeStatus(id, 2);
			}
		},

		/** The IDs of the tickets that replies were sent to, in order. */
		repliedTo: () =>
			sandbox.requests.filter({ method: 'POST' }).map(({ path }) => path.split('/').at(-2)),
	};
}
