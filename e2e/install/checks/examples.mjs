import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { itemsOf, lastItems } from '../../../host/api.mjs';
import { readExamples, triggerOf } from '../../../host/examples.mjs';
import { WORKFLOWS_FOLDER } from '../../../host/paths.mjs';
import { runToSuccess } from '../../support/workflows.mjs';

/**
 * Every example workflow runs as it is shipped, and does in Desk360 what it says. Together they use every operation.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function exampleChecks(stage) {
	describe('Example workflows', () => {
		/** @type {Map<string, import('../../support/workflows.mjs').NewWorkflow>} */
		let examples;
		const tried = new Set();
		before(async () => {
			examples = /** @type {typeof examples} */ (await readExamples(WORKFLOWS_FOLDER));
		});

		after(() => assert.deepEqual([...tried].sort(), [...examples.keys()]));

		/** @param {string} file */
		const exampleOf = (file) => {
			const example = examples.get(file);
			assert.ok(example, `workflows/${file}.json is missing`);
			tried.add(file);
			return example;
		};
		/** @param {string} file */
		const run = async (file) => {
			const example = exampleOf(file);
			return runToSuccess(stage().api, example, triggerOf(example));
		};

		test('list tickets: products and tickets, Get Many', async () => {
			const { world } = stage().sandbox;
			const items = lastItems(await run('list-tickets'));
			assert.deepEqual(idsOf(items), newestFirst(world.ticketsOf(1)).slice(0, 20));
			assert.deepEqual(new Set(items.map(({ pairedItem }) => JSON.stringify(pairedItem))).size, 1);
		});

		test('ticket details: Get, with the files of the messages', async () => {
			const { world } = stage().sandbox;
			const items = lastItems(await run('ticket-details'));
			assert.deepEqual(idsOf(items), newestFirst(world.ticketsOf(1)).slice(0, 5));
			for (const { json: ticket, binary = {} } of items) {
				const { messages } = world.ticket(Number(ticket.id));
				const names = messages.flatMap(({ files }) => files.map(({ name }) => name));
				assert.deepEqual(
					Object.values(binary)
						.map(({ fileName }) => fileName)
						.sort(),
					names.sort(),
				);
			}
		});

		test('ticket logs: Get Logs', async () => {
			const { world } = stage().sandbox;
			const execution = await run('ticket-logs');
			const resolved = idsOf(itemsOf(execution, 'Latest resolved tickets'));
			const known = world.ticketsOf(1).filter(({ status }) => status === 1);
			assert.deepEqual(resolved, newestFirst(known).slice(0, 5));
			const logs = resolved.flatMap((id) => world.ticket(id).logs.map((log) => log.id));
			assert.deepEqual(idsOf(lastItems(execution)).sort(), logs.sort());
		});

		test('create a ticket with an attachment: Create', async () => {
			const { world } = stage().sandbox;
			const known = world.ticketsOf(1).length;
			const [item] = lastItems(await run('create-ticket-with-attachment'));
			assert.equal(world.ticketsOf(1).length, known + 1);
			const ticket = world.ticket(Number(item?.json.id));
			assert.deepEqual([ticket.name, ticket.status], ['Ada Example', 0]);
			const [file] = ticket.messages[0]?.files ?? [];
			assert.equal(file?.name, 'details.txt');
			assert.match(String(file?.content), /^Written by n8n on \d{4}-/);
		});

		test('reply to the latest unresolved ticket: Reply', async () => {
			const { world } = stage().sandbox;
			const execution = await run('reply');
			const [ticketId = 0] = idsOf(itemsOf(execution, 'Latest unresolved ticket'));
			assert.match(world.ticket(ticketId).last_message ?? '', /come back to you today\.$/);
			assert.match(
				lastMessage(world.ticket(ticketId)).message,
				/^Hello .+,\n\nthank you for writing/,
			);
		});

		test('first reply with an attachment: a test event of the trigger is answered', async () => {
			const { world } = stage().sandbox;
			const execution = await run('first-reply-with-attachment');
			const answered = idsOf(itemsOf(execution, 'New ticket'));
			assert.ok(answered.length > 0);
			for (const id of answered) {
				const { message, files } = lastMessage(world.ticket(id));
				assert.match(message, /we have received your request/);
				assert.deepEqual(
					files.map(({ name }) => name),
					['what-happens-next.txt'],
				);
				assert.match(String(files[0]?.content), new RegExp(`your request ${id}\n`));
			}
		});

		test('report of overdue tickets: all pages, oldest first, as one file', async () => {
			const { world } = stage().sandbox;
			const dayAgo = Date.now() - 24 * 60 * 60_000;
			const execution = await run('overdue-tickets-report');
			const unresolved = world.ticketsOf(1).filter(({ status }) => status === 0);
			assert.deepEqual(
				idsOf(itemsOf(execution, 'Unresolved tickets, oldest first')),
				newestFirst(unresolved).reverse(),
			);
			assert.deepEqual(
				idsOf(itemsOf(execution, 'Untouched for 24 hours')),
				newestFirst(
					unresolved.filter(({ updated_at: at }) => Date.parse(`${at}Z`) < dayAgo),
				).reverse(),
			);
			assert.match(
				Object.values(lastItems(execution)[0]?.binary ?? {})[0]?.fileName ?? '',
				/\.csv$/,
			);
		});

		test('answer tickets that were left over: each once, however often it runs', async () => {
			const { world } = stage().sandbox;
			const quarterAgo = Date.now() - 15 * 60_000;
			const leftOver = newestFirst(world.ticketsOf(1)).filter((id) => {
				const { status, updated_at: at, messages } = world.ticket(id);
				const isOld = Date.parse(`${at}Z`) < quarterAgo;
				return status === 0 && isOld && messages.every((message) => message.agent_id === null);
			});
			assert.ok(leftOver.length > 0);
			const written = itemsOf(await run('answer-left-over-tickets'), 'Reply to the ticket');
			assert.deepEqual(
				idsOf(written).sort(),
				leftOver.map((id) => lastMessage(world.ticket(id)).id).sort(),
			);
			const again = itemsOf(await run('answer-left-over-tickets'), 'Reply to the ticket');
			assert.deepEqual(again, []);
		});

		test('new ticket to a CRM: one request with a key for each ticket', async (t) => {
			const crm = await startCrm();
			t.after(crm.close);
			const example = exampleOf('new-ticket-to-crm');
			const there = pointedAt(crm.url, example);
			const execution = await runToSuccess(stage().api, there, triggerOf(example));
			assert.deepEqual(
				crm.keys,
				idsOf(itemsOf(execution, 'New ticket')).map((id) => `desk360-ticket-${id}`),
			);
		});

		test('new tickets: a test event of the trigger', async () => {
			const execution = await run('new-ticket-trigger');
			const [event] = itemsOf(execution, 'New ticket');
			const start = `#${event?.json.id} ${event?.json.name}`;
			assert.ok(String(lastItems(execution)[0]?.json.line).startsWith(start));
		});
	});
}

