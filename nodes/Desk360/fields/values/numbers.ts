import { InvalidValue, shown } from './invalidValue';
import { cleanWord, isEmpty, plainValue } from './typed';

/** `50`, and `50.0` as spreadsheets give it. Three zeros may be thousands. */
const WHOLE = /^-?\d+(?:\.0{1,2})?$/;

/**
 * A whole number such as a status; digits as text are fine.
 *
 * @param next what to do about any other value
 * @throws InvalidValue
 */
export function integerValue(
	value: unknown,
	what: string,
	next = `Choose a value for ${what}, or let the expression give a whole number`,
): number {
	const plain = plainValue(value);
	const word = typeof plain === 'string' ? cleanWord(plain) : '';
	const number = WHOLE.test(word) ? Number(word) : plain;
	if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
		throw new InvalidValue(
			isEmpty(plain) ? `${what} is empty` : `${what} "${shown(plain)}" is not a whole number`,
			next,
		);
	}
	return number;
}

/**
 * A whole number that is not below `least`.
 *
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
