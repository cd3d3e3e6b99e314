/**
 * Checks of what users, expressions and agents put into parameters, made before a call is spent. All of them
 * throw `InvalidValue`; the node that read the parameter adds the item's index.
 */

/** A value that Desk360 cannot take. */
export class InvalidValue extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

const SHOWN_LENGTH = 60;

function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

/** True for what an untouched field or an expression without a result gives. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

const FIND_IN_A_TICKET =
	'Ticket > Get with Simplify off shows the IDs of the agent, the reason and the type of a ticket';

/** An id as the digits that go into an address; `what` such as `Reason ID`, `next` tells where to find one. */
export function idValue(value: unknown, what: string, next = FIND_IN_A_TICKET): string {
	if (isEmpty(value)) {
		throw new InvalidValue(
			`${what} is empty`,
			`${next}. With an expression, check that it has a result for this item`,
		);
	}
	const text = typeof value === 'object' ? '' : String(value).trim();
	if (!/^\d+$/.test(text)) {
		throw new InvalidValue(
			`${what} "${shown(value)}" is not an ID`,
			`An ID has digits only, such as 1234. ${next}`,
		);
	}
	return text;
}

/** The id of a product, from its locator. */
export function productIdValue(value: unknown): string {
	return idValue(
		value,
		'Product',
		'Select one from the list, or enter an ID that Product > Get Many gives',
	);
}

/** The id of a ticket, from its locator. */
export function ticketIdValue(value: unknown): string {
	return idValue(
		value,
		'Ticket',
		'Select one from the list, or enter an ID that Ticket > Get Many gives',
	);
}

/** An integer such as a status or an id in a filter; digits as text are fine. */
export function integerValue(
	value: unknown,
	what: string,
	next = `Choose a value for ${what}, or let the expression give a whole number`,
): number {
	const text = typeof value === 'string' ? value.trim() : value;
	const number = typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : text;
	if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
		throw new InvalidValue(
			isEmpty(value) ? `${what} is empty` : `${what} "${shown(value)}" is not a whole number`,
			next,
		);
	}
	return number;
}

/** A text that is not blank, as it was typed. */
export function textValue(value: unknown, what: string): string {
	if (typeof value === 'object' && value !== null) {
		throw new InvalidValue(
			`${what} is not text`,
			'The expression gives an object or a list. Pick the one value that is meant',
		);
	}
	if (isEmpty(value)) {
		throw new InvalidValue(
			`${what} is empty`,
			`Enter a text for ${what}. With an expression, check that it has a result for this item`,
		);
	}
	return String(value);
}

/** An address that a mail can go to: one @, something before it, a host after it, no blanks. */
export function emailValue(value: unknown, what: string): string {
	const text = textValue(value, what).trim();
	if (!/^[^\s@<>",;:]+@[^\s@<>",;:]+$/.test(text) || /(^|\.)\.|\.$|@\.|\.@/.test(text)) {
		throw new InvalidValue(
			`${what} "${shown(text)}" cannot be an email address`,
			'Enter one address such as name@email.com, without a display name',
		);
	}
	return text;
}

/** JSON as text, from an object or a text that holds an object or a list. */
export function jsonValue(value: unknown, what: string): string {
	const invalid = (reason: string) =>
		new InvalidValue(`${what} ${reason}`, 'Enter an object such as { "key": "value" }');
	let parsed = value;
	if (typeof value === 'string') {
		try {
			parsed = JSON.parse(value);
		} catch {
			throw invalid('is not valid JSON');
		}
	}
	if (typeof parsed !== 'object' || parsed === null) throw invalid('is not a JSON object');
	return JSON.stringify(parsed);
}
