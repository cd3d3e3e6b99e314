import type { INodeParameters } from 'n8n-workflow';

import { startDesk360 } from './desk360';

/** A ticket that each input item names. */
export const TICKET: INodeParameters = { productId: '1', ticketId: '={{ $json.id }}' };

export const READ: INodeParameters = { ...TICKET, operation: 'get' };

/** A reply to it. */
export const REPLY: INodeParameters = {
	...TICKET,
	operation: 'reply',
	message: 'Hello {{ $json.id }}',
};

/** A new ticket, with what is required. */
export const CREATE = {
	operation: 'create',
	productId: '1',
	name: 'Jane Roe',
	email: 'jane@example.com',
	reasonId: '5',
	message: 'Where is my invoice?',
	status: 0,
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
			desk360.reset();
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
