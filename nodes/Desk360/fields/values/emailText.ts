import { unquoted } from './typed';

/** An address has at most 254 characters; names beside it are seldom longer. */
export const LONGEST_LINE = 1_000;

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+$/;
const MISPLACED_DOT = /^\.|\.\.|\.$|@\.|\.@/;

/** One @, something before it, a host after it, no blanks. */
export function canBeAddress(text: string): boolean {
	return ADDRESS.test(text) && !MISPLACED_DOT.test(text);
}

/** `Jane Roe <jane@example.com>`: before the `<`, and inside the brackets that end the line. */
function splitAtBrackets(line: string): { name: string; inside: string } {
	const open = line.endsWith('>') ? line.lastIndexOf('<') : -1;
	return open < 0
		? { name: '', inside: line }
		: { name: line.slice(0, open).trim(), inside: line.slice(open + 1, -1).trim() };
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The address of `mailto:jane@example.com?subject=Hello`. */
function withoutScheme(text: string): string {
	if (!/^mailto:/i.test(text)) return text;
	const [address = ''] = text.slice('mailto:'.length).split('?');
	return decoded(address).trim();
}

function bare(text: string): string {
	return unquoted(withoutScheme(unquoted(text)));
}

/** Commas and @ in double quotation marks are part of a name. */
function withoutQuoted(name: string): string {
	return name
		.split('"')
		.filter((_, index) => index % 2 === 0)
		.join(' ');
}

/** The line itself when it is no more than an address. */
export function addressIn(line: string): string {
	return bare(splitAtBrackets(line).inside);
}

/** In small letters. */
export function addressesIn(line: string): Set<string> {
	const { name, inside } = splitAtBrackets(line);
	return new Set(
		[...withoutQuoted(name).split(/[\s,;<>()]+/), ...inside.split(/[\s,;<>()]+/)]
			.map((word) => bare(word).toLowerCase())
			.filter(canBeAddress),
	);
}
