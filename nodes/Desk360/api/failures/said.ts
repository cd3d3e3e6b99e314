import { filledText, isObject } from '../common/values';
import { beginning, shortened, withoutPaths, withoutPeriod } from './text';

/** What the service's own words of a refusal say. */
export interface Said {
	code?: string;
	/** Every text of the answer, in one sentence without its final period. */
	message?: string;
	docUrl?: string;
}

const LONGEST_TEXT = 300;
const LONGEST_MESSAGE = 1_000;
const MOST_TEXTS = 20;
const DEEPEST = 4;

/** Where a service tells what is wrong. Debug fields such as `exception`, `file` and `trace` are for its own people. */
const TELLING = ['message', 'error', 'errors', 'detail', 'title'] as const;

interface Collected {
	/** Struck out of each text before it is cut, so that no part of one is left. */
	secrets: string[];
	texts: string[];
	leftOut: number;
}

function shown(text: string, secrets: string[]): string {
	const head = beginning(text.trimStart(), secrets, LONGEST_TEXT + 1);
	return withoutPeriod(shortened(withoutPaths(head), LONGEST_TEXT));
}

/** As many as are looked at; the others are counted. */
function first<T>(entries: T[], into: Collected): T[] {
	into.leftOut += Math.max(0, entries.length - MOST_TEXTS);
	return entries.slice(0, MOST_TEXTS);
}

function collect(value: unknown, name: string, into: Collected, depth: number): void {
	if (depth > DEEPEST) return;
	if (typeof value === 'string' || typeof value === 'number') {
		const text = shown(String(value), into.secrets);
		if (text === '') return;
		const said = name === '' ? text : `${name}: ${text}`;
		if (into.texts.includes(said)) return;
		if (into.texts.length < MOST_TEXTS) into.texts.push(said);
		else into.leftOut++;
	} else if (Array.isArray(value)) {
		for (const entry of first(value, into)) collect(entry, name, into, depth + 1);
	} else if (isObject(value)) {
		for (const [field, entry] of first(Object.entries(value), into)) {
			const isList = /^\d+$/.test(field);
			collect(entry, isList ? name : shown(field, into.secrets), into, depth + 1);
		}
	}
}

/** `{ email: ["…"] }` gives `email: …`. */
function textsOf(body: Record<string, unknown>, secrets: string[]): string | undefined {
	const collected: Collected = { secrets, texts: [], leftOut: 0 };
	for (const field of TELLING) {
		const value = body[field];
		// The documented form: the code and the link have places of their own.
		if (field === 'error' && isObject(value)) {
			for (const told of TELLING) collect(value[told], '', collected, 1);
		} else collect(value, '', collected, 1);
	}
	const { texts, leftOut } = collected;
	if (texts.length === 0) return undefined;
	const more = leftOut > 0 ? `; and ${leftOut} more` : '';
	return `${shortened(texts.join('; '), LONGEST_MESSAGE)}${more}`;
}

/**
 * Reads the documented `{ error: { code, message, doc_url } }`, the framework's own
 * `{ message, errors: { field: [texts] } }`, and what lies between. Undefined when it tells nothing.
 *
 * @param secrets struck out of everything that is quoted
 */
export function saidBy(body: unknown, secrets: string[]): Said | undefined {
	if (!isObject(body)) return undefined;
	const error = isObject(body.error) ? body.error : {};
	const struck = (value: unknown) => {
		const text = filledText(value);
		return text === undefined ? undefined : beginning(text, secrets, LONGEST_TEXT);
	};
	const said: Said = {
		code: struck(error.code),
		message: textsOf(body, secrets),
		docUrl: struck(error.doc_url),
	};
	return said.code === undefined && said.message === undefined ? undefined : said;
}

/** The documented form, whatever the status is. */
export function isRefusal(body: unknown): boolean {
	return isObject(body) && isObject(body.error) && Object.keys(body.error).length > 0;
}

/** The form in which the service's framework answers by itself, even without words in it. */
export function isOfFramework(body: unknown): boolean {
	return isObject(body) && 'message' in body;
}

function isTold(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return value === true || filledText(value) !== undefined;
}

/** Says in another form that nothing came of it, such as `{ "success": false }`. */
export function deniesSuccess(body: unknown): boolean {
	if (!isObject(body)) return false;
	const { success, ok, status, error, errors } = body;
	const isNo =
		[success, ok, status].includes(false) || /^(error|failed|fail)$/i.test(String(status));
	return isNo || isTold(error) || isTold(errors);
}
