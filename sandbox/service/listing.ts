import type { Settings } from '../settings';
import { shuffled, type Random } from '../world/random';
import type { TicketView } from '../world/records';
import { given, invalid, optionalDay, optionalInteger, readAll } from './validation';
import type { World } from '../world/world';

export const PAGE_SIZE = 20;

export type Query = Record<string, string>;

const integerFilters = ['id', 'reason_id', 'priority', 'status', 'agent_id', 'type_id'] as const;
const searchFilters = ['email', 'name', 'subject'] as const;

export type ListQuery = ReturnType<typeof readQuery>;

/** What a query asks of a ticket list; null stands for what it does not name. */
export function readQuery(query: Query) {
	const readInteger = (name: IntegerFilter) => [name, () => optionalInteger(query, name)] as const;
	const integers = Object.fromEntries(integerFilters.map(readInteger));
	const read = readAll({
		page: () => pageOf(query),
		...(integers as Record<IntegerFilter, () => number | null>),
		start: () => optionalDay(query, 'start_date'),
		end: () => optionalDay(query, 'end_date'),
	});
	const searches = searchFilters.map((name) => [name, given(query, name)] as const);
	return { ...read, searches, platform: given(query, 'platform'), order: given(query, 'order') };
}

type IntegerFilter = (typeof integerFilters)[number];

/** The number of the page asked for. */
function pageOf(query: Query): number {
	const page = optionalInteger(query, 'page') ?? 1;
	if (page < 1) throw invalid('page', 'must be at least 1.');
	return page;
}

export function pagesFor(tickets: readonly TicketView[]): number {
	return Math.ceil(tickets.length / PAGE_SIZE);
}

export function rowsOfPage(tickets: readonly TicketView[], page: number): TicketView[] {
	return tickets.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
}

/** The tickets of a product that match, in the order asked for. */
export class Listing {
	private cache: { version: number; productId: number; tickets: TicketView[] } | undefined;

	constructor(
		private readonly world: World,
		private readonly settings: Settings,
		private readonly random: Random,
	) {}

	find(productId: number, query: ListQuery): TicketView[] {
		const isWanted = ticketFilter(query, this.settings.dateField);
		const found = this.newestFirst(productId).filter(isWanted);
		return query.order === 'asc' ? found.reverse() : found;
	}

	private newestFirst(productId: number): TicketView[] {
		if (this.settings.tieOrder === 'shuffled') {
			// Sorting keeps the order of equals, so shuffling first leaves exactly the ties in disorder.
			return shuffled(this.random, this.world.ticketsOf(productId)).sort(byUpdate);
		}
		const { version } = this.world;
		if (this.cache?.version !== version || this.cache.productId !== productId) {
			const tickets = this.world.ticketsOf(productId).sort((a, b) => byUpdate(a, b) || b.id - a.id);
			this.cache = { version, productId, tickets };
		}
		return this.cache.tickets;
	}
}

function byUpdate(a: TicketView, b: TicketView): number {
	if (a.updated_at === b.updated_at) return 0;
	return a.updated_at < b.updated_at ? 1 : -1;
}

function ticketFilter(query: ListQuery, dateField: Settings['dateField']) {
	const tests: Array<(ticket: TicketView) => boolean> = [];
	for (const field of integerFilters) {
		const wanted = query[field];
		if (wanted !== null) tests.push((ticket) => ticket[field] === wanted);
	}
	for (const [field, wanted] of query.searches) {
		if (wanted !== null) tests.push((ticket) => lower(ticket[field]).includes(lower(wanted)));
	}
	const { platform, start, end } = query;
	if (platform !== null) tests.push((ticket) => lower(ticket.platform) === lower(platform));
	if (start !== null) tests.push((ticket) => ticket[dateField].slice(0, 10) >= start);
	if (end !== null) tests.push((ticket) => ticket[dateField].slice(0, 10) <= end);
	return (ticket: TicketView) => tests.every((passes) => passes(ticket));
}

const lower = (value: unknown) => String(value ?? '').toLowerCase();
