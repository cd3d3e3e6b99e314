/**
 * What is wrong with a value, and what to do; the node adds the item's index. What to do is written for a person at the
 * editor and for the model of an agent, which has neither lists nor expressions.
 */
export class InvalidValue extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** Why a field that somebody filled in may be empty. */
export const IF_BY_EXPRESSION =
	'If an expression gives it, check that it has a result for this item';

/** What an expression may give where one value is meant. */
export function isComposite(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

const SHOWN_LENGTH = 60;

function asText(value: unknown): string {
	if (!isComposite(value)) return String(value);
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return 'an object'; // one that holds itself
	}
}

/** Its beginning, for a message. */
export function shown(value: unknown): string {
	const text = asText(value);
	return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
