import type {
	LogEntry,
	Message,
	TicketDetails,
	TicketPage,
	TicketRow,
	Ticket,
} from '../../../nodes/Desk360/api/types';
import type { Source } from '../../../nodes/Desk360/trigger/source';
import type { Fault } from '../../../nodes/Desk360/trigger/stopEarly';

const PAGE_SIZE = 20;

/** A repeatable source of randomness. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** The time stamp of so many seconds after a fixed night, as the service writes it. */
export function stampAt(seconds: number): string {
	const iso = new Date(Date.UTC(2026, 9, 25, 0, 0, seconds)).toISOString();
	return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

export interface DeskTicket {
	row: TicketRow;
	/** Counts the changes; the subject carries it, so that every change shows. */
	version: number;
	messages: Message[];
	logs: LogEntry[];
	/** Place among tickets of the same second. */
	rank: number;
}

/** A Desk360 of one product in memory, whose clock only moves when told. */
export class Desk {
	tickets: DeskTicket[] = [];

	/** What the service's clock shows. */
	seconds = 0;

	private entryIds = 0;

	private created = 0;

	constructor(private random: () => number = () => 0.5) {}

	setClockBack(seconds: number): void {
		this.seconds -= seconds;
	}

	private nextEntryId(): number {
		this.entryIds += 1;
		// Ids must not be taken for an order: neighbours swap places.
		return this.entryIds ^ 1;
	}

	private changed(ticket: DeskTicket): void {
		ticket.version++;
		ticket.rank = this.random();
		ticket.row = {
			...ticket.row,
			subject: `version ${ticket.version}`,
			updated_at: stampAt(this.seconds),
		};
	}

	create(fields: Partial<TicketRow> = {}): DeskTicket {
		const at = stampAt(this.seconds);
		const number = this.created++;
		const id = 100_000 + ((number * 7919) % 90_001);
		const ticket: DeskTicket = {
			version: 0,
			rank: this.random(),
			messages: [],
			logs: [],
			row: {
				id: number % 3 === 0 ? String(id) : id,
				reason_id: 1,
				type_id: null,
				agent_id: null,
				name: 'John Doe',
				email: 'mail@mail.com',
				subject: 'version 0',
				last_message: null,
				channel: 'Application',
				platform: 'Android',
				status: 0,
				priority: 1,
				created_at: at,
				updated_at: at,
				...fields,
			},
		};
		this.tickets.push(ticket);
		this.addMessage(ticket, 'Hello');
		return ticket;
	}

	private addMessage(ticket: DeskTicket, text: string, agentId: number | null = null): Message {
		const at = stampAt(this.seconds);
		const message: Message = {
			id: this.nextEntryId(),
			agent_id: agentId,
			message: text,
			attachments: {},
			type: 0,
			created_at: at,
			updated_at: at,
		};
		ticket.messages.push(message);
		ticket.row = { ...ticket.row, last_message: text };
		return message;
	}

	write(ticket: DeskTicket, text = 'Thanks', agentId: number | null = null): Message {
		this.changed(ticket);
		return this.addMessage(ticket, text, agentId);
	}

	touch(ticket: DeskTicket, fields: Partial<TicketRow> = {}): void {
		ticket.row = { ...ticket.row, ...fields };
		this.changed(ticket);
	}

	setStatus(ticket: DeskTicket, status: number): LogEntry {
		const entry: LogEntry = {
			id: this.nextEntryId(),
			old_status_id: ticket.row.status,
			new_status_id: status,
			reason_id: 1,
			agent_id: 74,
			created_at: stampAt(this.seconds),
		};
		ticket.logs.push(entry);
		this.touch(ticket, { status });
		return entry;
	}

	remove(ticket: DeskTicket): void {
		this.tickets = this.tickets.filter((other) => other !== ticket);
	}

	find(id: unknown): DeskTicket | undefined {
		return this.tickets.find(({ row }) => String(row.id) === String(id));
	}

	page(number: number, isShown: (row: TicketRow) => boolean = () => true): TicketPage {
		const rows = this.tickets
			.filter(({ row }) => isShown(row))
			.sort((one, other) =>
				one.row.updated_at === other.row.updated_at
					? one.rank - other.rank
					: one.row.updated_at < other.row.updated_at
						? 1
						: -1,
			)
			.map(({ row }) => ({ ...row }));
		const end = number * PAGE_SIZE;
		return {
			page: number,
			rows: rows.slice(end - PAGE_SIZE, end),
			...(rows.length > end && { nextPage: number + 1 }),
		};
	}

	details(id: unknown): TicketDetails {
		const ticket = this.find(id);
		if (!ticket) throw new DeskFault('notFound');
		const row: Partial<TicketRow> = { ...ticket.row };
		delete row.last_message;
		return {
			...(row as Ticket),
			settings: null,
			country_code: 'TR',
			star_rating: null,
			custom_fields: [],
			messages: ticket.messages.map((message) => ({ ...message })),
		};
	}

	logs(id: unknown): LogEntry[] {
		const ticket = this.find(id);
		if (!ticket) throw new DeskFault('notFound');
		return ticket.logs.map((entry) => ({ ...entry }));
	}
}

/** A call that did not work, as the API client reports it. */
export class DeskFault extends Error implements Fault {
	readonly passing: boolean;

	constructor(
		readonly kind: string,
		readonly retryAfterMs?: number,
	) {
		super(`Desk360 says ${kind}`);
		this.passing = [
			'rateLimited',
			'unavailable',
			'unreachable',
			'timeout',
			'unexpectedAnswer',
		].includes(kind);
	}
}

export interface CallHooks {
	/** Runs before the call that has this number within the poll, from 1. */
	before?: (call: number, what: string) => void;
}

export interface Watched {
	source: Source;
	/** What was asked for, such as `page 1` or `logs 7`. */
	calls: string[];
	/** What the poll told a person. */
	told: string[];
}

/** The desk as a source of the trigger; calls are counted. */
export function watch(
	desk: Desk,
	{ before }: CallHooks = {},
	isShown?: (row: TicketRow) => boolean,
): Watched {
	const calls: string[] = [];
	const told: string[] = [];
	const call = async <T>(what: string, answer: () => T): Promise<T> => {
		calls.push(what);
		before?.(calls.length, what);
		return answer();
	};
	const page = async (number: number) =>
		await call(`page ${number}`, () => desk.page(number, isShown));
	return {
		calls,
		told,
		source: {
			productId: '1',
			tell: (message) => told.push(message),
			page,
			pageAgain: page,
			details: async (id) => await call(`details ${id}`, () => desk.details(id)),
			logs: async (id) => await call(`logs ${id}`, () => ({ rows: desk.logs(id), leftOut: 0 })),
			productPage: async (page) => await call(`product page ${page}`, () => desk.page(page)),
		},
	};
}
