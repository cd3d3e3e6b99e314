import type { Fault, RequestEntry, Sandbox } from '../../sandbox';
import { Views } from '../../sandbox/service/views';
import type { TicketView } from '../../sandbox/world/records';
import type { Oddity } from './history';

const PAGE_SIZE = 20;

interface Odd {
	ticketId: number;
	lacks: Oddity;
	/** Reads that still show it so. */
	left: number;
}

/** What belongs to a ticket lacks for some reads, and what is in the ticket list for some. */
const OF_DETAILS: Oddity[] = ['messages', 'message'];
const OF_LOGS: Oddity[] = ['log'];

/**
 * Tickets of which Desk360 shows odd things for a while: rows without a time or that are no records, messages that
 * cannot be read. To be asked with each request, just before it is answered.
 */
export class OddTickets {
	private odd: Odd[] = [];

	constructor(private readonly sandbox: Sandbox) {}

	/** The next reads that show a ticket show it with something missing. */
	spoil(ticketId: number, lacks: Oddity, reads: number): void {
		this.odd.push({ ticketId, lacks, left: reads });
	}

	/** Everything is as it should be again. */
	heal(): void {
		this.odd = [];
	}

	/** Plans what the request is to meet; true when something is missing in its answer. */
	meet(request: RequestEntry): boolean {
		for (const odd of this.odd) {
			const fault = this.faultOf(request, odd);
			if (!fault) continue;
			// Where this request meets another fault, it must not be the next one that meets this.
			const { path, query } = request;
			this.sandbox.faults.add({ ...fault, match: { path, page: Number(query.page ?? 1) } });
			odd.left--;
			this.odd = this.odd.filter(({ left }) => left > 0);
			return true;
		}
		return false;
	}

	private faultOf(request: RequestEntry, { ticketId, lacks }: Odd): Fault | undefined {
		const ticket = this.sandbox.world.find(`${ticketId}`);
		if (!ticket) return undefined;
		if (OF_DETAILS.includes(lacks)) {
			return request.path.endsWith(`/tickets/${ticketId}`)
				? { kind: 'json', body: this.detailsWithout(ticket, lacks) }
				: undefined;
		}
		if (OF_LOGS.includes(lacks)) {
			const { length } = ticket.logs;
			return request.path.endsWith(`/tickets/${ticketId}/logs`) && length > 0
				? { kind: 'malformedRow', row: length - 1 }
				: undefined;
		}
		const row = this.placeOf(request, ticket);
		return row === undefined
			? undefined
			: { kind: 'malformedRow', row, value: this.rowWithout(ticket, lacks) };
	}

	/** Where the ticket stands on the page that is asked for. */
	private placeOf({ path, query }: RequestEntry, ticket: TicketView): number | undefined {
		const product = /\/products\/(\d+)\/tickets$/.exec(path)?.[1];
		// Rows of one second are in another order on each request then.
		if (product === undefined || this.sandbox.settings.tieOrder === 'shuffled') return undefined;
		const { agent_id: agentId, status, page = '1' } = query;
		const list = this.sandbox.world
			.ticketsOf(Number(product))
			.filter((one) => agentId === undefined || `${one.agent_id}` === agentId)
			.filter((one) => status === undefined || `${one.status}` === status)
			.sort((one, other) => byChange(one, other) || other.id - one.id);
		const place = list.indexOf(ticket) - (Number(page) - 1) * PAGE_SIZE;
		return place >= 0 && place < PAGE_SIZE && list.includes(ticket) ? place : undefined;
	}

	private rowWithout(ticket: TicketView, lacks: Oddity): unknown {
		if (lacks === 'row') return null;
		return { ...this.views.row(ticket), [lacks]: null };
	}

	private detailsWithout(ticket: TicketView, lacks: Oddity): unknown {
		const details = this.views.details(ticket);
		const { messages = [] } = details;
		return {
			...details,
			messages: lacks === 'messages' ? 'none' : [...messages.slice(0, -1), null],
		};
	}

	private get views(): Views {
		return new Views(this.sandbox.settings, ({ key }) => `https://files.example.com/${key}`);
	}
}

function byChange(one: TicketView, other: TicketView): number {
	if (one.updated_at === other.updated_at) return 0;
	return one.updated_at < other.updated_at ? 1 : -1;
}
