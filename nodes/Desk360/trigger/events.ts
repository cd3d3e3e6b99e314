import type { IDataObject } from 'n8n-workflow';

import type { LogEntry, Message, TicketRow } from '../api/types';
import type { Simplifier } from '../fields/simplify';
import type { EventName } from './description';
import { readEntries } from './entries';
import type { Entries, Entry } from './entries';
import type { SeenTicket, Handled } from './seen';
import type { Source } from './source';
import { compare, newestOf } from './stamps';
import { isFault } from './stopEarly';

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
	/** What is to be remembered of it. */
	handled: Handled;
	/** The ticket is in the list but cannot be opened. */
	isGone: boolean;
	/** Some of what belongs to the ticket could not be read. */
	isPartial: boolean;
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
}

/** An event of a ticket, before it becomes an item. */
interface Happened {
	event: EventName;
	at: string;
	/** What is told besides the ticket. */
	part?: IDataObject;
}

/** The answer, or undefined when the ticket is gone. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
	return await answer.catch((thrown: unknown) => {
		if (isFault(thrown) && thrown.kind === 'notFound') return undefined;
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

/** The entries that came since the ticket was seen last. */
function newOf<T>(list: Array<Entry<T>>, known: string[] | undefined, before: Before) {
	const { seen, rememberedFrom } = before;
	return list.filter(({ at, key }) => {
		// They were never read: what is older than the ticket was then is known.
		if (seen && !known) return at > seen.last;
		return at > rememberedFrom && !known?.includes(key);
	});
}

function ofEntries(entries: Entries, before: Before, settings: EventSettings): Happened[] {
	const { logs = [], messages = [] } = entries;
	return [
		...newOf(messages, before.seen?.messages, before)
			.filter(({ content }) => isWantedMessage(content, settings))
			.map(({ at, content }): Happened => ({
				event: 'newMessage',
				at,
				part: { message: settings.simplify.message(content) },
			})),
		...newOf(logs, before.seen?.logs, before)
			.filter(({ content }) => isWantedChange(content, settings))
			.map(({ at, content }): Happened => ({
				event: 'statusChanged',
				at,
				part: { change: settings.simplify.change(content) },
			})),
	];
}

/** The keys to remember: what could not be read this time may have been handed over before. */
function keysOf(
	list: Array<Entry<unknown>> | undefined,
	known: string[] | undefined,
	rememberedFrom: string,
	isPartial: boolean,
): string[] | undefined {
	if (!list) return known;
	const keys = list.filter(({ at }) => at > rememberedFrom).map(({ key }) => key);
	return [...new Set([...(isPartial ? (known ?? []) : []), ...keys])];
}

/** What is to be remembered of a ticket whose entries were read. */
export function handledOf(
	row: TicketRow,
	{ logs, messages, isPartial }: Entries,
	{ seen, rememberedFrom }: Before,
): Handled {
	return {
		row,
		last: newestOf(...[...(logs ?? []), ...(messages ?? [])].map(({ at }) => at)),
		logs: keysOf(logs, seen?.logs, rememberedFrom, isPartial),
		messages: keysOf(messages, seen?.messages, rememberedFrom, isPartial),
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
	const entries = await unlessGone(readEntries(row, source, events));
	const happened = [
		...ofTheTicket(row, before, settings),
		...(entries ? ofEntries(entries, before, settings) : []),
	].sort((one, other) => compare(one.at, other.at));
	const wantsDetails = includeDetails && happened.length > 0;
	const details = wantsDetails
		? (entries?.details ?? (await unlessGone(source.details(row.id))))
		: undefined;
	// Where somebody who looks at a table sees it.
	const { id, ...ticket } = simplify.ticket(details ?? row);
	const { logs, messages } = before.seen ?? {};
	return {
		items: happened.map(({ event, at, part }) => ({ at, json: { id, event, ...ticket, ...part } })),
		handled: entries ? handledOf(row, entries, before) : { row, logs, messages },
		isGone: !entries || (wantsDetails && !details),
		isPartial: entries?.isPartial ?? false,
	};
}
