import { CREDENTIALS, byId, node } from '../support/workflows.mjs';

const SERVER = 'MCP Server';
export const SERVER_PATH = 'desk360';

/** @typedef {import('../support/workflows.mjs').Node} Node */

/**
 * An expression that leaves a parameter to the agent, as a person writes it.
 *
 * @param {string} name
 * @param {string} description
 * @param {'string' | 'number'} [type]
 */
function fromAi(name, description, type = 'string') {
	return `={{ $fromAI('${name}', '${description}', '${type}') }}`;
}

/**
 * One that the agent may leave out.
 *
 * @param {string} name
 * @param {string} description
 */
function maybeFromAi(name, description) {
	return `={{ $fromAI('${name}', '${description}', 'string', '') }}`;
}

/**
 * What the button beside a field writes: the name of the field is all that the agent gets to know.
 *
 * @param {string} label
 */
function byButton(label) {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${label}', \`\`, 'string') }}`;
}

const product = {
	productId: byId(fromAi('productId', 'ID of the product, digits only, from List products')),
};
const ticket = {
	...product,
	ticketId: byId(fromAi('ticketId', 'ID of the ticket, digits only, from List tickets')),
};
const reply = {
	operation: 'reply',
	...ticket,
	message: fromAi('message', 'What the customer gets to read'),
};

/**
 * The Desk360 node as a tool, which n8n describes by its operation.
 *
 * @param {string} name
 * @param {Record<string, unknown>} parameters
 * @param {Record<string, unknown>} [settings] such as `retryOnFail`
 * @returns {Node}
 */
function tool(name, parameters, settings) {
	return node(
		name,
		'n8n-nodes-desk360.desk360Tool',
		1,
		{ descriptionType: 'auto', ...parameters },
		{ credentials: CREDENTIALS, ...settings },
	);
}

/** One for each operation, and some with other settings. */
const TOOLS = [
	tool('List products', { resource: 'product', operation: 'getAll' }),
	tool('List tickets', {
		operation: 'getAll',
		...product,
		limit: fromAi('limit', 'How many tickets at most', 'number'),
		filters: {
			email: maybeFromAi('email', 'Only tickets of the customer with this email address'),
			status: maybeFromAi('status', 'Only tickets with this status'),
		},
	}),
	tool('Get ticket', { operation: 'get', ...ticket }),
	tool('Get ticket by button', {
		operation: 'get',
		productId: byId(byButton('Product')),
		ticketId: byId(byButton('Ticket')),
	}),
	tool('Get logs', { operation: 'getLogs', ...ticket }),
	tool('Reply', reply),
	tool('Reply with retries', reply, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }),
	tool('Reply or go on', reply, { onError: 'continueRegularOutput' }),
	tool('Open ticket', {
		operation: 'create',
		...product,
		name: fromAi('name', 'Name of the customer'),
		email: fromAi('email', 'Email address of the customer'),
		reasonId: fromAi('reasonId', 'ID of the reason, digits only'),
		message: fromAi('message', 'What it is about'),
		status: fromAi('status', '1 for Resolved, 2 for Waiting', 'number'),
	}),
];

/** Offers the tools by MCP. */
export const toolServer = {
	name: 'Desk360 tools',
	nodes: [
		node(
			SERVER,
			'@n8n/n8n-nodes-langchain.mcpTrigger',
			2,
			{ path: SERVER_PATH },
			{ webhookId: SERVER_PATH },
		),
		...TOOLS,
	].map((each, index) => ({ ...each, position: [index * 220, 0] })),
	connections: Object.fromEntries(
		TOOLS.map(({ name }) => [name, { ai_tool: [[{ node: SERVER, type: 'ai_tool', index: 0 }]] }]),
	),
	settings: { executionOrder: 'v1' },
};
