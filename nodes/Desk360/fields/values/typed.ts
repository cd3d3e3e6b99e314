/**
 * What people type and paste, without what nobody sees in it. Characters are tested one by one or replaced in one
 * pass, so that a long text takes no longer than its length.
 */

/**
 * For a character class: control characters, soft hyphens, zero-width blanks and joiners, marks of the writing
 * direction, byte order marks.
 */
export const INVISIBLE =
	'\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E' +
	'\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB';

/** For a character class: marks that people put around a value. */
export const QUOTES = '"\'`\\u00AB\\u00BB\\u2018-\\u201F\\u2039\\u203A';

const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]+`, 'g');
const BLANK = new RegExp(`[\\s${INVISIBLE}]`);
const VISIBLE = new RegExp(`[^\\s${INVISIBLE}]`);
const QUOTE = new RegExp(`[${QUOTES}]`);

/** n8n's resource locators are objects where they stand in a collection or come from an expression. */
function isLocator(value: unknown): value is { value: unknown } {
	return typeof value === 'object' && value !== null && '__rl' in value && 'value' in value;
}

/** Of a resource locator, `{ __rl: true, mode, value }`; anything else is the value itself. */
export function plainValue(value: unknown): unknown {
	return isLocator(value) ? value.value : value;
}

/** What an untouched field or an expression without a result gives. */
export function isEmpty(value: unknown): boolean {
	const plain = plainValue(value);
	return (
		plain === undefined || plain === null || (typeof plain === 'string' && !VISIBLE.test(plain))
	);
}

/** Without empty ones. A list may come as text with commas. */
export function partsOf(value: unknown): unknown[] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return parts.filter((part) => !isEmpty(part));
}

/** Of one word: without invisible characters wherever they stand, and blanks around it. */
export function cleanWord(text: string): string {
	return text.replace(ALL_INVISIBLE, '').trim();
}

/** What is invisible inside may be part of the writing, as in Persian or emoji. */
export function trimmed(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && BLANK.test(text.charAt(start))) start++;
	while (end > start && BLANK.test(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

/** Where there is a quotation mark at each end. */
export function unquoted(text: string): string {
	const isQuoted =
		text.length > 1 && QUOTE.test(text.charAt(0)) && QUOTE.test(text.charAt(text.length - 1));
	return isQuoted ? text.slice(1, -1).trim() : text;
}
