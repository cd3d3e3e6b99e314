import type { Desk360Id, LogEntry, TicketDetails, TicketPage } from '../api/types';

/** The log entries of a ticket, and how many more of them could not be read. */
export type Logs = LogEntry[] & { leftOut?: number };

/** The calls that a poll may make; each throws a `Fault`, or what cannot be mended by waiting. */
export interface Source {
	/** One page of the watched list, newest change first. */
	page(page: number): Promise<TicketPage>;
	/** The same of the product without filters; absent when the watched list has none. */
	wholeProduct?(page: number): Promise<TicketPage>;
	details(ticketId: Desk360Id): Promise<TicketDetails>;
	logs(ticketId: Desk360Id): Promise<Logs>;
}

/** A call that did not work, as the API client reports it. */
export interface Fault extends Error {
	kind: string;
	/** It may be over by itself. */
	passing: boolean;
	retryAfterMs?: number;
}

export function isFault(thrown: unknown): thrown is Fault {
	return thrown instanceof Error && 'kind' in thrown && 'passing' in thrown;
}

/** An answer of the documented form that cannot be right. */
export class StrangeAnswer extends Error implements Fault {
	readonly kind = 'unexpectedAnswer';

	readonly passing = true;
}

class GoneTicket extends Error implements Fault {
	readonly kind = 'notFound';

	readonly passing = false;
}

/** The same source for a ticket that is treated as gone. */
export function withoutTickets(source: Source): Source {
	const gone = async () => {
		throw new GoneTicket();
	};
	return { ...source, details: gone, logs: gone };
}
