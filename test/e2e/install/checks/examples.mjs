import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { itemsOf, lastItems } from '../../../../host/api.mjs';
import { filledIn, readExamples, triggerOf } from '../../../../host/examples.mjs';
import { WORKFLOWS_FOLDER } from '../../../../host/paths.mjs';
import { runToSuccess } from '../../support/workflows.mjs';
import { pointedAt, startService } from '../otherService.mjs';
import { idsOf, lastMessage, newestFirst } from '../tickets.mjs';
import { without } from '../without.mjs';
import { shippedChecks } from './shipped.mjs';

const RESOLVED = 1;
const REOPENED = 3;

/** What they need beside Desk360 is in the parts that test them. */
const IN_OTHER_PARTS = [
	'customer-history',
	'customer-message-notice',
	'new-ticket-to-hubspot',
	'new-ticket-to-pipedrive',
	'pipedrive-note-to-reply',
	'triage-by-agent',
];
const TRIAL = 'Only from this customer, while trying';

/** @typedef {import('../../support/workflows.mjs').NewWorkflow} Example */

/**
 * Every example workflow runs as it is shipped once its user gave what is theirs, and does in Desk360 what it says.
 * Together they use every operation and every event.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function exampleChecks(stage) {
	describe('Example workflows', () => {
		/** @type {Map<string, Example>} */
		let examples;
		const tried = new Set(IN_OTHER_PARTS);
		before(async () => {
			examples = /** @type {typeof examples} */ (await readExamples(WORKFLOWS_FOLDER));
		});

		after(() => assert.deepEqual([...tried].sort(), [...examples.keys()]));

		/** @param {string} file */
		const shipped = (file) => {
			const example = examples.get(file);
			assert.ok(example, `workflows/${file}.json is missing`);
			return example;
		};

		/**
		 * @param {string} file
		 * @param {Partial<import('../../../../host/examples.mjs').Given>} [given]
		 */
		const exampleOf = (file, given) => {
			tried.add(file);
			return /** @type {Example} */ (filledIn({ productId: 1, ...given }, shipped(file)));
		};

		/** @param {Example} example */
		const run = (example) => runToSuccess(stage().api, example, triggerOf(example));

		/**
		 * Runs one that sends what it has to another service, which a server here stands for.
		 *
		 * @param {string} file
		 * @param {import('node:test').TestContext} t
		 */
		const runTelling = async (file, t) => {
			const { requests, url } = await startService((stop) => t.after(stop));
			const there = pointedAt(url, exampleOf(file));
			const execution = await runToSuccess(stage().api, there, triggerOf(there));
			return { execution, requests };
		};

		test('list tickets: products and tickets, Get Many', async () => {
			const { world } = stage().sandbox;
			const items = lastItems(await run(exampleOf('list-tickets')));
			assert.ok(world.products.length > 1);
			for (const { id } of world.products) {
				const ofProduct = items.filter(({ json }) => json.product_id === id);
				assert.deepEqual(idsOf(ofProduct), newestFirst(world.ticketsOf(id)).slice(0, 20));
			}
			const sources = new Set(items.map(({ pairedItem }) => JSON.stringify(pairedItem)));
			assert.equal(sources.size, world.products.length);
		});

		test('ticket details: Get, with the files of the messages', async () => {
			const { world } = stage().sandbox;
			const items = lastItems(await run(exampleOf('ticket-details')));
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
			const execution = await run(exampleOf('ticket-logs'));
			const resolved = idsOf(itemsOf(execution, 'Latest resolved tickets'));
			const known = world.ticketsOf(1).filter(({ status }) => status === 1);
			assert.deepEqual(resolved, newestFirst(known).slice(0, 5));
			const logs = resolved.flatMap((id) => world.ticket(id).logs.map((log) => log.id));
			assert.deepEqual(idsOf(lastItems(execution)).sort(), logs.sort());
		});

		test('create a ticket with an attachment: Create', async () => {
			const { world } = stage().sandbox;
			const known = world.ticketsOf(1).length;
			const customer = { name: 'Ada Example', email: 'ada@example.com', reasonId: 1 };
			const example = exampleOf('create-ticket-with-attachment', customer);
			const [item] = lastItems(await run(example));
			assert.equal(world.ticketsOf(1).length, known + 1);
			const ticket = world.ticket(Number(item?.json.id));
			assert.deepEqual(
				[ticket.name, ticket.email, ticket.status],
				[customer.name, customer.email, 0],
			);
			const [file] = ticket.messages[0]?.files ?? [];
			assert.equal(file?.name, 'details.txt');
			assert.match(String(file?.content), /^Written by n8n on \d{4}-/);
		});

		test('reply to a ticket: Reply', async () => {
			const { world } = stage().sandbox;
			const [ticketId = 0] = newestFirst(world.ticketsOf(1));
			await run(exampleOf('reply', { ticketId }));
			assert.match(world.ticket(ticketId).last_message ?? '', /come back to you today\.$/);
			assert.match(
				lastMessage(world.ticket(ticketId)).message,
				/^Hello .+,\n\nthank you for writing/,
			);
		});

		test('first reply with an attachment: a test event of the trigger is answered', async () => {
			const { world } = stage().sandbox;
			const example = exampleOf('first-reply-with-attachment');
			assert.deepEqual(itemsOf(await run(example), 'Reply to the ticket'), []);
			const execution = await run(without(TRIAL, example));
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
			const execution = await run(exampleOf('overdue-tickets-report'));
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
			const example = exampleOf('answer-left-over-tickets');
			assert.deepEqual(itemsOf(await run(example), 'Reply to the ticket'), []);
			const forAll = without(TRIAL, example);
			const written = itemsOf(await run(forAll), 'Reply to the ticket');
			assert.deepEqual(
				idsOf(written).sort(),
				leftOver.map((id) => lastMessage(world.ticket(id)).id).sort(),
			);
			const again = itemsOf(await run(forAll), 'Reply to the ticket');
			assert.deepEqual(again, []);

			// When they have not been touched for long, the list tells that they are answered.
			const long = world.at(new Date(quarterAgo), () => world.now());
			for (const id of leftOver) world.updateTicket(id, { updated_at: long });
			const later = await run(forAll);
			const lookedAt = idsOf(itemsOf(later, 'Messages of the ticket'));
			assert.deepEqual(
				lookedAt.filter((id) => leftOver.includes(id)),
				[],
			);
			assert.ok(idsOf(itemsOf(later, 'Untouched for 15 minutes')).includes(leftOver[0] ?? 0));
		});

		test('new ticket to a CRM: one request with a key for each ticket', async (t) => {
			const { execution, requests } = await runTelling('new-ticket-to-crm', t);
			const keys = idsOf(itemsOf(execution, 'New ticket')).map((id) => `desk360-ticket-1-${id}`);
			assert.ok(keys.length > 0);
			assert.deepEqual(
				requests.map(({ body }) => body.externalId),
				keys,
			);
			assert.deepEqual(
				requests.map(({ headers }) => headers['idempotency-key']),
				keys,
			);
		});

		test('a reopened ticket: a line for the team, none for other changes', async (t) => {
			const { world } = stage().sandbox;
			const [resolved = 0, reopened = 0] = newestFirst(world.ticketsOf(1));
			world.changeStatus(resolved, RESOLVED);
			world.changeStatus(reopened, REOPENED);
			const { execution, requests } = await runTelling('reopened-ticket-notice', t);
			const changed = idsOf(itemsOf(execution, 'Status changed'));
			assert.deepEqual(changed, [reopened]);
			const lines = requests.map(({ body }) => body.text);
			const { name } = world.ticket(reopened);
			assert.equal(lines.length, 1);
			assert.ok(lines[0].startsWith(`Ticket #${reopened} of ${name} was reopened: `));
		});

		test('a changed ticket: a row of how it stands', async () => {
			const { world } = stage().sandbox;
			const rows = lastItems(await run(exampleOf('changed-ticket-row'))).map(({ json }) => json);
			const newest = newestFirst(world.ticketsOf(1)).slice(0, rows.length);
			assert.ok(rows.length > 0);
			assert.deepEqual(
				rows.map(({ ticket, customer, changed }) => [
					ticket,
					customer,
					Date.parse(String(changed)),
				]),
				newest.map((id) => {
					const { name, email, updated_at: changed } = world.ticket(id);
					return [id, `${name} <${email}>`, Date.parse(`${changed}Z`)];
				}),
			);
		});

		test('new tickets: a test event of the trigger', async () => {
			const execution = await run(exampleOf('new-ticket-trigger'));
			const [event] = itemsOf(execution, 'New ticket');
			const start = `#${event?.json.id} ${event?.json.name}`;
			assert.ok(String(lastItems(execution)[0]?.json.line).startsWith(start));
		});

		shippedChecks(stage, () => examples);
	});
}
