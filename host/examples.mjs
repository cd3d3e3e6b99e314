import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

const DESK360_TRIGGER = 'n8n-nodes-desk360.desk360Trigger';
const DESK360_NODES = ['n8n-nodes-desk360.desk360', DESK360_TRIGGER];

/**
 * @typedef {{ name: string, type: string, parameters: Record<string, any> }} ExampleNode
 * @typedef {Record<string, unknown> & { name: string, nodes: ExampleNode[] }} Example
 *
 * @typedef {object} Given what the examples leave empty in the Desk360 nodes, because only their user knows it
 * @property {number | 'all'} productId
 * @property {number} [ticketId] the one that is replied to
 * @property {number} [reasonId] of a new ticket
 * @property {string} [name] the customer of a new ticket
 * @property {string} [email]
 */

/**
 * @param {string} folder
 * @returns {Promise<Map<string, Example>>} by file name without its ending
 */
export async function readExamples(folder) {
	/** @type {Map<string, Example>} */
	const examples = new Map();
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	for (const file of files) {
		examples.set(basename(file, '.json'), JSON.parse(await readFile(join(folder, file), 'utf8')));
	}
	return examples;
}

/**
 * The same workflow with what its user has to give.
 *
 * @param {Given} given
 * @param {Example} example
 * @returns {Example}
 */
export function filledIn(given, example) {
	/** @type {Record<string, unknown>} */
	const values = { ...given };
	const nodes = example.nodes.map((node) => {
		if (!DESK360_NODES.includes(node.type)) return node;
		const parameters = Object.entries(node.parameters).map(([name, parameter]) => [
			name,
			filledParameter(parameter, values[name]),
		]);
		return { ...node, parameters: Object.fromEntries(parameters) };
	});
	return { ...example, nodes };
}

/**
 * @param {any} parameter
 * @param {unknown} value
 */
function filledParameter(parameter, value) {
	if (value === undefined) return parameter;
	if (parameter === '') return value;
	return parameter?.value === '' ? { __rl: true, mode: 'id', value: String(value) } : parameter;
}

/**
 * The same workflow, its Desk360 triggers polling more than once a minute. n8n refuses a shorter interval
 * than a minute, but takes several poll times.
 *
 * @param {Example} example
 * @param {number} seconds a divisor of 60
 * @returns {Example}
 */
export function pollingEvery(seconds, example) {
	const item = Array.from({ length: 60 / seconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	}));
	const nodes = example.nodes.map((node) =>
		node.type === DESK360_TRIGGER
			? { ...node, parameters: { ...node.parameters, pollTimes: { item } } }
			: node,
	);
	return { ...example, nodes };
}

/**
 * The name of the node that starts a workflow.
 *
 * @param {Pick<Example, 'name' | 'nodes'>} workflow
 */
export function triggerOf({ name, nodes }) {
	const trigger = nodes.find(({ type }) => /trigger$/i.test(type));
	if (!trigger) throw new Error(`The workflow "${name}" has no trigger`);
	return trigger.name;
}
