import { InvalidValue, shown } from './invalidValue';
import { cleanWord, isEmpty, plainValue } from './typed';

/** `50`, and `50.0` as spreadsheets give it. Three zeros may be thousands. */
const WHOLE = /^-?\d+(?:\.0{1,2})?$/;

/** Digits as text are fine. */
function wholeNumber(value: unknown): number | undefined {
	const word = typeof value === 'string' ? cleanWord(value) : '';
	const number = WHOLE.test(word) ? Number(word) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** As `integerValue` takes it. */
export function isWhole(value: unknown): boolean {
	return wholeNumber(value) !== undefined;
}

/**
 * Digits as text are fine.
 *
 * @param next what to do about any other value
 * @throws InvalidValue
 */
export function integerValue(
	value: unknown,
	what: string,
	next = `Give a whole number for ${what}`,
): number {
	const plain = plainValue(value);
	const number = wholeNumber(plain);
	if (number === undefined) {
		throw new InvalidValue(
			isEmpty(plain) ? `${what} is empty` : `${what} "${shown(plain)}" is not a whole number`,
			next,
		);
	}
	return number;
}

/**
 * @param next what to do about any other value
 * @throws InvalidValue
 */
export function integerFrom(least: number, value: unknown, what: string, next: string): number {
	const number = integerValue(value, what, next);
	if (number < least) {
		throw new InvalidValue(`${what} ${number} is less than ${least}`, next);
	}
	return number;
}
