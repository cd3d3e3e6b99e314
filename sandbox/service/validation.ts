import { invalidField, invalidFields, Refusal, type FieldErrors } from './answers';

export type Fields = Record<string, unknown>;

/** Reads every field, and refuses all that are invalid at once. */
export function readAll<T extends object>(readers: { [Name in keyof T]: () => T[Name] }): T {
	const values: Partial<T> = {};
	const errors: FieldErrors = {};
	for (const name of Object.keys(readers) as Array<keyof T>) {
		try {
			values[name] = readers[name]();
		} catch (thrown) {
			Object.assign(errors, fieldErrorsOf(thrown));
		}
	}
	if (Object.keys(errors).length > 0) throw invalidFields(errors);
	return values as T;
}

/** Anything but an invalid field ends the reading. */
function fieldErrorsOf(thrown: unknown): FieldErrors {
	if (thrown instanceof Refusal && thrown.framework?.errors) return thrown.framework.errors;
	throw thrown;
}

/** Laravel reads an empty string as nothing, so a field that is sent empty is one that is missing. */
export function given(fields: Fields, name: string): unknown {
	const value = fields[name];
	return value === '' || value === undefined ? null : value;
}

export function requiredText(fields: Fields, name: string): string {
	const text = given(fields, name);
	if (text === null) throw missing(name);
	if (typeof text !== 'string') throw invalid(name, 'must be a string.');
	return text;
}

export function requiredEmail(fields: Fields, name: string): string {
	const email = requiredText(fields, name);
	if (!/^\S+@\S+$/.test(email)) throw invalid(name, 'must be a valid email address.');
	return email;
}

/** A number or its digits, as form fields and query strings have no other way to say it. */
export function optionalInteger(fields: Fields, name: string): number | null {
	const value = given(fields, name);
	if (value === null) return null;
	const isInteger = typeof value === 'string' ? /^-?\d+$/.test(value) : Number.isInteger(value);
	if (!isInteger) throw invalid(name, 'must be an integer.');
	return Number(value);
}

export function requiredInteger(fields: Fields, name: string): number {
	const value = optionalInteger(fields, name);
	if (value === null) throw missing(name);
	return value;
}

export function optionalDay(fields: Fields, name: string): string | null {
	const day = given(fields, name);
	if (day === null) return null;
	if (!isDay(day)) throw invalid(name, 'does not match the format Y-m-d.');
	return day;
}

/** An object, or JSON text of one. */
export function optionalJson(fields: Fields, name: string): unknown {
	const value = given(fields, name);
	if (value === null || typeof value === 'object') return value;
	try {
		return JSON.parse(String(value));
	} catch {
		throw invalid(name, 'must be a valid JSON string.');
	}
}

function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const date = new Date(`${value}T00:00:00Z`);
	// A month has no 31st day too many: the parser rolls it over instead of refusing it.
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** What is wrong with a field; the message speaks of it without the underscores. */
export const invalid = (name: string, what: string) =>
	invalidField(name, `The ${name.replaceAll('_', ' ')} ${what}`);

const missing = (name: string) => invalid(name, 'field is required.');
