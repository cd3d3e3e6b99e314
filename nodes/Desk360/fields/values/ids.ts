import { idInAddress, isAddress } from './idAddress';
import type { Addressed } from './idAddress';
import { IF_BY_EXPRESSION, InvalidValue, shown } from './invalidValue';
import { cleanWord, isEmpty, partsOf, plainValue, unquoted } from './typed';

const FIND_IN_A_TICKET =
	'Ticket > Get with Simplify off shows the IDs of the agent, the reason and the type of a ticket';

/** `44`, `#44`, and `44.0` as spreadsheets give it. Three zeros may be thousands. */
const NUMBERED = /^(?:#\s*)?(\d+)(?:\.0{1,2})?$/;

/** The node's own list shows `#44 · Invoice · Jane Roe <jane@example.com>`. */
const LIST_ITEM = /^#\s*(\d+)\s*·/;

/** `#44 Invoice`; another number sign would make it uncertain which ticket is meant. */
const TITLE = /^#(\d+)\s+\p{L}[^#]*$/u;

/**
 * The digits of the ID; undefined when the text names none for certain.
 *
 * @param addressed what the ID is of, when the text may be its address in the panel
 */
export function idInText(text: string, addressed?: Addressed): string | undefined {
	const word = unquoted(cleanWord(text));
	if (isAddress(word)) return addressed && idInAddress(word, addressed);
	return [NUMBERED, LIST_ITEM, TITLE].map((form) => form.exec(word)?.[1]).find(Boolean);
}

function idInNumber(value: number | bigint): string | undefined {
	// n8n's expressions and JSON know no whole numbers beyond these: what comes is a neighbour of the ID.
	return value >= 0 && (typeof value === 'bigint' || Number.isSafeInteger(value))
		? String(value)
		: undefined;
}

function isRounded(value: unknown): boolean {
	return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

interface Wanted {
	/** The label of the field, such as `Reason`. */
	what: string;
	/** Where to find an ID. */
	next: string;
	addressed?: Addressed;
}

function refusalOf(value: unknown, { what, next, addressed }: Wanted): InvalidValue {
	if (isEmpty(value)) {
		return new InvalidValue(`${what} is empty`, `${next}. ${IF_BY_EXPRESSION}`);
	}
	if (isRounded(value)) {
		return new InvalidValue(
			`${what} ${shown(value)} is too large for a number`,
			`Numbers beyond ${Number.MAX_SAFE_INTEGER} are rounded by n8n, so this may be another ID. Give the ID as text, in quotes where the data comes from`,
		);
	}
	const isUncertain =
		addressed && typeof value === 'string' && isAddress(unquoted(cleanWord(value)));
	return new InvalidValue(
		`${what} "${shown(value)}" is not an ID`,
		isUncertain
			? `The address does not say for certain which ${addressed} is meant. Give the digits of the ID alone`
			: `An ID has digits only, such as 1234. ${next}`,
	);
}

function readId(given: unknown, wanted: Wanted): string {
	const value = plainValue(given);
	const id =
		typeof value === 'string'
			? idInText(value, wanted.addressed)
			: typeof value === 'number' || typeof value === 'bigint'
				? idInNumber(value)
				: undefined;
	if (id === undefined) throw refusalOf(value, wanted);
	return id;
}

/**
 * An ID as digits, however many. What surrounds it where people copy it from is left out: blanks, quotation marks, a
 * number sign, the decimals of a spreadsheet, the rest of a line of the node's list.
 *
 * @param what the label of the field, such as `Reason`
 * @param next where to find an ID
 * @throws InvalidValue when the value does not name one ID for certain
 */
export function idValue(value: unknown, what: string, next = FIND_IN_A_TICKET): string {
	return readId(value, { what, next });
}

/**
 * Also from an address of the panel such as `https://…/products/11`.
 *
 * @throws InvalidValue when the value does not name one ID for certain
 */
export function productIdValue(value: unknown, what = 'Product'): string {
	const next = 'Give its ID, which Product > Get Many shows, or choose it from the list';
	return readId(value, { what, next, addressed: 'product' });
}

/**
 * Chosen from those of the latest tickets, or entered.
 *
 * @param what the label of the field, such as `Reason`
 * @throws InvalidValue when the value does not name one ID for certain
 */
export function seenIdValue(value: unknown, what: string): string {
	return idValue(value, what, `Give its ID, or choose it from the list. ${FIND_IN_A_TICKET}`);
}

/**
 * A number as in the documentation, or text where a number would alter the digits.
 *
 * @throws InvalidValue when the value does not name one ID for certain
 */
export function idForBody(value: unknown, what: string): number | string {
	const digits = seenIdValue(value, what);
	const number = Number(digits);
	return Number.isSafeInteger(number) ? number : digits;
}

const ALL = /^all(?: products)?$/i;

/** There may be commas in one ID, as in a line of the node's list. */
function isOneId(value: unknown): boolean {
	return typeof value === 'string' && idInText(value, 'product') !== undefined;
}

/**
 * Each once; several are separated by commas, or a list.
 *
 * @throws InvalidValue when a part does not name one ID for certain
 */
export function productIdsValue(given: unknown, what = 'Product'): 'all' | string[] {
	const value = plainValue(given);
	if (typeof value === 'string' && ALL.test(cleanWord(value))) return 'all';
	const isSeveral = Array.isArray(value) || (typeof value === 'string' && !isOneId(value));
	if (!isSeveral) return [productIdValue(value, what)];
	const ids = partsOf(value).map((part) => productIdValue(part, what));
	// Nothing is refused with the same words as an empty field.
	return ids.length > 0 ? [...new Set(ids)] : [productIdValue('', what)];
}

/**
 * Also from an address of the panel such as `https://…/tickets/44`.
 *
 * @throws InvalidValue when the value does not name one ID for certain
 */
export function ticketIdValue(value: unknown, what = 'Ticket'): string {
	const next = 'Give its ID, which Ticket > Get Many shows, or choose it from the list';
	return readId(value, { what, next, addressed: 'ticket' });
}
