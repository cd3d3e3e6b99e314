import type { IDataObject } from 'n8n-workflow';

import { fingerprint } from '../api/common/fingerprint';
import { hasId, messagesOf } from '../api/shapes';
import type { LogEntry, Message, TicketDetails, TicketRow } from '../api/types';
import type { Seen } from './memory';
import { WINDOW_SECONDS } from './pace';
import { isFault } from './source';
import type { Source } from './source';
import { compare, earlier, newestOf } from './stamps';
import type { State } from './state';

export type EventName = 'ticketCreated' | 'ticketUpdated' | 'statusChanged' | 'newMessage';

export interface EventSettings {
	event: EventName;
	simplify: (ticket: TicketRow | TicketDetails) => IDataObject;
	includeDetails: boolean;
	/** Messages of these agents start nothing. */
	ignoreAgentIds: string[];
}

/** An event that is to be handed over. */
export interface Item {
	/** When it happened, as the service says. */
	at: string;
	json: IDataObject;
}

/** What came of a changed ticket. */
export interface Outcome {
	items: Item[];
	/** The entries above the floor, when they were read. */
	entries?: string[];
	/** The newest stamp of what belongs to the ticket. */
	last?: string;
	/** The ticket is in the list but cannot be opened. */
	isGone?: boolean;
	/** Some of what belongs to the ticket could not be read. */
	isPartial?: boolean;
}

/** A log entry or a message. */
interface Entry {
	/** What it is remembered by: its ID, or a fingerprint of one that has none. */
	key: string;
	/** When it came, or for one that does not tell, when the ticket changed last. */
	at: string;
	content: LogEntry | Message;
}

/** What belongs to a ticket and is news by itself. */
interface Entries {
	list: Entry[];
	/** When they came with the whole ticket. */
	details?: TicketDetails;
	/** Others could not be read. */
	isPartial: boolean;
}

export function hasEntries({ event }: EventSettings): boolean {
	return event === 'statusChanged' || event === 'newMessage';
}

/** Whether an event needs a call for each changed ticket. */
export function needsCalls(settings: EventSettings): boolean {
	return settings.includeDetails || hasEntries(settings);
}

/** What happened to a ticket never seen before is news when it lies after this stamp. */
function horizonOf(row: TicketRow, { low, floor }: State): string {
	const usual = earlier(low, WINDOW_SECONDS);
	// A ticket stamped far ahead of the others makes `low` useless until the next one comes.
	return newestOf(floor, row.updated_at > usual ? usual : earlier(row.updated_at, WINDOW_SECONDS));
}

function isNewCreation(row: TicketRow, seen: Seen | undefined, state: State): boolean {
	return !seen && row.created_at > horizonOf(row, state) && row.created_at >= state.since;
}

function isNewEntry(entry: Entry, row: TicketRow, seen: Seen | undefined, state: State): boolean {
	const { at, key } = entry;
	if (!seen) return at > horizonOf(row, state) && at >= state.since;
	if (!seen.entries) return at > seen.last;
	return at > state.floor && !seen.entries.includes(key);
}

/** The answer, or undefined when the ticket is gone. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
	return await answer.catch((thrown: unknown) => {
		if (isFault(thrown) && thrown.kind === 'notFound') return undefined;
		throw thrown;
	});
}

function statusChange(entry: LogEntry): IDataObject {
	return {
		id: entry.id,
		from: entry.old_status_id,
		to: entry.new_status_id,
		agentId: entry.agent_id,
		reasonId: entry.reason_id,
		at: entry.created_at,
	};
}

async function wholeTicket(
	row: TicketRow,
	at: string,
	source: Source,
	settings: EventSettings,
): Promise<Outcome> {
	if (!settings.includeDetails) return { items: [{ at, json: settings.simplify(row) }] };
	const details = await unlessGone(source.details(row.id));
	return { items: [{ at, json: settings.simplify(details ?? row) }], isGone: !details };
}

function isPartial({ leftOut = 0 }: { leftOut?: number }): boolean {
	return leftOut > 0;
}

function asEntry(content: LogEntry | Message, row: TicketRow): Entry {
	const { id, created_at: at } = content;
	return {
		key: hasId(content) ? String(id) : fingerprint(content).slice(0, 8),
		at: typeof at === 'string' ? at : row.updated_at,
		content,
	};
}

/**
 * The log entries or messages of a ticket; undefined when it cannot be opened.
 *
 * @throws whatever a call throws, but that the ticket is gone
 */
