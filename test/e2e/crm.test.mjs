import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { itemsOf, lastItems } from '../../host/api.mjs';
import { triggerOf } from '../../host/examples.mjs';
import { DEMO_AGENT_ID } from '../../sandbox/index';
import { OFFSET, importExample, startCrmStage } from './crm/stage.mjs';
import { publish } from './support/published.mjs';
import { until } from './support/until.mjs';

const ADA = { name: 'Ada Maria Byron', email: 'ada@example.com' };
const BOB = { name: 'Bob', email: 'bob@example.com' };

describe('Chains with a CRM', () => {
	/** @type {import('./crm/stage.mjs').CrmStage} */
	let stage;
	before(async () => {
		stage = await startCrmStage();
		const { world } = stage.sandbox;
		world.createProduct({ id: 11, name: 'Mobile App' });
		world.createProduct({ id: 12, name: 'Web Shop' });
		world.createTicket({ productId: 11, ...BOB, subject: 'Before all of this' });
	});
	after(() => stage?.close());

	/**
	 * @param {string} file
	 * @param {(example: import('../../host/examples.mjs').Example) => void} [change]
	 */
	const published = async (file, change) => {
		const workflow = await importExample(stage, file, change);
		await publish(stage.api, workflow, triggerOf(workflow));
		return workflow;
	};

	/**
	 * @param {import('../../host/api.mjs').Workflow} workflow
	 * @param {number} count
	 * @returns {Promise<string>} what stopped the latest, once that many came to an end; empty: nothing
	 */
	const latestOf = async (workflow, count) => {
		const { api } = stage;
		const id = await until(`execution ${count} of ${workflow.name}`, async () => {
			const all = await api.executionsOf(workflow);
			return all.length >= count && all[0]?.id;
		});
		const { status, data } = await api.finishedExecution(id);
		return status === 'success' ? '' : (data.resultData.error?.message ?? status);
	};

	/** @param {import('../../host/api.mjs').Workflow} workflow */
	const runAgain = async (workflow) => {
		const id = await stage.api.run(workflow, triggerOf(workflow));
		const execution = await stage.api.finishedExecution(id);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		return execution;
	};

	/** @param {number} id of a ticket */
	const openedAt = (id) =>
		Date.parse(stage.sandbox.world.ticket(id).created_at.replace(' ', 'T') + OFFSET);

	test('new tickets to HubSpot: a contact for each customer, each ticket once', async () => {
		const { hubspot, sandbox } = stage;
		const { world } = sandbox;
		hubspot.contacts.push({ vid: 7, properties: { email: BOB.email, firstname: 'Robert' } });
		const workflow = await published('new-ticket-to-hubspot');

		const first = world.createTicket({
			productId: 11,
			...ADA,
			subject: 'Export',
			description: 'It stops.',
		});
		world.createTicket({ productId: 11, name: 'Nobody', email: null });
		const second = world.createTicket({
			productId: 11,
			...ADA,
			subject: null,
			description: 'And now?',
		});
		const third = world.createTicket({ productId: 12, ...BOB });
		await until('the tickets in HubSpot', () => {
			const linked = hubspot.tickets.filter(({ contacts }) => contacts.length > 0);
			return linked.length >= 3;
		});

		assert.deepEqual(
			hubspot.contacts.map(({ properties }) => properties),
			[
				{ email: BOB.email, firstname: 'Robert' },
				{ email: ADA.email, firstname: 'Ada Maria', lastname: 'Byron' },
			],
		);
		const [bob, ada] = hubspot.contacts.map(({ vid }) => vid);
		const inHubspot = (/** @type {number} */ id) =>
			hubspot.tickets.find(({ properties }) => properties.subject.endsWith(`/${id}`));
		assert.deepEqual(inHubspot(first.id), {
			id: inHubspot(first.id)?.id,
			contacts: [ada],
			properties: {
				hs_pipeline: '0',
				hs_pipeline_stage: '1',
				subject: `Desk360 ticket 11/${first.id}`,
				content: `Export\n\nIt stops.\n\nhttps://desk360.example.com/tickets/${first.id}`,
				createdate: openedAt(first.id),
			},
		});
		assert.deepEqual(inHubspot(second.id)?.contacts, [ada]);
		assert.deepEqual(inHubspot(third.id)?.contacts, [bob]);
		assert.equal(inHubspot(third.id)?.properties.subject, `Desk360 ticket 12/${third.id}`);

		await runAgain(workflow);
		assert.equal(hubspot.tickets.length, 3);

		// It is added, and nobody gets to know.
		hubspot.losesNextAnswer = true;
		const known = (await stage.api.executionsOf(workflow)).length;
		world.createTicket({ productId: 12, ...BOB });
		assert.notEqual(await latestOf(workflow, known + 1), '');
		const again = await runAgain(workflow);
		assert.equal(itemsOf(again, 'Look for the ticket')[0]?.json.total, 1);
		assert.equal(hubspot.tickets.length, 4);
		assert.equal(hubspot.contacts.length, 2);
		await stage.api.deactivate(workflow);
	});

	test('new tickets to Pipedrive: a person for each customer, a note and an activity for each ticket', async () => {
		const { pipedrive, sandbox } = stage;
		const { world } = sandbox;
		pipedrive.persons.push({ id: 1, name: 'Robert', emails: [{ value: BOB.email }] });
		pipedrive.catchUp();
		const workflow = await published('new-ticket-to-pipedrive');

		const first = world.createTicket({ productId: 11, ...ADA, subject: '<b>Export</b> & more' });
		const other = world.createTicket({ productId: 11, ...BOB });
		const second = world.createTicket({ productId: 11, ...ADA });
		world.createTicket({ productId: 11, name: 'Nobody', email: null });
		await until('the activities in Pipedrive', () => pipedrive.activities.length >= 3);

		assert.deepEqual(
			pipedrive.persons.map(({ name, emails }) => [name, emails[0]?.value]),
			[
				['Robert', BOB.email],
				[ADA.name, ADA.email],
			],
		);
		assert.deepEqual(
			pipedrive.activities.map(({ subject, type, done, participants }) => [
				subject,
				type,
				done,
				participants,
			]),
			[first, second, other].map(({ id, email }) => [
				`Answer [Desk360 11/${id}]`,
				'task',
				false,
				[{ person_id: email === BOB.email ? 1 : 2, primary: true }],
			]),
		);
		assert.deepEqual(
			pipedrive.notes.map((note) => note.person_id),
			[2, 2, 1],
		);
		const [{ content } = { content: '' }] = pipedrive.notes;
		assert.ok(
			content.startsWith(
				`<p><b>[Desk360 11/${first.id}]</b> &lt;b&gt;Export&lt;/b&gt; &amp; more</p>`,
			),
		);
		assert.ok(content.includes(`<a href="https://desk360.example.com/tickets/${first.id}">`));
		assert.ok(content.includes(`begins with: Reply to 11/${first.id}:`));
		const [moment = ''] = /\d{4}-[^<]+/.exec(content.slice(content.indexOf('written '))) ?? [];
		assert.match(moment, /(Z|[+-]\d\d:\d\d)$/);
		assert.equal(Date.parse(moment), openedAt(first.id));

		pipedrive.catchUp();
		await runAgain(workflow);
		assert.deepEqual([pipedrive.notes.length, pipedrive.activities.length], [3, 3]);

		pipedrive.losesNextAnswer = true;
		const known = (await stage.api.executionsOf(workflow)).length;
		world.createTicket({ productId: 12, ...ADA });
		assert.notEqual(await latestOf(workflow, known + 1), '');
		await runAgain(workflow);
		assert.deepEqual([pipedrive.notes.length, pipedrive.activities.length], [4, 4]);
		assert.equal(pipedrive.persons.length, 2);
		await stage.api.deactivate(workflow);
	});

	test('an answer in Pipedrive: the customer gets it once', async () => {
		const { api, pipedrive, sandbox } = stage;
		const { world } = sandbox;
		const { id: ticketId } = world.createTicket({ productId: 12, ...BOB });
		const workflow = await importExample(stage, 'pipedrive-note-to-reply');
		await api.activate(workflow);
		const webhook = await until('the webhook', () => pipedrive.webhooks[0]);
		assert.deepEqual([webhook.event_action, webhook.event_object], ['create', 'note']);
		let count = 0;
		/**
		 * @param {string} content
		 * @param {number} person
		 */
		const write = async (content, person) => {
			await fetch(webhook.subscription_url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					data: { id: 9, content, person_id: person },
					previous: null,
					meta: { action: 'create', entity: 'note' },
				}),
			});
			count += 1;
			return latestOf(workflow, count);
		};
		const answer = `<p>Reply to 12/${ticketId}: Dear Bob,<br>it is &lt;done&gt; &amp;&nbsp;paid.</p>`;

		assert.equal(await write(`<b>[Desk360 12/${ticketId}]</b> Reply to 12/${ticketId}:`, 1), '');
		assert.match(await write(answer, 2), /^Ticket \d+ is not of the person of this note/);
		assert.deepEqual(world.ticket(ticketId).messages.length, 1);
		assert.equal(await write(answer, 1), '');
		assert.equal(await write(answer, 1), '');
		assert.deepEqual(
			world
				.ticket(ticketId)
				.messages.slice(1)
				.map(({ message, agent_id: agent }) => [message, agent]),
			[['Dear Bob,\nit is <done> & paid.', DEMO_AGENT_ID]],
		);
	});

	test("a customer's message to Slack: none of an agent's, and nobody is called by it", async () => {
		const { slack, sandbox } = stage;
		const { world } = sandbox;
		const { id } = world.createTicket({ productId: 12, ...BOB });
		await published('customer-message-notice', (example) => {
			const there = example.nodes.find(({ type }) => type === 'n8n-nodes-base.slack');
			assert.ok(there);
			there.parameters.channelId = { __rl: true, mode: 'id', value: 'C0SUPPORT' };
		});
		world.addMessage(id, { message: 'It is on its way.', agent_id: DEMO_AGENT_ID });
		world.addMessage(id, { message: 'Where? <!channel> & co' });
		await until('a message in Slack', () => slack.messages.length > 0);
		assert.deepEqual(
			slack.messages.map(({ channel, text }) => [channel, text]),
			[
				[
					'C0SUPPORT',
					`Bob on ticket #${id}: Where? &lt;!channel&gt; &amp; co\nhttps://desk360.example.com/tickets/${id}`,
				],
			],
		);
	});

	test("a customer's history: all tickets of all products, the latest change first, with their messages", async () => {
		const { api, n8n, sandbox } = stage;
		const { world } = sandbox;
		const eve = { name: 'Eve', email: 'eve@example.com' };
		/**
		 * @param {string} day
		 * @param {number} productId
		 * @param {string} description
		 */
		const opened = (day, productId, description) =>
			world.at(`${day} 10:00:00`, () => world.createTicket({ ...eve, productId, description })).id;
		const oldest = opened('2026-11-01', 12, 'Where is it?');
		const middle = opened('2026-11-02', 11, 'It stops.');
		const newest = opened('2026-11-03', 12, 'Thank you.');
		world.at('2026-11-04 10:00:00', () => world.addMessage(oldest, { message: 'And now?' }));
		const workflow = await importExample(stage, 'customer-history');
		await api.activate(workflow);
		const nodes = /** @type {Array<{ webhookId?: string }>} */ (workflow.nodes);
		const [path] = nodes.flatMap(({ webhookId }) => webhookId ?? []);
		const form = `${n8n.url}/form/${path}`;
		await until('the form', async () => (await fetch(form)).ok);
		const answer = new FormData();
		answer.append('field-0', eve.email);
		const sent = await fetch(form, { method: 'POST', body: answer });
		assert.equal(sent.status, 200);
		assert.equal(await latestOf(workflow, 1), '');
		const [{ id = '' } = {}] = await api.executionsOf(workflow);
		const items = lastItems(await api.execution(id)).map(({ json }) => json);
		assert.deepEqual(
			items.map(({ product_id: product, id: ticket, messages }) => [
				product,
				ticket,
				/** @type {any[]} */ (messages).map(({ text }) => text),
			]),
			[
				[12, oldest, ['Where is it?', 'And now?']],
				[12, newest, ['Thank you.']],
				[11, middle, ['It stops.']],
			],
		);
	});
});
