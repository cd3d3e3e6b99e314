/**
 * @typedef {Record<string, unknown> & { name: string, type: string, typeVersion: number, parameters: Record<string, unknown> }} Node
 * @typedef {Record<string, unknown> & { name: string, nodes: Node[] }} NewWorkflow
 */

/** The name of the node that starts a workflow by hand. */
export const START = 'Start';

/** The name of the node that hands out the items of `givenItems`. */
export const ITEMS = 'Items';

/**
 * A workflow that is started by hand and runs its nodes one after the other.
 *
 * @param {string} name
 * @param {Node[]} nodes
 * @returns {NewWorkflow}
 */
export function manualWorkflow(name, nodes) {
	return chain(name, [node(START, 'n8n-nodes-base.manualTrigger', 1, {}), ...nodes]);
}

/**
 * A workflow whose nodes follow each other.
 *
 * @param {string} name
 * @param {Node[]} nodes
 * @returns {NewWorkflow}
 */
export function chain(name, nodes) {
	const links = nodes
		.slice(1)
		.map(({ name: next }, index) => [
			nodes[index]?.name,
			{ main: [[{ node: next, type: 'main', index: 0 }]] },
		]);
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * 220, 0] })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}

/**
 * @param {string} name
 * @param {string} type
 * @param {number} typeVersion
 * @param {Record<string, unknown>} parameters
 * @param {Record<string, unknown>} [settings] such as `retryOnFail`
 * @returns {Node}
 */
export function node(name, type, typeVersion, parameters, settings) {
	return { name, type, typeVersion, parameters, ...settings };
}

/**
 * The Desk360 node. Ids are those of the first product unless given.
 *
 * @param {string} name
 * @param {Record<string, unknown>} parameters
 * @param {Record<string, unknown>} [settings]
 */
export function desk360(name, parameters, settings) {
	return node(
		name,
		'n8n-nodes-desk360.desk360',
		1,
		{ productId: byId(1), ...parameters },
		{ credentials: CREDENTIALS, ...settings },
	);
}

/**
 * The trigger, of the first product unless given.
 *
 * @param {string} name
 * @param {Record<string, unknown>} parameters
 */
export function desk360Trigger(name, parameters) {
	return node(
		name,
		'n8n-nodes-desk360.desk360Trigger',
		1,
		{ productId: byId(1), ...parameters },
		{ credentials: CREDENTIALS },
	);
}

/** Found by its name, as in an imported workflow. */
export const CREDENTIALS = { desk360Api: { id: null, name: 'Desk360 account' } };

/**
 * A resource locator.
 *
 * @param {number | string} value an id or an expression
 */
export function byId(value) {
	return { __rl: true, mode: 'id', value: String(value) };
}

/**
 * Two nodes that hand out these items.
 *
 * @param {Array<Record<string, unknown>>} items
 */
export function givenItems(items) {
	const jsonOutput = JSON.stringify({ items });
	return [
		node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput, options: {} }),
		node(ITEMS, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
	];
}

/**
 * A node that changes the items' fields.
 *
 * @param {string} name
 * @param {Record<string, string>} fields texts or expressions by name
 */
export function editFields(name, fields) {
	const assignments = Object.entries(fields).map(([field, value]) => ({
		id: field,
		name: field,
		value,
		type: 'string',
	}));
	return node(name, 'n8n-nodes-base.set', 3.4, { assignments: { assignments }, options: {} });
}

/**
 * Creates a workflow and runs it by hand.
 *
 * @param {import('../../../host/api.mjs').N8nApi} api
 * @param {NewWorkflow} workflow
 * @param {string} [trigger] the trigger's name
 * @returns {Promise<import('../../../host/api.mjs').Execution>} once it came to an end
 */
export async function runByHand(api, workflow, trigger = START) {
	const created = await api.createWorkflow(workflow);
	return api.finishedExecution(await api.run(created, trigger));
}

/**
 * The same, when nothing is expected to stop it.
 *
 * @param {import('../../../host/api.mjs').N8nApi} api
 * @param {NewWorkflow} workflow
 * @param {string} [trigger] the trigger's name
 */
export async function runToSuccess(api, workflow, trigger) {
	const execution = await runByHand(api, workflow, trigger);
	const { status, data } = execution;
	if (status === 'success') return execution;
	throw new Error(`"${workflow.name}" ended as ${status}: ${data.resultData.error?.message}`);
}
