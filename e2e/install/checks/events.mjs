import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { itemsOf } from '../../../host/api.mjs';
import { pollingEvery } from '../../../host/examples.mjs';
import { byId, chain, CREDENTIALS, editFields, node } from '../../support/workflows.mjs';
import { publish } from '../../support/published.mjs';
import { until } from '../../support/until.mjs';

const TRIGGER = 'Desk360 Trigger';
const POLL_EVERY_SECONDS = 3;
const EVENTS = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];

/**
 * The trigger of a published workflow: each of the four events once, and nothing from before it was published.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function eventChecks(stage) {
	describe('Events', () => {
		/** @type {Map<string, import('../../../host/api.mjs').Workflow>} */
		const workflows = new Map();
		let ticketId = 0;
		let logId = 0;

		before(async () => {
			const { api, sandbox } = stage();
			for (const event of EVENTS) {
				const workflow = await api.createWorkflow(
					pollingEvery(POLL_EVERY_SECONDS, publishable(event)),
				);
				await publish(api, workflow, TRIGGER);
				workflows.set(event, workflow);
			}
			ticketId = sandbox.world.createTicket({ productId: 1, name: 'Grace Example' }).id;
			logId = sandbox.world.changeStatus(ticketId, 2, 74).id;
			sandbox.world.addMessage(ticketId, { message: 'Any news?' });
			// Every trigger has handed over what there is, and looked again.
			await until('every event arrives', async () => {
				const counts = EVENTS.map(async (event) => (await itemsOfEvent(event)).length);
				return (await Promise.all(counts)).every((count) => count > 0);
			});
			await furtherPolls(sandbox);
		});
		after(async () => {
			for (const workflow of workflows.values()) await stage().api.deactivate(workflow);
		});

		/** @param {string} event */
		const itemsOfEvent = async (event) => {
			const workflow = workflows.get(event);
			assert.ok(workflow);
			const { api } = stage();
			const finished = (await api.executionsOf(workflow)).filter(
				({ status }) => status === 'success',
			);
			const executions = await Promise.all(finished.map(({ id }) => api.execution(id)));
			return executions.flatMap((execution) => itemsOf(execution, TRIGGER));
		};

		test('Ticket Created', async () => {
			const items = await itemsOfEvent('ticketCreated');
			assert.deepEqual(
				items.map(({ json }) => json.id),
				[ticketId],
			);
			assert.equal(items[0]?.json.name, 'Grace Example');
		});

		test('Ticket Updated', async () => {
			const items = await itemsOfEvent('ticketUpdated');
			assert.deepEqual([...new Set(items.map(({ json }) => json.id))], [ticketId]);
			const states = items.map(({ json }) => JSON.stringify(json));
			assert.equal(new Set(states).size, states.length);
		});

		test('Status Changed', async () => {
			const changes = (await itemsOfEvent('statusChanged')).map(({ json }) => json.change);
			assert.equal(changes.length, 1);
			const { id, from, to, agentId } = /** @type {Record<string, unknown>} */ (changes[0]);
			assert.deepEqual({ id, from, to, agentId }, { id: logId, ...SEEN_CHANGE });
		});

		test('New Message', async () => {
			const items = await itemsOfEvent('newMessage');
			const ids = items.map(({ json }) => /** @type {any} */ (json.message).id);
			const { messages } = stage().sandbox.world.ticket(ticketId);
			assert.deepEqual(
				ids,
				messages.map(({ id }) => id),
			);
			assert.deepEqual([...new Set(items.map(({ json }) => json.id))], [ticketId]);
		});
	});
}

const SEEN_CHANGE = { from: 0, to: 2, agentId: 74 };

/**
 * @param {string} event
 */
function publishable(event) {
	const trigger = node(
		TRIGGER,
		'n8n-nodes-desk360.desk360Trigger',
		1,
		{ productId: byId(1), event },
		{ credentials: CREDENTIALS },
	);
	return chain(event, [trigger, editFields('Seen', { seen: '={{ $json.id }}' })]);
}

/**
 * Waits until each trigger asked twice more for the list: an event that is handed over twice would be by then.
 *
 * @param {import('../../support/stage.mjs').Sandbox} sandbox
 */
async function furtherPolls(sandbox) {
	const list = { method: 'GET', path: '/products/1/tickets' };
	const asked = sandbox.requests.count(list);
	await until('further polls', () => sandbox.requests.count(list) >= asked + 2 * EVENTS.length);
}
