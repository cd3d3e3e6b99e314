import type { IDataObject } from 'n8n-workflow';

import type { LogEntry, Message, TicketRow } from '../api/types';
import { withProduct } from '../fields/belonging';
import type { Simplifier } from '../fields/simplify';
import type { EventName } from './description';
import { readEntries } from './entries';
import type { Entries, Entry } from './entries';
import type { Handled, SeenTicket } from './seen';
import type { Source } from './source';
import { compare, newestOf } from './stamps';
import { isOfOne } from './stopEarly';

export interface EventSettings {
	events: EventName[];
	/** How items are written; what is remembered and compared never is. */
	simplify: Simplifier;
	includeDetails: boolean;
	/** Whose messages start something. */
	messagesFrom: 'all' | 'customers' | 'agents';
	/** Messages of these agents start nothing. */
	ignoreAgentIds: string[];
	/** The new statuses that start something; all when empty. */
	changedTo: number[];
}

/** An event that is to be handed over. */
export interface Item {
	/** When it happened, as the service says. */
	at: string;
	json: IDataObject;
}

/** What came of a changed ticket. */
export interface News {
	/** Oldest first. */
	items: Item[];
	/** What is to be remembered of it; undefined when some of what belongs to it could not be read. */
	handled?: Handled;
}

/** Whether a chosen event needs a call for each changed ticket. */
export function needsCalls({ events, includeDetails }: EventSettings): boolean {
	return includeDetails || events.includes('statusChanged') || events.includes('newMessage');
}

/** What the trigger knew of a ticket before. */
interface Before {
	seen?: SeenTicket;
	/** What happened earlier to a ticket never seen is no news. */
	rememberedFrom: string;
	/** It could not be read too often, and goes without what cannot be read of it. */
	isGivenUp?: boolean;
}

/** An event of a ticket, before it becomes an item. */
interface Happened {
	event: EventName;
	at: string;
	/** What is told besides the ticket. */
	part?: IDataObject;
}

/** The answer, or undefined when the ticket is gone, or is treated as gone. */
async function unlessGone<T>(answer: Promise<T>, { isGivenUp }: Before): Promise<T | undefined> {
	return await answer.catch((thrown: unknown) => {
		if (isOfOne(thrown) && (isGivenUp || thrown.kind === 'notFound')) return undefined;
		throw thrown;
	});
}

function ofTheTicket(row: TicketRow, before: Before, { events }: EventSettings): Happened[] {
	const isCreated = !before.seen && row.created_at > before.rememberedFrom;
	if (isCreated && events.includes('ticketCreated')) {
		return [{ event: 'ticketCreated', at: row.created_at }];
	}
	return events.includes('ticketUpdated') ? [{ event: 'ticketUpdated', at: row.updated_at }] : [];
}

function isWantedMessage({ agent_id: agentId }: Message, settings: EventSettings): boolean {
	const { messagesFrom, ignoreAgentIds } = settings;
	const isAgent = agentId !== null && agentId !== undefined && String(agentId) !== '0';
	if (messagesFrom === 'customers' && isAgent) return false;
	if (messagesFrom === 'agents' && !isAgent) return false;
	return !ignoreAgentIds.includes(String(agentId));
}

function isWantedChange(entry: LogEntry, { changedTo }: EventSettings): boolean {
	return changedTo.length === 0 || changedTo.includes(Number(entry.new_status_id));
}

/** Whether an entry came since the ticket was seen last. */
function isNew({ at, key }: Entry, { seen, rememberedFrom }: Before): boolean {
	// They were never read: what is older than the ticket was then is known.
	if (seen && !seen.keys) return at > seen.last;
	return at > rememberedFrom && !seen?.keys?.includes(key);
}

function ofEntry(entry: Entry, settings: EventSettings): Happened | undefined {
	const { at } = entry;
	if ('message' in entry) {
		const part = { message: settings.simplify.message(entry.message) };
		return isWantedMessage(entry.message, settings) ? { event: 'newMessage', at, part } : undefined;
	}
	const part = { change: settings.simplify.change(entry.change) };
	return isWantedChange(entry.change, settings) ? { event: 'statusChanged', at, part } : undefined;
}

/** What is to be remembered of a ticket whose entries were read; undefined when some could not be read. */
export function handledOf(
	row: TicketRow,
	{ list, isPartial }: Entries,
	{ seen, rememberedFrom, isGivenUp }: Before,
): Handled | undefined {
	if (!list) return { row };
	if (isPartial && !isGivenUp) return undefined;
	const keys = list.filter(({ at }) => at > rememberedFrom).map(({ key }) => key);
	// What could not be read this time may have been handed over before.
	const known = (isPartial && seen?.keys) || [];
	return {
		row,
		last: newestOf(...list.map(({ at }) => at)),
		keys: [...new Set([...known, ...keys])],
	};
}

/**
 * What a changed ticket means for the chosen events. It costs a call for the messages and one for the logs where an
 * event needs them, and one for the details where they are wanted and something happened.
 *
 * @throws whatever a call throws, but that the ticket is gone
 */
export async function eventsOf(
	row: TicketRow,
	before: Before,
	source: Source,
	settings: EventSettings,
): Promise<News> {
	const { events, includeDetails, simplify } = settings;
	const entries = await unlessGone(readEntries(row, source, events), before);
	const happened = [
		...ofTheTicket(row, before, settings),
		...(entries?.list ?? [])
			.filter((entry) => isNew(entry, before))
			.flatMap((entry) => ofEntry(entry, settings) ?? []),
	].sort((one, other) => compare(one.at, other.at));
	const wantsDetails = includeDetails && happened.length > 0;
	const details = wantsDetails
		? (entries?.details ?? (await unlessGone(source.details(row.id), before)))
		: undefined;
	// Where somebody who looks at a table sees it.
	const { id, ...ticket } = simplify.ticket(details ?? row);
	if (!entries || (wantsDetails && !details)) {
		const { productId, tell } = source;
		tell(`Ticket ${row.id} of Desk360 product ${productId} is in the list but cannot be opened`);
	}
	return {
		items: happened.map(({ event, at, part }) => ({
			at,
			json: withProduct({ id, event, ...ticket, ...part }, source.productId),
		})),
		handled: entries ? handledOf(row, entries, before) : { row, keys: before.seen?.keys },
	};
}