/** A server that stands for the CRM and keeps the keys of what it is sent. */
async function startCrm() {
	/** @type {string[]} */
	const keys = [];
	const server = createServer(async (request, response) => {
		const { externalId } = /** @type {{ externalId: string }} */ (await json(request));
		assert.equal(externalId, request.headers['idempotency-key']);
		keys.push(externalId);
		response.setHeader('content-type', 'application/json').end('{"ok":true}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const close = async () => {
		server.close();
		await once(server, 'close');
	};
	return { url: `http://127.0.0.1:${port}/tickets`, keys, close };
}

/**
 * @param {string} url
 * @param {import('../../support/workflows.mjs').NewWorkflow} workflow
 */
function pointedAt(url, workflow) {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.httpRequest'
			? { ...node, parameters: { ...node.parameters, url } }
			: node,
	);
	return { ...workflow, nodes };
}

/** @param {import('n8n-workflow').INodeExecutionData[]} items */
function idsOf(items) {
	return items.map(({ json: { id } }) => Number(id));
}

/** @param {import('../../../sandbox/index').TicketView} ticket */
function lastMessage({ messages }) {
	const last = messages.at(-1);
	assert.ok(last);
	return last;
}

/**
 * @param {import('../../../sandbox/index').TicketView[]} tickets
 * @returns {number[]} their ids in the order in which the service lists them
 */
function newestFirst(tickets) {
	return [...tickets]
		.sort((one, other) => other.updated_at.localeCompare(one.updated_at) || other.id - one.id)
		.map(({ id }) => id);
}
