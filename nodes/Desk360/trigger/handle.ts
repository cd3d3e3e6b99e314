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
	/** How often in a row each of those could not be read. */
	failures: Record<string, number>;
	stopped?: Error;
}

/** How many tickets items are of. */
export function ticketsOf(items: Item[]): number {
	return new Set(items.map(({ json }) => `${json.product_id}/${json.id}`)).size;
}

/** Deals with the news, oldest first, until tickets, time or calls are used up. */
export async function handle(
	news: TicketRow[],
	{ seen, rememberedFrom, failures = {} }: ProductState,
	source: Source,
	settings: EventSettings & { maxTickets: number },
): Promise<Handling> {
	const result: Handling = { items: [], handled: [], left: [], failures: {} };
	const leave = (row: TicketRow, tries: number) => {
		result.left.push(row);
		if (tries > 0) result.failures[String(row.id)] = tries;
	};
	let firstFailure: Fault | undefined;
	for (const row of news) {
		const isFull = ticketsOf(result.items) >= settings.maxTickets;
		// Of one second the oldest must be dealt with first, or what is known of it has holes.
		const isBehindFailed = result.left.at(-1)?.updated_at === row.updated_at;
		const tries = failures[String(row.id)] ?? 0;
		if (isFull || result.stopped || isBehindFailed) {
			leave(row, tries);
			continue;
		}
		try {
			const before = { seen: seen.of(row), rememberedFrom, isGivenUp: tries >= MOST_TRIES };
			const { items, handled } = await eventsOf(row, before, source, settings);
			if (handled) {
				result.items.push(...items);
				result.handled.push(handled);
			} else leave(row, tries + 1);
		} catch (thrown) {
			const isFirst = isOfOne(thrown) && !firstFailure;
			leave(row, isFirst ? tries + 1 : tries);
			if (isFirst) firstFailure = thrown;
			else result.stopped = thrown as Error;
		}
	}
	if (firstFailure && result.handled.length === 0) result.stopped ??= firstFailure;
	return result;
}
