const BYTES = 1e6;

/** @param {string} piece */
const filled = (piece) => piece.repeat(Math.ceil(BYTES / piece.length)).slice(0, BYTES);

/** Of 100,000 fields, each with another name. @param {(index: number) => string} name @param {unknown} value */
const fields = (name, value) =>
	Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [name(index), value]));

/**
 * What makes parsers and patterns slow, a megabyte or two of each. None of them is what Desk360 answers: a broken
 * proxy or somebody who means harm does.
 *
 * @type {Record<string, () => string>}
 */
export const HOSTILE_BODIES = {
	'opening tags': () => filled('<'),
	scripts: () => filled('<script '),
	dots: () => filled('.'),
	blanks: () => filled(' '),
	'byte order marks': () => filled('\ufeff'),
	'opening brackets': () => filled('['),
	'opening brackets, one a line': () => filled('\n['),
	'opening braces with fields': () => filled('\n{"a":'),
	'brackets that are closed': () => '['.repeat(BYTES / 2) + ']'.repeat(BYTES / 2),
	'brackets behind notices of PHP': () => '<br />\n['.repeat(1_000) + filled('['),
	'a message of dots': () => JSON.stringify({ message: filled('.') }),
	'a message of blanks': () => JSON.stringify({ message: filled(' ') }),
	'a message of tokens': () => JSON.stringify({ message: filled('Bearer abcdefgh.') }),
	'a message of paths': () => JSON.stringify({ message: filled('/var/www') }),
	'a message of ends of sentences': () => JSON.stringify({ message: filled('. \n') }),
	'errors of 100,000 fields': () =>
		JSON.stringify({ errors: fields((index) => `f${index}`, ['No.']) }),
	'100,000 fields': () => JSON.stringify(fields((index) => `f${index}`, 1)),
	'a list with 100,000 holes': () => JSON.stringify(fields((index) => `${index * 3}`, null)),
	'numbers without end': () => filled('9'),
	'backslashes in a text': () => `{"message": "${filled('\\')}"}`,
};
