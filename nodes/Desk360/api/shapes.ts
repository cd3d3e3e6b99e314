import { counted, isObject } from './common/values';
import type { Read, Reading } from './failures/judge';
import type { Desk360Id, Message, TicketDetails } from './types';

/** Digits, as a number or as text. */
export function isId(value: unknown): value is Desk360Id {
	return (
		(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) ||
		(typeof value === 'string' && /^\d+$/.test(value))
	);
}

export function hasId(value: unknown): value is { id: Desk360Id } {
	return isObject(value) && isId(value.id);
}

/** PHP writes a list with holes as an object whose keys are the places. */
export function listOf(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (!isObject(value)) return undefined;
	return Object.keys(value).every((key) => /^\d+$/.test(key)) ? Object.values(value) : undefined;
}

/** The framework wraps in `{ "data": … }`; a part of a list that names further parts is not the whole. */
function unwrapped(json: unknown): unknown {
	if (!isObject(json) || !('data' in json)) return json;
	const isPart = ['links', 'meta', 'next_page_url'].some((key) => key in json);
	return isPart || hasId(json) ? json : json.data;
}

/**
 * What is no record is left out and said, one without an ID is handed out and said; a list of which nothing can be read
 * is none.
 *
 * @param what names the list in what is said, such as `page 2 of the ticket list`
 */
function recordsOf<Row>(value: unknown, what: string): Reading<Row[]> | undefined {
	const list = listOf(value);
	if (!list) return undefined;
	const records = list.filter(isObject);
	const leftOut = list.length - records.length;
	if (list.length > 0 && records.length === 0) return undefined;
	const nameless = records.filter((record) => !hasId(record)).length;
	const notes = [
		leftOut > 0 &&
			`${counted(leftOut, 'row')} of ${what} could not be read and ${leftOut === 1 ? 'is' : 'are'} left out`,
		nameless > 0 &&
			`${counted(nameless, 'row')} of ${what} ${nameless === 1 ? 'has' : 'have'} no ID`,
	].filter((note) => note !== false);
	return { value: records as Row[], notes, ...(leftOut > 0 && { leftOut }) };
}

export function readList<Row>(what: string): Read<Row[]> {
	return (json) => {
		const list = unwrapped(json);
		// An object without anything is no list: PHP writes an empty one as `[]`.
		const isNothing = isObject(list) && Object.keys(list).length === 0;
		return isNothing ? undefined : recordsOf<Row>(list, what);
	};
}

/** A record with an ID: a ticket, or what a write gives. */
export function readRecord<T>(json: unknown): Reading<T> | undefined {
	const record = unwrapped(json);
	return hasId(record) ? { value: record as T, notes: [] } : undefined;
}

/** Oldest first; undefined when what stands there cannot be read. */
export function messagesOf({ id, messages }: TicketDetails): Reading<Message[]> | undefined {
	if (messages === undefined || messages === null) return { value: [], notes: [] };
	return recordsOf<Message>(messages, `the messages of ticket ${id}`);
}
