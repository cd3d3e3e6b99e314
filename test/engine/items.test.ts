import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DESK360, startDesk360, type Desk360Setup } from '../support/desk360';

let desk360: Desk360Setup;
beforeAll(async () => {
	desk360 = await startDesk360();
});
beforeEach(() => {
	const { sandbox } = desk360;
	sandbox.reset();
	sandbox.hooks.onRequest = undefined;
	sandbox.hooks.onAnswer = undefined;
	sandbox.world.createProduct({ id: 1 });
	for (const id of [11, 12, 13]) {
		sandbox.world.createTicket({ id, productId: 1, description: null });
		sandbox.world.changeStatus(id, 1);
		sandbox.world.changeStatus(id, 2);
	}
});
afterAll(async () => {
	await desk360.close();
});

const TICKET = { productId: '1', ticketId: '={{ $json.id }}' };
const NO_WAIT = { maxRateLimitWait: 0 };
const REPLY = { ...TICKET, operation: 'reply', message: 'Hello {{ $json.id }}' };
const itemsOf = (...ids: Array<number | string>) => ids.map((id) => ({ json: { id } }));
const repliedTo = () =>
	desk360.sandbox.requests.filter({ method: 'POST' }).map(({ path }) => path.split('/').at(-2));

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
		expect(repliedTo()).toEqual(['11', '99']);
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
		expect(repliedTo()).toEqual(['11', '99', '13']);
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

describe('in a workflow', () => {
	/** Manual Trigger with these items, the node, and No Operation after each output. */
	async function runWorkflow(
		items: INodeExecutionData[],
		parameters: INodeParameters,
		settings: Partial<INode> = {},
	) {
		const { credentials } = desk360;
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const run = await desk360.engine.runWorkflow({
			nodes: [
				{ type: 'n8n-nodes-base.manualTrigger', name: 'Start' },
				{ type: DESK360, name: 'Desk360', credentials, parameters, ...settings },
				{ type: 'n8n-nodes-base.noOp', name: 'Worked' },
				{ type: 'n8n-nodes-base.noOp', name: 'Did not work' },
			],
			connections: {
				Start: { main: [to('Desk360')] },
				Desk360: { main: [to('Worked'), to('Did not work')] },
			},
			pinData: { Start: items },
		});
		const { runData } = run.data.resultData;
		const outputOf = (node: string) =>
			(runData[node]?.[0]?.data?.main?.[0] ?? []).map(({ json }) => json);
		return { run, outputOf, task: runData.Desk360?.[0] };
	}

	test('items that did not work leave by the output for them', async () => {
		const settings: Partial<INode> = { onError: 'continueErrorOutput' };
		const { outputOf } = await runWorkflow(itemsOf(11, 99, 13), REPLY, settings);
		expect(outputOf('Worked')).toMatchObject([{ id: 1 }, { id: 2 }]);
		expect(outputOf('Did not work')).toEqual([
			{
				id: 99,
				error: expect.stringMatching(/^Desk360 found no ticket 99/),
				code: 'model_not_found_exception',
				httpCode: 404,
				docUrl: 'https://docs.desk360.com/api',
			},
		]);
	});

	test('what stopped the run is kept with all that helps', async () => {
		const { run } = await runWorkflow(itemsOf(99), REPLY);
		expect(run.status).toBe('error');
		expect(run.data.resultData.error).toMatchObject({
			name: 'NodeApiError',
			message: 'Desk360 found no ticket 99 in product 1',
			description: expect.stringMatching(/in another product/),
			httpCode: '404',
		});
	});

	test('Retry On Fail writes each item once, although it runs the whole node again', async () => {
		desk360.sandbox.faults.add({ kind: 'status', status: 400, match: { path: '/12/reply' } });
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { run, outputOf } = await runWorkflow(itemsOf(11, 12, 13), REPLY, retry);
		expect(run.status).toBe('success');
		expect(repliedTo()).toEqual(['11', '12', '12', '13']);
		expect(outputOf('Worked')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
	});

	test('Retry On Fail opens each ticket once, and gives the one that was opened first', async () => {
		const { faults, requests, world } = desk360.sandbox;
		faults.add({ kind: 'status', status: 400, match: { method: 'POST' }, skip: 1 });
		const create: INodeParameters = {
			operation: 'create',
			productId: '1',
			name: 'Jane Roe',
			email: 'jane@example.com',
			reasonId: '5',
			description: 'Ticket {{ $json.id }}',
			status: 0,
		};
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { outputOf } = await runWorkflow(itemsOf(1, 2), create, retry);
		const opened = world.tickets.filter(({ email }) => email === 'jane@example.com');
		expect(outputOf('Worked').map(({ id }) => id)).toEqual(opened.map(({ id }) => id));
		expect(opened).toHaveLength(2);
		expect(requests.count({ method: 'POST' })).toBe(3);
	});

	test('Retry On Fail does not repeat a write whose outcome is unknown', async () => {
		desk360.sandbox.faults.add({ kind: 'lostAnswer', match: { path: '/12/reply' } });
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { run } = await runWorkflow(itemsOf(11, 12, 13), REPLY, retry);
		expect(run.status).toBe('error');
		expect(repliedTo()).toEqual(['11', '12']);
	});

	test('the same message to the same ticket in another execution is another message', async () => {
		await runWorkflow(itemsOf(11), REPLY);
		await runWorkflow(itemsOf(11), REPLY);
		expect(repliedTo()).toEqual(['11', '11']);
	});

	test('a list that was ended says so beside the output', async () => {
		for (let id = 100; id < 140; id++) desk360.sandbox.world.createTicket({ id, productId: 1 });
		desk360.sandbox.faults.add({ kind: 'repeatPage', match: { page: 2 } });
		const parameters = { operation: 'getAll', productId: '1', returnAll: true };
		const { task } = await runWorkflow(itemsOf(1), parameters);
		expect(task?.hints).toEqual([
			{
				message:
					'Reading the ticket list of product 1 ended early, after 20 rows: page 2 repeats page 1',
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});
});

describe('a cancelled execution', () => {
	test('sends nothing further', async () => {
		const { sandbox } = desk360;
		const controller = new AbortController();
		sandbox.hooks.onRequest = () => controller.abort();
		const thrown = await desk360.refusal(REPLY, {
			items: itemsOf(11, 12, 13),
			signal: controller.signal,
		});
		expect(thrown.message).toBe('The execution was cancelled before the reply was answered');
		expect(thrown.description).toBe(
			'It may have been made all the same. Look at the newest message (Ticket > Get, ticket 11) before you reply again.',
		);
		expect(repliedTo()).toEqual(['11']);
	});

	test('does not wait for the rate limit any longer', async () => {
		const away = await startDesk360();
		away.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 60 });
		await away.refusal({ ...TICKET, operation: 'get', ticketId: '12', options: NO_WAIT });
		const controller = new AbortController();
		const write = away.refusal({ ...REPLY, ticketId: '12' }, { signal: controller.signal });
		await sleep(20);
		controller.abort();
		const { message, description } = await write;
		const sent = away.sandbox.requests.entries.map(({ method }) => method);
		await away.close();
		expect(message).toBe('The execution was cancelled before the reply was asked for');
		expect(description).toBe('Nothing was sent');
		expect(sent).toEqual(['GET']);
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
