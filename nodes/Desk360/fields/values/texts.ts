import { IF_BY_EXPRESSION, InvalidValue, isComposite } from './invalidValue';
import { isEmpty, plainValue, trimmed } from './typed';

/**
 * Exactly as it was typed: what customers get is never altered.
 *
 * @throws InvalidValue for nothing, objects and lists
 */
export function textValue(value: unknown, what: string): string {
	const plain = plainValue(value);
	if (isComposite(plain)) {
		throw new InvalidValue(
			`${what} is not text`,
			'It is an object or a list. Give the one value that is meant',
		);
	}
	if (isEmpty(plain)) {
		throw new InvalidValue(`${what} is empty`, `Give a text for ${what}. ${IF_BY_EXPRESSION}`);
	}
	return String(plain);
}

/**
 * Without what is blank or invisible around it.
 *
 * @throws InvalidValue for nothing, objects and lists
 */
export function searchTextValue(value: unknown, what: string): string {
	return trimmed(textValue(value, what));
}

/**
 * From an object, or a text that holds an object or a list.
 *
 * @throws InvalidValue for anything else
 */
export function jsonValue(value: unknown, what: string): string {
	const invalid = (reason: string) =>
		new InvalidValue(`${what} ${reason}`, 'Give an object such as { "key": "value" }');
	let parsed = value;
	if (typeof value === 'string') {
		try {
			parsed = JSON.parse(trimmed(value));
		} catch {
			throw invalid('is not valid JSON');
		}
	}
	if (!isComposite(parsed)) throw invalid('is not a JSON object');
	try {
		return JSON.stringify(parsed);
	} catch {
		throw invalid('cannot be written as JSON');
	}
}
