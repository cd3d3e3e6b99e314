import { FileStore, type NewFile, type StoredFile } from './fileStore';
import type {
	HistoryEvent,
	NewMessage,
	NewTicket,
	TicketPatch,
	TicketView,
	WorldLog,
	WorldMessage,
	WorldProduct,
	WorldTicket,
} from './records';

/** `YYYY-MM-DD hh:mm:ss` of the UTC fields of a date. */
export function stampOf(date: Date): string {
	return date.toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * The help desk itself, without HTTP: what there is, what can happen to it, and in `history` what did. Tickets are
 * to be changed through its methods only; each method that names a ticket throws when there is none with that id.
 */
export class World {
	readonly products: WorldProduct[] = [];
	readonly history: HistoryEvent[] = [];
	readonly files = new FileStore();
	/** The id the next ticket takes, and how far the one after it is away: `{ next: 900, step: -1 }` descends. */
	ticketIds = { next: 1, step: 1 };
	/** Grows with every change. */
	version = 0;
	private readonly byId = new Map<number, WorldTicket>();
	private nextMessageId = 1;
	private nextLogId = 1;
	private moment: Date | undefined;

	constructor(private readonly clock: () => Date = () => new Date()) {}

	/** The service's time now, as it stamps things. */
	now(): string {
		return stampOf(this.moment ?? this.clock());
	}

	/** Does something as if the service's clock stood at that moment. */
	at<T>(moment: Date | string, action: () => T): T {
		const before = this.moment;
		this.moment = typeof moment === 'string' ? new Date(`${moment.replace(' ', 'T')}Z`) : moment;
		try {
			return action();
		} finally {
			this.moment = before;
		}
	}

	get tickets(): TicketView[] {
		return [...this.byId.values()];
	}

	ticketsOf(productId: number): TicketView[] {
		return this.tickets.filter((ticket) => ticket.productId === productId);
	}

	ticket(id: number): TicketView {
		return this.mustFind(id);
	}

	/** The ticket with an id as a URL holds it, if there is one. */
	find(id: string): TicketView | undefined {
		return /^\d+$/.test(id) ? this.byId.get(Number(id)) : undefined;
	}

	createProduct(product: Partial<WorldProduct> = {}): WorldProduct {
		const id = product.id ?? Math.max(0, ...this.products.map((other) => other.id)) + 1;
		const created = { name: `Product ${id}`, logo: null, ...product, id };
		this.products.push(created);
		return created;
	}

	/** Without a `productId` it goes to the first product, which is made when there is none. */
	createTicket(given: NewTicket = {}): TicketView {
		const { description = 'Hello World!', attachments, ...fields } = given;
		const id = fields.id ?? this.takeTicketId();
		if (this.byId.has(id)) throw new RangeError(`There is a ticket ${id} already.`);
		const created_at = fields.created_at ?? this.now();
		const ticket: WorldTicket = {
			...defaultFields,
			custom_fields: [],
			...fields,
			id,
			productId: fields.productId ?? (this.products[0] ?? this.createProduct()).id,
			last_message: null,
			created_at,
			updated_at: fields.updated_at ?? created_at,
			messages: [],
			logs: [],
		};
		this.byId.set(id, ticket);
		this.record(ticket, { type: 'ticketCreated' });
		if (description !== null) {
			this.write(ticket, { message: description, attachments }, created_at);
		}
		return ticket;
	}

	/** `updated_at` becomes now unless the patch holds one; a new status this way leaves no log entry. */
	updateTicket(id: number, patch: TicketPatch): TicketView {
		const ticket = this.mustFind(id);
		Object.assign(ticket, { updated_at: this.now() }, patch);
		this.record(ticket, { type: 'ticketUpdated', fields: Object.keys(patch) });
		return ticket;
	}

	assign(id: number, agentId: number | null): TicketView {
		return this.updateTicket(id, { agent_id: agentId });
	}

	changeStatus(id: number, status: number, agentId?: number | null): WorldLog {
		const ticket = this.mustFind(id);
		const log: WorldLog = {
			id: this.nextLogId++,
			old_status_id: ticket.status,
			new_status_id: status,
			reason_id: ticket.reason_id,
			agent_id: agentId === undefined ? ticket.agent_id : agentId,
			created_at: this.now(),
		};
		ticket.logs.push(log);
		ticket.status = status;
		ticket.updated_at = log.created_at;
		this.record(ticket, {
			type: 'statusChanged',
			logId: log.id,
			from: log.old_status_id,
			to: status,
			agentId: log.agent_id,
		});
		return log;
	}

	addMessage(id: number, message: NewMessage): WorldMessage {
		const ticket = this.mustFind(id);
		ticket.updated_at = this.now();
		return this.write(ticket, message, ticket.updated_at);
	}

	deleteTicket(id: number): void {
		const ticket = this.mustFind(id);
		this.byId.delete(id);
		this.record(ticket, { type: 'ticketDeleted' });
	}

	/** Nothing left, ids begin anew. */
	clear(): void {
		this.products.length = 0;
		this.history.length = 0;
		this.files.clear();
		this.byId.clear();
		this.ticketIds = { next: 1, step: 1 };
		this.nextMessageId = 1;
		this.nextLogId = 1;
		this.version += 1;
	}

	private mustFind(id: number): WorldTicket {
		const ticket = this.byId.get(id);
		if (!ticket) throw new RangeError(`There is no ticket ${id}.`);
		return ticket;
	}

	private write(ticket: WorldTicket, given: NewMessage, at: string): WorldMessage {
		const message: WorldMessage = {
			id: this.nextMessageId++,
			agent_id: given.agent_id ?? null,
			message: given.message,
			files: (given.attachments ?? []).map((file) => this.stored(file)),
			type: given.type ?? 0,
			created_at: at,
			updated_at: at,
		};
		ticket.messages.push(message);
		ticket.last_message = message.message;
		this.record(ticket, {
			type: 'messageAdded',
			messageId: message.id,
			agentId: message.agent_id,
		});
		return message;
	}

	private stored(file: NewFile | StoredFile): StoredFile {
		return 'key' in file ? file : this.files.add(file);
	}

	private takeTicketId(): number {
		while (this.byId.has(this.ticketIds.next)) this.ticketIds.next += this.ticketIds.step;
		const id = this.ticketIds.next;
		this.ticketIds.next += this.ticketIds.step;
		return id;
	}

	private record(ticket: WorldTicket, what: DistributiveOmit<HistoryEvent>): void {
		this.version += 1;
		const where = { productId: ticket.productId, ticketId: ticket.id, at: this.now() };
		this.history.push({ ...where, ...what });
	}
}

type DistributiveOmit<T> = T extends unknown ? Omit<T, 'productId' | 'ticketId' | 'at'> : never;

const defaultFields = {
	reason_id: 1,
	type_id: null,
	agent_id: null,
	name: 'John Doe',
	email: 'mail@mail.com',
	subject: null,
	channel: 'Application',
	platform: 'Android',
	status: 0,
	priority: 0,
	settings: null,
	country_code: 'TR',
	star_rating: null,
};
