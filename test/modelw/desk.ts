import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { TicketView } from '../../sandbox/world/records';
import type { Happening, Watch } from './history';

/** Where something happens, and which tickets are watched there. */
export type Place = Pick<Watch, 'filter' | 'product'>;

const AGENT = 7;

/** The parameters that set a filter of the trigger. */
export const FILTERS: Record<Watch['filter'], INodeParameters> = {
	none: {},
	agent: { agentId: `${AGENT}` },
	status: { status: 0 },
};

/** Whether a ticket is in the watched list. */
export function isWatched(ticket: TicketView, { filter, product }: Place): boolean {
	if (ticket.productId !== product) return false;
	if (filter === 'none') return true;
	return filter === 'agent' ? ticket.agent_id === AGENT : ticket.status === 0;
}

/** What is done to the local Desk360. Every change shows in the ticket: its name counts the changes. */
export class Desk {
	private created = 0;

	private changes = 0;

	constructor(
		readonly world: Sandbox['world'],
		/** Runs after each change. */
		private readonly onChange: (ticket: TicketView) => void,
	) {}

	happen(happening: Happening, watch: Place): void {
		if (happening.do === 'create') {
			for (let count = 0; count < happening.count; count++) this.create(watch, happening.shown);
			return;
		}
		const byChange = this.byChange(watch);
		const first = happening.pick % (byChange.length || 1);
		const count = happening.do === 'touchMany' ? happening.count : 1;
		for (const ticket of byChange.slice(first, first + count)) {
			this.happenTo(ticket, happening.do === 'touchMany' ? 'touch' : happening.do, watch);
		}
	}

	/** The ticket that `pick` chooses, if there is any: small numbers mean those changed last. */
	changedLately(pick: number, watch: Place): TicketView | undefined {
		const byChange = this.byChange(watch);
		return byChange[pick % (byChange.length || 1)];
	}

	private byChange({ product }: Place): TicketView[] {
		return this.world
			.ticketsOf(product)
			.sort((one, other) => (one.updated_at < other.updated_at ? 1 : -1));
	}

	create({ product, filter }: Place, shown: boolean): void {
		// Ids are scattered, so that nothing can follow from their order.
		const id = 100_000 + ((this.created++ * 7_919) % 90_001);
		const ticket = this.world.createTicket({
			id,
			productId: product,
			name: `change ${++this.changes}`,
			status: filter === 'status' && !shown ? 1 : 0,
			agent_id: shown ? AGENT : null,
			priority: id % 7,
		});
		this.onChange(ticket);
	}

	private happenTo(
		ticket: TicketView,
		what: Exclude<Happening['do'], 'create' | 'touchMany'>,
		{ filter }: Place,
	): void {
		const { world } = this;
		const { id } = ticket;
		if (what === 'remove') world.deleteTicket(id);
		else if (what === 'write') world.addMessage(id, { message: `text ${this.changes}` });
		else if (what === 'setStatus') world.changeStatus(id, (ticket.status + 1) % 5);
		else if (what !== 'touch' && filter === 'status') {
			world.changeStatus(id, what === 'show' ? 0 : 1);
		} else if (what !== 'touch') world.assign(id, what === 'show' ? AGENT : null);
		if (what !== 'remove') world.updateTicket(id, { name: `change ${++this.changes}` });
		this.onChange(ticket);
	}
}
