import { describe, expect, test } from '@jest/globals';
import type { INode, INodeParameters } from 'n8n-workflow';

import { forAllTests } from '../support/forAllTests';
import { itemsOf, REPLY, startTicketDesk, TICKET } from '../support/ticketDesk';

const desk360 = forAllTests(startTicketDesk);

describe('items that belong together', () => {
	test.each([
		['get', [0, 1, 2]],
		['getLogs', [0, 0, 1, 1, 2, 2]],
		['reply', [0, 1, 2]],
	])('%s: each output item names its input item, in order', async (operation, pairs) => {
		const parameters = { ...REPLY, operation };
		const output = await desk360.run(parameters, { items: itemsOf(13, 11, 12) });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(pairs.map((item) => ({ item })));
	});

	test('reads may overlap and still come out in order', async () => {
		desk360.sandbox.faults.add({ kind: 'slow', ms: 60, match: { path: '/tickets/13' } });
		const options = { parallelRequests: 3 };
		const parameters = { ...TICKET, operation: 'get', options };
		const output = await desk360.json(parameters, { items: itemsOf(13, 11, 12) });
		expect(output.map(({ id }) => id)).toEqual([13, 11, 12]);
	});

	/** The most requests to these paths that are under way at once while the node runs. */
	async function mostAtOnce(paths: RegExp, parameters: INodeParameters, ...ids: number[]) {
		const { sandbox } = desk360;
		const underWay = new Set<unknown>();
		let most = 0;
		sandbox.settings.latencyMs = 5;
		sandbox.hooks.onRequest = (entry) => {
			if (!paths.test(entry.path)) return;
			most = Math.max(most, underWay.add(entry).size);
		};
		sandbox.hooks.onAnswer = (entry) => {
			underWay.delete(entry);
		};
		await desk360.run({ ...TICKET, ...parameters }, { items: itemsOf(...ids) });
		return most;
	}

	test.each(['get', 'getLogs'])('%s: one at a time when the options say so', async (operation) => {
		const parameters = { operation, options: { parallelRequests: 1 } };
		expect(await mostAtOnce(/\/1[123]/, parameters, 11, 12, 13, 11, 12)).toBe(1);
	});

	test.each(['get', 'getLogs'])('%s: as many at a time as the options say', async (operation) => {
		const parameters = { operation, options: { parallelRequests: 3 } };
		expect(await mostAtOnce(/\/1[123]/, parameters, 11, 12, 13, 11, 12, 13, 11)).toBe(3);
	});

	test('lists of several items go one by one, their pages as the options say', async () => {
		for (let id = 100; id < 260; id++) desk360.sandbox.world.createTicket({ id, productId: 1 });
		const options = { parallelRequests: 4 };
		const parameters = { operation: 'getAll', returnAll: true, options };
		expect(await mostAtOnce(/\/tickets$/, parameters, 1, 2, 3, 4, 5, 6, 7, 8)).toBe(4);
	});

	test('several items download one file at a time each', async () => {
		const { settings, world } = desk360.sandbox;
		settings.attachmentHost = 'api';
		const files = ['a', 'b', 'c', 'd'].map((name) => ({
			name: `${name}.txt`,
			mimeType: 'text/plain',
			content: name,
		}));
		for (const id of [14, 15]) world.createTicket({ id, productId: 1, attachments: files });
		const options = { downloadAttachments: true, parallelRequests: 4 };
		const parameters = { operation: 'get', options };
		expect(await mostAtOnce(/\/attachments\//, parameters, 14, 15)).toBe(2);
		expect(desk360.sandbox.requests.count({ path: /attachments/ })).toBe(8);
	});
});

describe('without Continue On Fail', () => {
	test('the first item that does not work stops the node, and later writes are not made', async () => {
		const thrown = await desk360.refusal(REPLY, { items: itemsOf(11, 99, 13) });
		expect(thrown.message).toBe('Desk360 found no ticket 99 in product 1');
		expect(thrown.context.itemIndex).toBe(1);
		expect(desk360.repliedTo()).toEqual(['11', '99']);
	});

	test('of several reads that do not work the earliest item is named', async () => {
		desk360.sandbox.faults.add({ kind: 'slow', ms: 40, match: { path: '/tickets/98' } });
		const parameters = { ...TICKET, operation: 'get', options: { parallelRequests: 3 } };
		const thrown = await desk360.refusal(parameters, { items: itemsOf(98, 99, 13) });
		expect(thrown.context.itemIndex).toBe(0);
	});
});

describe('with Continue On Fail', () => {
	const node: Partial<INode> = { onError: 'continueRegularOutput' };

	test('an item that did not work tells why and the others go on', async () => {
		const output = await desk360.run(REPLY, { items: itemsOf(11, 99, 'x', 13), node });
		expect(output).toEqual([
			{ json: expect.objectContaining({ id: 1 }), pairedItem: { item: 0 } },
			{
				json: {
					error: expect.stringMatching(
						/^Desk360 found no ticket 99 in product 1\. Check the IDs\..*in another product/,
					),
					code: 'model_not_found_exception',
					httpCode: 404,
					docUrl: 'https://docs.desk360.com/api',
				},
				pairedItem: { item: 1 },
			},
			{
				json: { error: expect.stringMatching(/^Ticket "x" is not an ID\. An ID has digits only/) },
				pairedItem: { item: 2 },
			},
			{ json: expect.objectContaining({ id: 2 }), pairedItem: { item: 3 } },
		]);
		expect(desk360.repliedTo()).toEqual(['11', '99', '13']);
	});

	test('an option that cannot be read is told like anything else', async () => {
		const parameters = { ...TICKET, operation: 'getAll', options: { parallelRequests: 'many' } };
		const output = await desk360.run(parameters, { items: itemsOf(11), node });
		expect(output).toEqual([
			{
				json: { error: expect.stringMatching(/^Parallel Requests "many" is not a whole number/) },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('an expression that throws is told, too', async () => {
		const parameters = { ...REPLY, message: '={{ $json.id.missing.deeper }}{{ undefined.x }}' };
		const output = await desk360.run(parameters, { items: itemsOf(11), node });
		expect(output).toHaveLength(1);
		expect(output[0]?.pairedItem).toEqual({ item: 0 });
	});
});

describe('a node that is told to do what it does not know', () => {
	test.each([
		{ resource: 'ticket', operation: 'delete' },
		{ resource: 'agent', operation: 'getAll' },
	])('%p says so', async (parameters) => {
		const thrown = await desk360.refusal({ ...TICKET, ...parameters }, { items: itemsOf(11) });
		expect(thrown.message).toBe(
			`The node knows no operation "${parameters.operation}" of "${parameters.resource}"`,
		);
	});
});
