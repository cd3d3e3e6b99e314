import { isObject } from './question';
import type { Desk360Id } from './types';

/** Digits, as a number or as text. */
export function isId(value: unknown): value is Desk360Id {
	return (
		(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) ||
		(typeof value === 'string' && /^\d+$/.test(value))
	);
}

export function hasId(value: unknown): boolean {
	return isObject(value) && isId(value.id);
}

/** A list whose every row can be told apart. */
export function isListOfRows(value: unknown): boolean {
	return Array.isArray(value) && value.every(hasId);
}

export function isTicketWithMessages(value: unknown): boolean {
	if (!isObject(value) || !hasId(value)) return false;
	return value.messages === undefined || isListOfRows(value.messages);
}
