import { expect, test } from '@jest/globals';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DESK360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE, itemsOf, REPLY, startTicketDesk } from '../support/ticketDesk';

const desk360 = forAllTests(startTicketDesk);

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
	expect(desk360.repliedTo()).toEqual(['11', '12', '12', '13']);
	expect(outputOf('Worked')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('Retry On Fail opens each ticket once, and gives the one that was opened first', async () => {
	const { faults, requests, world } = desk360.sandbox;
	faults.add({ kind: 'status', status: 400, match: { method: 'POST' }, skip: 1 });
	const create = { ...CREATE, message: 'Ticket {{ $json.id }}' };
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
	expect(desk360.repliedTo()).toEqual(['11', '12']);
});

test('the same message to the same ticket in another execution is another message', async () => {
	await runWorkflow(itemsOf(11), REPLY);
	await runWorkflow(itemsOf(11), REPLY);
	expect(desk360.repliedTo()).toEqual(['11', '11']);
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