export async function readEntries(
	row: TicketRow,
	source: Source,
	{ event }: EventSettings,
): Promise<Entries | undefined> {
	if (event === 'statusChanged') {
		const logs = await unlessGone(source.logs(row.id));
		return logs && { list: logs.map((entry) => asEntry(entry, row)), isPartial: isPartial(logs) };
	}
	const details = await unlessGone(source.details(row.id));
	if (!details) return undefined;
	const messages = messagesOf(details) ?? { value: [], notes: [] };
	return {
		list: messages.value.map((entry) => asEntry(entry, row)),
		details,
		isPartial: isPartial(messages),
	};
}

/** The ids to remember, and the newest stamp of an entry. */
export function summaryOf(
	{ list }: Pick<Entries, 'list'>,
	floor: string,
): { entries: string[]; last: string } {
	return {
		entries: list.filter(({ at }) => at > floor).map(({ key }) => key),
		last: newestOf(...list.map(({ at }) => at)),
	};
}

/** What could not be read this time may have been handed over before. */
function withKnown(
	seen: Seen | undefined,
	{ isPartial }: Entries,
	{ entries, last }: ReturnType<typeof summaryOf>,
): ReturnType<typeof summaryOf> {
	const known = isPartial ? (seen?.entries ?? []) : [];
	return { entries: [...new Set([...known, ...entries])], last };
}

async function newEntries(
	row: TicketRow,
	seen: Seen | undefined,
	state: State,
	source: Source,
	settings: EventSettings,
): Promise<Outcome> {
	const entries = await readEntries(row, source, settings);
	if (!entries) return { items: [], entries: seen?.entries, isGone: true };
	const { event, ignoreAgentIds, includeDetails } = settings;
	const isIgnored = ({ content }: Entry) =>
		event === 'newMessage' && ignoreAgentIds.includes(String(content.agent_id));
	const news = entries.list
		.filter((entry) => isNewEntry(entry, row, seen, state) && !isIgnored(entry))
		.sort((one, other) => compare(one.at, other.at));
	const details =
		includeDetails && news.length > 0
			? (entries.details ?? (await unlessGone(source.details(row.id))))
			: undefined;
	const ticket = settings.simplify(details ?? row);
	const part = ({ content }: Entry): IDataObject =>
		event === 'statusChanged'
			? { change: statusChange(content as LogEntry) }
			: { message: content as unknown as IDataObject };
	return {
		items: news.map((entry) => ({ at: entry.at, json: { ...ticket, ...part(entry) } })),
		isPartial: entries.isPartial,
		...withKnown(seen, entries, summaryOf(entries, state.floor)),
	};
}

/**
 * What a changed ticket means for the chosen event.
 *
 * @param seen what was remembered of it
 * @throws whatever a call throws, but that the ticket is gone
 */
export async function eventsOf(
	row: TicketRow,
	seen: Seen | undefined,
	state: State,
	source: Source,
	settings: EventSettings,
): Promise<Outcome> {
	if (hasEntries(settings)) return await newEntries(row, seen, state, source, settings);
	if (settings.event === 'ticketUpdated') {
		return await wholeTicket(row, row.updated_at, source, settings);
	}
	return isNewCreation(row, seen, state)
		? await wholeTicket(row, row.created_at, source, settings)
		: { items: [] };
}
