import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { itemsOf } from '../../../../host/api.mjs';
import { pollingEvery } from '../../../../host/examples.mjs';
import { byId, chain, desk360Trigger, editFields } from '../../support/workflows.mjs';
import { publish } from '../../support/published.mjs';
import { until } from '../../support/until.mjs';

const TRIGGER = 'Desk360 Trigger';
const POLL_EVERY_SECONDS = 3;
const FURTHER_POLLS = 2;
const EVENTS = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];
/** One trigger of all products, for events of three kinds. */
const ALL = 'all products';
const EVENTS_OF_ALL = ['ticketCreated', 'statusChanged', 'newMessage'];
/** Each trigger asks for subjects with the name of its event, so that their polls can be told apart. */
const SUBJECT = EVENTS.join(' ');
const DAYS_AGO = new Date(Date.now() - 3 * 24 * 60 * 60_000);

/**
 * The trigger of a published workflow: each of the four events once, and nothing from before it was published.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function eventChecks(stage) {
	describe('Events', () => {
		/** @type {Map<string, import('../../../../host/api.mjs').Workflow>} */
		const workflows = new Map();
		let oldTicketId = 0;
		let ticketId = 0;
		let logId = 0;
		let elsewhereId = 0;
		let elsewhereProduct = 0;

		before(async () => {
			const { api, sandbox } = stage();
			const { world } = sandbox;
			oldTicketId = world.at(DAYS_AGO, () => world.createTicket({ subject: SUBJECT })).id;
			for (const event of EVENTS) {
				const workflow = await api.createWorkflow(
					pollingEvery(POLL_EVERY_SECONDS, publishable(event)),
				);
				await publish(api, workflow, TRIGGER);
				workflows.set(event, workflow);
			}
			const ofAll = pollingEvery(POLL_EVERY_SECONDS, publishableOfAll());
			workflows.set(ALL, await api.createWorkflow(ofAll));
			elsewhereProduct = world.createProduct({ name: 'Elsewhere' }).id;
			await publish(api, /** @type {any} */ (workflows.get(ALL)), TRIGGER);
			world.assign(oldTicketId, 75);
			ticketId = world.createTicket({ name: 'Grace Example', subject: SUBJECT }).id;
			logId = world.changeStatus(ticketId, 2, 74).id;
			world.addMessage(ticketId, { message: 'Any news?' });
			const elsewhere = { productId: elsewhereProduct, subject: SUBJECT };
			elsewhereId = world.createTicket(elsewhere).id;
			world.changeStatus(elsewhereId, 1, 74);
			// Every trigger has handed over what there is, and looked again.
			await until('every event arrives', async () => {
				const counts = EVENTS.map(async (event) => (await itemsOfEvent(event)).length);
				const isThere = (await Promise.all(counts)).every((count) => count > 0);
				return isThere && (await keysOfAll()).length >= keysToCome().length;
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

		/** What tells an event from all others. @param {Record<string, any>} json */
		const keyOf = ({ event, id, product_id: product, change, message }) =>
			`${event} ${change?.id ?? message?.id ?? id} of ${product}`;

		const keysOfAll = async () => (await itemsOfEvent(ALL)).map(({ json }) => keyOf(json));

		/** What happened in both products, as the trigger of all is to tell it. */
		const keysToCome = () => {
			const { world } = stage().sandbox;
			return [ticketId, elsewhereId].flatMap((id) => {
				const { productId: product_id, logs, messages } = world.ticket(id);
				return [
					keyOf({ event: 'ticketCreated', id, product_id }),
					...logs.map((change) => keyOf({ event: 'statusChanged', change, product_id })),
					...messages.map((message) => keyOf({ event: 'newMessage', message, product_id })),
				];
			});
		};

		test('three events of all products by one trigger, each once', async () => {
			assert.deepEqual((await keysOfAll()).toSorted(), keysToCome().toSorted());
		});

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
			const changed = new Set(items.map(({ json }) => json.id));
			assert.deepEqual(changed, new Set([oldTicketId, ticketId]));
			const states = items.map(({ json }) => JSON.stringify(json));
			assert.equal(new Set(states).size, states.length);
		});

		test('Status Changed', async () => {
			const changes = (await itemsOfEvent('statusChanged')).map(({ json }) => json.change);
			assert.equal(changes.length, 1);
			const { id, from, to, agent_id } = /** @type {Record<string, unknown>} */ (changes[0]);
			assert.deepEqual({ id, from, to, agent_id }, { id: logId, ...SEEN_CHANGE });
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

const SEEN_CHANGE = { from: 'Unresolved', to: 'Waiting', agent_id: 74 };

/**
 * @param {string} event
 */
function publishable(event) {
	const trigger = desk360Trigger(TRIGGER, { events: [event], filters: { subject: event } });
	return chain(event, [trigger, editFields('Seen', { seen: '={{ $json.id }}' })]);
}

function publishableOfAll() {
	const parameters = {
		productId: byId('all'),
		events: EVENTS_OF_ALL,
		filters: { subject: 'ticketCreated' },
	};
	const trigger = desk360Trigger(TRIGGER, parameters);
	return chain(ALL, [trigger, editFields('Seen', { seen: '={{ $json.id }}' })]);
}

/**
 * Waits until each trigger polled again: an event that is handed over twice would be by then.
 *
 * @param {import('../../support/stage.mjs').Sandbox} sandbox
 */
async function furtherPolls({ requests }) {
	requests.clear();
	const pollsOf = (/** @type {string} */ event) =>
		requests
			.filter({ path: '/products/1/tickets', page: 1 })
			.filter(({ query }) => query.subject === event).length;
	// A poll that hands something over may read the first page twice.
	await until('further polls', () => EVENTS.every((event) => pollsOf(event) > FURTHER_POLLS));
}
