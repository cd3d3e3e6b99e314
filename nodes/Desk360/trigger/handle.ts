import type { TicketRow } from '../api/types';
import { eventsOf } from './events';
import type { EventSettings, Item } from './events';
import type { Handled } from './seen';
import type { Source } from './source';
import type { ProductState } from './state';
import { isOfOne } from './stopEarly';
import type { Fault } from './stopEarly';

/** Polls in which others came through, after which a ticket goes without what could not be read of it. */
export const MOST_TRIES = 5;

/** What became of the news. */
export interface Handling {
	items: Item[];
	handled: Handled[];
	/** Oldest first. */
	left: TicketRow[];
	/** How often in a row each ticket could not be read. */
	failures: Record<string, number>;
	stopped?: Error;
}

class GoneTicket extends Error implements Fault {
	readonly kind = 'notFound';

	readonly passing = false;
}

/** How many tickets items are of. */
export function ticketsOf(items: Item[]): number {
	return new Set(items.map(({ json }) => `${json.product_id}/${json.id}`)).size;
}

/** A ticket that failed too often is treated as gone. */
function withoutTickets(source: Source): Source {
	const gone = async () => {
		throw new GoneTicket();
	};
	return { ...source, details: gone, logs: gone };
}

/** Deals with the news, oldest first, until tickets, time or calls are used up. */
export async function handle(
	news: TicketRow[],
	{ seen, rememberedFrom, failures = {} }: ProductState,
	source: Source,
	settings: EventSettings & { maxTickets: number },
): Promise<Handling> {
	const result: Handling = { items: [], handled: [], left: [], failures: { ...failures } };
	let firstFailure: Fault | undefined;
	for (const row of news) {
		const isFull = ticketsOf(result.items) >= settings.maxTickets;
		// Of one second the oldest must be dealt with first, or what is known of it has holes.
		const isBehindFailed = result.left.at(-1)?.updated_at === row.updated_at;
		if (isFull || result.stopped || isBehindFailed) {
			result.left.push(row);
			continue;
		}
		const id = String(row.id);
		const tries = failures[id] ?? 0;
		const isGivenUp = tries >= MOST_TRIES;
		try {
			const before = { seen: seen.of(row), rememberedFrom };
			const came = await eventsOf(row, before, source, settings).catch(async (thrown: unknown) => {
				if (!isGivenUp || !isOfOne(thrown)) throw thrown;
				return await eventsOf(row, before, withoutTickets(source), settings);
			});
			if (came.isPartial && !isGivenUp) {
				result.left.push(row);
				result.failures[id] = tries + 1;
			} else {
				result.items.push(...came.items);
				result.handled.push(came.handled);
				delete result.failures[id];
			}
		} catch (thrown) {
			result.left.push(row);
			if (isOfOne(thrown) && !firstFailure) {
				firstFailure = thrown;
				result.failures[id] = tries + 1;
			} else result.stopped = thrown as Error;
		}
	}
	if (firstFailure && result.handled.length === 0) result.stopped ??= firstFailure;
	return result;
}
