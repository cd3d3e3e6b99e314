import { describe, expect, test } from '@jest/globals';
import { Workflow } from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Desk360Trigger } from '../../nodes/Desk360/Desk360Trigger.node';
import { forAllTests } from '../support/forAllTests';
import { nodeTypesFrom } from '../support/nodeTypes';
import { startTriggerDesk } from '../support/trigger';

const desk = forAllTests(startTriggerDesk);

const told = (items: IDataObject[] | null) =>
	items?.map(({ event, id, product_id: product }) => `${event} ${id} of ${product}`);

/** Something of each kind happens in both products. */
function happen(): void {
	desk.open(4);
	desk.open(5, { productId: 2 });
	desk.later();
	desk.sandbox.world.changeStatus(1, 2, 74);
	desk.later();
	desk.sandbox.world.addMessage(2, { message: 'From the customer' });
	desk.sandbox.world.addMessage(3, { message: 'From an agent', agent_id: 74 });
}

describe('one trigger', () => {
	test.each([
		['all', 'all products'],
		['1, 2', 'several by ID'],
	])('with %s watches %s for all chosen events, oldest first', async (productId) => {
		const events = ['ticketCreated', 'statusChanged', 'newMessage'];
		const { poll } = await desk.activated({ productId, events });
		happen();
		expect(told(await poll())).toEqual([
			'ticketCreated 4 of 1',
			'newMessage 4 of 1',
			'ticketCreated 5 of 2',
			'newMessage 5 of 2',
			'statusChanged 1 of 1',
			'newMessage 2 of 1',
			'newMessage 3 of 1',
		]);
		desk.sandbox.requests.clear();
		expect(await poll()).toBeNull();
		expect(desk.sandbox.requests.count()).toBe(2);
	});

	test.each([
		['customers', ['newMessage 2 of 1']],
		['agents', ['newMessage 3 of 1']],
	])('takes messages from %s', async (messagesFrom, expected) => {
		const { poll } = await desk.activated({ events: ['newMessage'], options: { messagesFrom } });
		desk.later();
		desk.sandbox.world.addMessage(2, { message: 'From the customer' });
		desk.sandbox.world.addMessage(3, { message: 'From an agent', agent_id: 74 });
		expect(told(await poll())).toEqual(expected);
	});

	test.each([[[1]], ['1'], ['Resolved'], [['Resolved', 3]]])(
		'takes changes to %p alone',
		async (changedTo) => {
			const options = { changedTo };
			const { poll } = await desk.activated({ events: ['statusChanged'], options });
			desk.later();
			desk.sandbox.world.changeStatus(1, 2, 74);
			desk.sandbox.world.changeStatus(2, 1, 74);
			expect(told(await poll())).toEqual(['statusChanged 2 of 1']);
		},
	);

	test('gives one example of each chosen event', async () => {
		happen();
		const events = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];
		const { poll } = await desk.activated({ productId: 'all', events });
		const examples = (await poll('manual')) ?? [];
		expect(examples.map(({ event }) => event).sort()).toEqual(events.toSorted());
	});
});

describe('parameters', () => {
	test.each<[INodeParameters, string]>([
		[{ events: [] }, 'No event is chosen'],
		[{ events: '' }, 'No event is chosen'],
		[{ events: ['ticketDeleted'] }, 'Events: "ticketDeleted" is not known'],
		[{ productId: '1, x' }, 'Product " x" is not an ID'],
		[
			{ events: ['newMessage'], options: { messagesFrom: 'robots' } },
			'Messages From: "robots" is not known',
		],
	])('%j are refused before a call is spent', async (parameters, message) => {
		desk.sandbox.requests.clear();
		const settings = desk.settingsOf(parameters);
		await expect(desk.engine.poll(settings)).rejects.toMatchObject({
			message,
			description: expect.any(String),
		});
		expect(desk.sandbox.requests.count()).toBe(0);
	});

	test.each([['Ticket Created, newMessage'], [['ticketCreated', 'ticketCreated']]])(
		'events may come as %j',
		async (events) => {
			const { poll } = await desk.activated({ events });
			desk.open(4);
			expect(told(await poll())?.[0]).toBe('ticketCreated 4 of 1');
		},
	);
});

describe('the line below the node on the canvas', () => {
	const { subtitle = '' } = new Desk360Trigger().description;

	test.each<[INodeParameters, string]>([
		[{ events: ['ticketCreated'], productId: '11' }, 'Ticket Created · product 11'],
		[
			{
				events: ['ticketCreated', 'newMessage'],
				productId: { __rl: true, mode: 'list', value: '11', cachedResultName: 'Billing' },
			},
			'Ticket Created, New Message · product 11',
		],
		[
			{
				events: ['statusChanged'],
				productId: { __rl: true, mode: 'list', value: 'all', cachedResultName: 'All products' },
			},
			'Status Changed · all products',
		],
		[
			{ events: ['newMessage'], productId: { __rl: true, mode: 'id', value: '11, 12' } },
			'New Message · product 11, 12',
		],
	])('of %j says %s', (parameters, expected) => {
		const node = {
			...{ id: '1', name: 'Trigger', type: 'desk360Trigger', typeVersion: 1 },
			...{ position: [0, 0] as [number, number], parameters },
		};
		const nodeTypes = nodeTypesFrom({ desk360Trigger: new Desk360Trigger() });
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const said = workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
		expect(said).toBe(expected);
	});
});
