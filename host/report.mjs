const ROWS = 5;
const COLUMNS = 8;
/** Characters: of the narrowest column, and of all columns together where they are few. */
const NARROW = 28;
const LINE = 140;

/**
 * @typedef {import('n8n-workflow').INodeExecutionData} Item
 * @typedef {{ name: string, items: Item[], execution: string }} Outcome
 */

/**
 * What each workflow returned, then all of them at a glance.
 *
 * @param {Outcome[]} outcomes
 */
export function printOutcomes(outcomes) {
	for (const { name, items } of outcomes) {
		console.log(`\n${name}`);
		console.table(rowsOf(items.slice(0, ROWS)));
		if (items.length > ROWS) console.log(`... and ${items.length - ROWS} more`);
	}
	console.log('\nThese example workflows ran in n8n');
	console.table(
		outcomes.map(({ name, items, execution }) => ({
			workflow: name,
			items: items.length,
			execution,
		})),
	);
}

/**
 * One line for a ticket that came through the trigger.
 *
 * @param {Item} item
 */
export function ticketLine({ json }) {
	const { id, name, email, subject, last_message: lastMessage } = json;
	const time = new Date().toLocaleTimeString('en-GB');
	return `${time}  new ticket ${id} from ${name} <${email}>: ${cell(subject ?? lastMessage, NARROW * 2)}`;
}

/**
 * @param {Item[]} items
 * @returns {Array<Record<string, unknown>>} the same few columns for all of them
 */
function rowsOf(items) {
	const isShown = (/** @type {string} */ key) => items.some(({ json }) => isShort(json[key]));
	const columns = [...new Set(items.flatMap(({ json }) => Object.keys(json)))]
		.filter(isShown)
		.slice(0, COLUMNS);
	const width = Math.max(NARROW, Math.floor(LINE / columns.length));
	const haveFiles = items.some(({ binary }) => binary);
	return items.map(({ json, binary = {} }) => ({
		...Object.fromEntries(columns.map((key) => [key, cell(json[key], width)])),
		...(haveFiles && { files: filesOf(binary) }),
	}));
}

/** @param {NonNullable<Item['binary']>} binary */
function filesOf(binary) {
	return Object.entries(binary)
		.map(([field, { fileName }]) => `${field}: ${fileName}`)
		.join(', ');
}

/** @param {unknown} value */
function isShort(value) {
	return (
		Array.isArray(value) || (value !== undefined && value !== null && typeof value !== 'object')
	);
}

/**
 * @param {unknown} value
 * @param {number} width in characters
 * @returns {unknown} a list as its length, a text in one line
 */
function cell(value, width) {
	if (Array.isArray(value)) return value.length;
	if (typeof value !== 'string') return value ?? '';
	const line = value.replace(/\s+/g, ' ');
	return line.length > width ? `${line.slice(0, width - 3)}...` : line;
}
