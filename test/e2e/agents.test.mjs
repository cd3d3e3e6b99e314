import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_AGENT_ID } from '../../sandbox/index';
import { agentAt } from './agents/agent.mjs';
import { REPLY, RIGHT, WRONG } from './agents/calls.mjs';
import { SERVER_PATH, toolServer } from './agents/tools.mjs';
import { startStage } from './support/stage.mjs';
import { until } from './support/until.mjs';

/** Of what the tools answer about the local Desk360. */
const SMALL_BYTES = { list: 6500, ticket: 600, reply: 300 };

describe('AI agents', () => {
	/** @type {import('./support/stage.mjs').Stage} */
	let stage;
	/** @type {import('./agents/agent.mjs').Agent} */
	let agent;
	before(async () => {
		stage = await startStage();
		const { api, n8n } = stage;
		await api.activate(await api.createWorkflow(toolServer));
		agent = await until('the tools', () => agentAt(`${n8n.url}/mcp/${SERVER_PATH}`));
	});
	after(async () => {
		await agent?.close();
		await stage?.close();
	});

	/** @param {() => Promise<unknown>} action */
	const whatHappensDuring = async (action) => {
		const { history } = stage.sandbox.world;
		const before = history.length;
		await action();
		return history.slice(before);
	};

	test('the tools tell what they do', async () => {
		const described = (await agent.tools()).map(({ name, description }) => [name, description]);
		assert.deepEqual(Object.fromEntries(described), {
			List_products: 'Get many products in Desk360',
			List_tickets: 'Get many tickets in Desk360',
			Get_ticket: 'Get a ticket in Desk360',
			Get_ticket_by_button: 'Get a ticket in Desk360',
			Get_logs: 'Get the status log of a ticket in Desk360',
			Reply: 'Reply to a ticket in Desk360',
			Reply_with_retries: 'Reply to a ticket in Desk360',
			Reply_or_go_on: 'Reply to a ticket in Desk360',
			Open_ticket: 'Create a ticket in Desk360',
		});
	});

	test('the tools tell what they take', async () => {
		const tools = await agent.tools();
		const schemaOf = (/** @type {string} */ tool) =>
			tools.find(({ name }) => name === tool)?.inputSchema;
		assert.deepEqual(schemaOf('List_products')?.properties, {});
		assert.deepEqual(schemaOf('List_tickets')?.required, ['productId', 'limit']);
		assert.deepEqual(schemaOf('List_tickets')?.properties, {
			productId: text('ID of the product, digits only, from List products'),
			limit: { type: 'number', description: 'How many tickets at most' },
			email: { ...text('Only tickets of the customer with this email address'), default: '' },
			status: { ...text('Only tickets with this status'), default: '' },
		});
		assert.deepEqual(schemaOf('Reply')?.required, ['productId', 'ticketId', 'message']);
		assert.deepEqual(schemaOf('Reply')?.properties, {
			productId: text('ID of the product, digits only, from List products'),
			ticketId: text('ID of the ticket, digits only, from List tickets'),
			message: text('What the customer gets to read'),
		});
		assert.deepEqual(schemaOf('Get_ticket_by_button')?.required, ['Product', 'Ticket']);
	});

	test('from the products by a list to a ticket and its logs', async () => {
		const products = await agent.ask('List_products', {});
		const productId = String(
			products.find((/** @type {any} */ { name }) => name === 'Mobile App').id,
		);
		// A model filters by what a list showed it.
		const tickets = await agent.ask('List_tickets', { productId, limit: 5, status: 'Resolved' });
		const states = tickets.map((/** @type {any} */ { status }) => status);
		assert.deepEqual([...new Set(states)], ['Resolved']);

		const ticketId = String(tickets[0].id);
		const [ticket] = await agent.ask('Get_ticket', { productId, ticketId });
		const { messages, logs } = stage.sandbox.world.ticket(tickets[0].id);
		assert.deepEqual(
			ticket.messages.map((/** @type {any} */ { text }) => text),
			messages.map(({ message }) => message),
		);
		assert.deepEqual(
			await agent.ask('Get_ticket_by_button', { Product: productId, Ticket: ticketId }),
			[ticket],
		);
		const answered = await agent.ask('Get_logs', { productId, ticketId });
		assert.deepEqual(
			answered.map((/** @type {any} */ { id }) => id),
			logs.map(({ id }) => id),
		);
	});

	test('a list of 20 tickets is small, and so is a ticket', async () => {
		const list = await agent.call('List_tickets', RIGHT.List_tickets);
		assert.equal(JSON.parse(list.says).length, 20);
		assertSmall(list, SMALL_BYTES.list);
		assertSmall(await agent.call('Get_ticket', RIGHT.Get_ticket), SMALL_BYTES.ticket);
	});

	test('a reply goes out once, and a small answer comes back', async () => {
		const answer = await agent.call('Reply', REPLY);
		assertSmall(answer, SMALL_BYTES.reply);
		const [{ id }] = JSON.parse(answer.says);
		const { messages } = stage.sandbox.world.ticket(7);
		const sent = messages.filter(({ message }) => message === REPLY.message);
		assert.deepEqual(
			sent.map((each) => [each.id, each.agent_id]),
			[[id, DEMO_AGENT_ID]],
		);
	});

	test('a ticket is opened once', async () => {
		const happened = await whatHappensDuring(async () => {
			const [{ id }] = await agent.ask('Open_ticket', RIGHT.Open_ticket);
			const { name, email, status, reason_id } = stage.sandbox.world.ticket(id);
			const { name: wantedName, email: wantedEmail } = RIGHT.Open_ticket;
			assert.deepEqual(
				{ name, email, status, reason_id },
				{ name: wantedName, email: wantedEmail, status: 2, reason_id: 5 },
			);
		});
		assert.equal(happened.filter(({ type }) => type === 'ticketCreated').length, 1);
	});

	for (const { what, args, of, says, next, calls } of WRONG) {
		const cost = calls === 0 ? 'without a call' : 'after one call';
		for (const tool of of) {
			test(`${tool} with ${what}: the answer tells what to mend, ${cost}`, async () => {
				const { requests } = stage.sandbox;
				requests.clear();
				const happened = await whatHappensDuring(async () => {
					const answer = await agent.call(tool, { ...RIGHT[tool], ...args });
					assert.equal(answer.isError, true);
					assert.match(answer.says, says);
					assert.match(answer.says, next);
				});
				assert.deepEqual(happened, []);
				assert.equal(requests.count(), calls);
			});
		}
	}

	test('a tool that goes on answers with what to mend as well', async () => {
		const [answer] = await agent.ask('Reply_or_go_on', { ...REPLY, ticketId: '987654' });
		assert.match(answer.error, /^Desk360 found no ticket 987654 in product 1\. Check the IDs\./);
		assert.equal(answer.httpCode, 404);
	});

	for (const tool of ['Reply', 'Reply_with_retries']) {
		test(`${tool} whose answer gets lost: sent once, and the agent is told to look first`, async () => {
			const { faults } = stage.sandbox;
			const happened = await whatHappensDuring(async () => {
				faults.add({ kind: 'lostAnswer', match: { method: 'POST' } });
				const { says, isError } = await agent.call(tool, { ...REPLY, message: `By ${tool}` });
				assert.equal(isError, true);
				assert.match(says, /it is not known whether the reply was made/);
				assert.match(
					says,
					/Look at the newest message \(Ticket > Get, ticket 7\) before you reply/,
				);
				assert.doesNotMatch(says, /You can retry/);
			});
			assert.deepEqual(
				happened.map(({ type }) => type),
				['messageAdded'],
			);
		});
	}

	test('two calls with the same reply are two replies', async () => {
		const happened = await whatHappensDuring(async () => {
			await agent.ask('Reply_with_retries', REPLY);
			await agent.ask('Reply_with_retries', REPLY);
		});
		assert.equal(happened.length, 2);
	});
});

/** @param {string} description */
function text(description) {
	return { type: 'string', description };
}

/**
 * @param {import('./agents/agent.mjs').Answer} answer
 * @param {number} most bytes
 */
function assertSmall({ says, isError }, most) {
	assert.equal(isError, false, says);
	const bytes = Buffer.byteLength(says);
	assert.ok(bytes <= most, `${bytes} bytes`);
}
