import { InvalidValue, shown } from './invalidValue';
import { cleanWord, isEmpty, plainValue } from './typed';

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];

/**
 * Also the text or the number that an expression, an agent or a spreadsheet gives: `true`, `yes`, `on` and 1, or
 * `false`, `no`, `off` and 0.
 *
 * @param fallback what nothing means
 * @throws InvalidValue for anything else, rather than taking it for one of the two
 */
export function booleanValue(value: unknown, what: string, fallback: boolean): boolean {
	if (isEmpty(value)) return fallback;
	const plain = plainValue(value);
	const word = typeof plain === 'object' ? '' : cleanWord(String(plain)).toLowerCase();
	if (YES.includes(word)) return true;
	if (NO.includes(word)) return false;
	throw new InvalidValue(
		`${what} "${shown(plain)}" is neither true nor false`,
		`Give true or false for ${what}`,
	);
}
