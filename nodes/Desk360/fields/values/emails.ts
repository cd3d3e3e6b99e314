import { addressIn, addressesIn, canBeAddress, LONGEST_LINE } from './emailText';
import { InvalidValue, isComposite, shown } from './invalidValue';
import { cleanWord, isEmpty } from './typed';
import { textValue } from './texts';

/** Where n8n's mail nodes keep the address: `{ value: [{ address, name }], text }`, `{ emailAddress: { address } }`. */
const PLACES = ['value', 'emailAddress', 'address', 'email'];

const DEEPEST_PLACE = 4;

const ONE_ADDRESS = 'Give one address such as name@email.com or Jane Roe <name@email.com>';

function severalAddresses(what: string): InvalidValue {
	return new InvalidValue(
		`${what} names more than one address`,
		'Give the one address that is meant, that of the customer',
	);
}

function noAddress(text: string, what: string): InvalidValue {
	return new InvalidValue(`${what} "${shown(text)}" cannot be an email address`, ONE_ADDRESS);
}

/** The one address in what a mail node gives. */
function pickedFrom(value: unknown, what: string, depth = 0): unknown {
	if (!isComposite(value) || depth > DEEPEST_PLACE) return value;
	if (Array.isArray(value)) {
		if (value.length > 1) throw severalAddresses(what);
		return pickedFrom(value[0], what, depth + 1);
	}
	const fields = value as Record<string, unknown>;
	const place = PLACES.find((name) => !isEmpty(fields[name]));
	return place === undefined ? value : pickedFrom(fields[place], what, depth + 1);
}

/** Without display name and invisible characters. */
function readAddress(value: unknown, what: string): string {
	const text = cleanWord(textValue(pickedFrom(value, what), what));
	if (text.length > LONGEST_LINE) throw noAddress(text, what);
	if (addressesIn(text).size > 1) throw severalAddresses(what);
	return addressIn(text);
}

/**
 * The address that a mail can go to, from a line such as `Jane Roe <jane@example.com>`, a `mailto:` link or the object
 * of a mail node.
 *
 * @throws InvalidValue for several addresses, and for what cannot be one
 */
export function emailValue(value: unknown, what: string): string {
	const address = readAddress(value, what);
	if (!canBeAddress(address)) throw noAddress(address, what);
	return address;
}

/**
 * An address or a part of one, read as `emailValue` does.
 *
 * @throws InvalidValue for several addresses, and for what no address contains
 */
export function emailPartValue(value: unknown, what: string): string {
	const part = readAddress(value, what);
	if (part.includes('@') && /[\s<>",;]/.test(part)) throw noAddress(part, what);
	return part;
}
