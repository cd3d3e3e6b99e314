/** @typedef {import('./messages').Message} Message */

/**
 * An entry of the page: a message, and the lines that say what to do.
 *
 * @typedef {[message: string, advice: string]} Entry
 */

const NOTHING_SENT = 'Nothing was sent';

const SIGN_IN = ['signIn', 'signInPaused', 'tokenRefused', 'forbidden'];

/** @param {string[]} folders */
const inFolders = (...folders) => {
	const paths = folders.map((folder) => `nodes/Desk360/${folder}/`);
	return (/** @type {Message} */ { file }) => paths.some((path) => file.startsWith(path));
};

/**
 * The lists of the page. A message stands in the first one that it belongs to.
 *
 * @type {ReadonlyArray<[section: string, belongs: (message: Message) => boolean]>}
 */
const SECTIONS = [
	['hints', ({ shownAs }) => shownAs === 'hint'],
	['log', ({ shownAs }) => shownAs === 'log'],
	['trigger', inFolders('trigger')],
	['files', inFolders('api/files')],
	[
		'unknown-outcome',
		({ text, kind }) => kind === 'unknownOutcome' || /not known whether/.test(text),
	],
	['rate-limit', ({ kind }) => kind === 'rateLimited'],
	['sign-in', ({ kind }) => kind === 'signInPaused'],
	['nothing-sent', ({ advice }) => advice.some((line) => line.startsWith(NOTHING_SENT))],
	['sign-in', ({ kind = '', text }) => SIGN_IN.includes(kind) || /\bcredential\b|token/.test(text)],
	['not-found', ({ kind }) => kind === 'notFound'],
	['values', inFolders('fields', 'methods', 'operations')],
	['refused', ({ kind }) => kind === 'refused'],
	['answers', () => true],
];

/** For a message of which the code does not say what to do, until somebody writes it into the page. */
const DEFAULT_ADVICE = 'If it stays, please report it.';

/**
 * As Markdown.
 *
 * @param {string} text
 */
function escaped(text) {
	return text.replace(/</g, '\\<').replace(/\{\{.*?\}\}/g, '`$&`');
}

/**
 * @param {string[]} advice
 * @param {string} section
 */
function adviceOf(advice, section) {
	const isSaidMore = (/** @type {string} */ line) =>
		advice.some((other) => other !== line && other.includes(line));
	return advice
		.filter((line) => !isSaidMore(line))
		.map((line) => (section === 'nothing-sent' ? line.replace(`${NOTHING_SENT}. `, '') : line))
		.map((line) => `${escaped(line)}.`)
		.join('\\\n  ');
}

/** What tells a message from others when they are sorted. @param {Message} message */
const sortedBy = ({ text }) => text.replace(/^[^\p{L}]+/u, '').toLowerCase();

/**
 * @param {Message} one
 * @param {Message} other
 */
function inOrder(one, other) {
	return sortedBy(one) < sortedBy(other) ? -1 : 1;
}

/** @param {string} section */
function markers(section) {
	return { start: `<!-- messages: ${section} -->`, end: '<!-- /messages -->' };
}

/**
 * What stands between the markers of a list.
 *
 * @param {string} page
 * @param {string} section
 */
function placeOf(page, section) {
	const { start, end } = markers(section);
	const from = page.indexOf(start);
	const to = page.indexOf(end, from);
	if (from < 0 || to < 0) throw new Error(`The page has no ${start} … ${end}`);
	return { from: from + start.length, to };
}

/** The names of the lists. */
const sections = [...new Set(SECTIONS.map(([section]) => section))];

/**
 * The entries of a list as they stand in the page.
 *
 * @param {string} page
 * @param {string} section
 * @returns {Entry[]}
 */
function entriesIn(page, section) {
	const { from, to } = placeOf(page, section);
	const entries = page.slice(from, to).matchAll(/^- `(.+)`\\\n((?:  .+\n?)+)/gm);
	return [...entries].map(([, message = '', advice = '']) => [message, advice.trim()]);
}

/**
 * The entries of all lists as they should be: what to do comes from the code, else from the page as it is.
 *
 * @param {string} page
 * @param {Message[]} messages of the code
 * @returns {Map<string, Entry[]>}
 */
function wantedEntries(page, messages) {
	const written = new Map(sections.flatMap((section) => entriesIn(page, section)));
	/** @type {Map<string, Entry[]>} */
	const wanted = new Map(sections.map((section) => [section, []]));
	for (const message of messages.toSorted(inOrder)) {
		const { text } = message;
		const [section = ''] = SECTIONS.find(([, belongs]) => belongs(message)) ?? [];
		const advice = adviceOf(message.advice, section) || (written.get(text) ?? DEFAULT_ADVICE);
		wanted.get(section)?.push([text, advice]);
	}
	return wanted;
}

/**
 * The page with the lists as they should be.
 *
 * @param {string} page
 * @param {Message[]} messages of the code
 */
function written(page, messages) {
	let text = page;
	for (const [section, entries] of wantedEntries(page, messages)) {
		const { from, to } = placeOf(text, section);
		const list = entries.map(([message, advice]) => `- \`${message}\`\\\n  ${advice}`);
		text = `${text.slice(0, from)}\n\n${list.join('\n')}\n\n${text.slice(to)}`;
	}
	return text;
}

module.exports = { entriesIn, sections, wantedEntries, written };
