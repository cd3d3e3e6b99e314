import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, test } from 'node:test';
import { itemsOf } from '../../../../host/api.mjs';
import { until } from '../../support/until.mjs';
import {
	byId,
	desk360,
	editFields,
	givenItems,
	ITEMS,
	manualWorkflow,
	runByHand,
	runToSuccess,
} from '../../support/workflows.mjs';

const NODE = 'Desk360';
const MISSING_TICKET = 999_999;
/** The service asks to wait this long, or answers so late. */
const WAIT_SECONDS = 3;

/**
 * What users set on a node or do to an execution: Continue On Fail, Retry On Fail, stopping, expressions, several
 * items.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function runChecks(stage) {
	describe('Runs', () => {
		/** @type {number[]} */
		let tickets = [];
		beforeEach(() => {
			const { faults, requests, world } = stage().sandbox;
			faults.clear();
			requests.clear();
			tickets = world
				.ticketsOf(1)
				.slice(0, 2)
				.map(({ id }) => id);
		});

		const get = (/** @type {Record<string, unknown>} */ settings) =>
			desk360(NODE, { operation: 'get', ticketId: byId('={{ $json.id }}') }, settings);
		const reply = (/** @type {Record<string, unknown>} */ settings) =>
			desk360(
				NODE,
				{ operation: 'reply', ticketId: byId('={{ $json.id }}'), message: '={{ $json.text }}' },
				settings,
			);
		const replies = () =>
			stage()
				.sandbox.requests.filter({ method: 'POST' })
				.map(({ path }) => Number(/tickets\/(\d+)\/reply$/.exec(path)?.[1]));
		/** @param {import('../../support/workflows.mjs').Node} node @param {Array<Record<string, unknown>>} items */
		const workflowOf = (node, items) =>
			manualWorkflow('Items', [
				...givenItems(items),
				node,
				editFields('After', { id: `={{ $('${ITEMS}').item.json.id }}` }),
			]);

		test('several items, each with its own expressions, paired with what came of them', async () => {
			const { api, sandbox } = stage();
			const statuses = [0, 1, 2];
			const node = desk360(NODE, {
				operation: 'getAll',
				limit: 3,
				filters: {
					status: '={{ $json.id }}',
					startDate: "={{ $now.minus({ days: 30 }).toFormat('yyyy-MM-dd') }}",
				},
			});
			const items = statuses.map((id) => ({ id }));
			const execution = await runToSuccess(api, workflowOf(node, items));
			const queries = sandbox.requests.entries.map(({ query }) => query);
			assert.deepEqual(queries.map(({ status }) => Number(status)).sort(), statuses);
			for (const query of queries) assert.match(query.start_date ?? '', /^\d{4}-\d\d-\d\d$/);
			const found = itemsOf(execution, NODE).map(({ json }) => Number(json.id));
			const paired = itemsOf(execution, 'After').map(({ json }) => Number(json.id));
			assert.deepEqual(
				paired,
				found.map((id) => sandbox.world.ticket(id).status),
			);
			assert.equal(new Set(paired).size, statuses.length);
		});

		test('Continue: an item that did not work says so, the others go on', async () => {
			const [first = 0, second = 0] = tickets;
			const items = [first, MISSING_TICKET, second].map((id) => ({ id }));
			const node = get({ onError: 'continueRegularOutput' });
			const execution = await runToSuccess(stage().api, workflowOf(node, items));
			const [one, other, last] = itemsOf(execution, NODE).map(({ json }) => json);
			assert.deepEqual([one?.id, last?.id], [first, second]);
			assert.match(String(other?.error), /ticket 999999/);
			assert.equal(other?.httpCode, 404);
			const paired = itemsOf(execution, 'After').map(({ json }) => Number(json.id));
			assert.deepEqual(
				paired,
				items.map(({ id }) => id),
			);
		});

		test('Continue (using error output): an item that did not work leaves there', async () => {
			const [first = 0, second = 0] = tickets;
			const items = [first, MISSING_TICKET, second].map((id) => ({ id }));
			const node = get({ onError: 'continueErrorOutput' });
			const execution = await runToSuccess(stage().api, workflowOf(node, items));
			const [run] = execution.data.resultData.runData[NODE] ?? [];
			const [worked = [], didNot = []] = run?.data?.main ?? [];
			assert.deepEqual(
				worked?.map(({ json }) => json.id),
				[first, second],
			);
			assert.deepEqual(
				didNot?.map(({ json }) => json.httpCode),
				[404],
			);
		});

		test('Stop Workflow: the execution ends and says which item it was', async () => {
			const [first = 0] = tickets;
			const items = [{ id: first }, { id: MISSING_TICKET }];
			const { status, data } = await runByHand(stage().api, workflowOf(get({}), items));
			assert.equal(status, 'error');
			assert.match(data.resultData.error?.message ?? '', /ticket 999999/);
			assert.equal(/** @type {any} */ (data.resultData.error).context.itemIndex, 1);
		});

		test('Retry On Fail: a read is tried again', async () => {
			const { api, sandbox } = stage();
			const [id = 0] = tickets;
			sandbox.faults.add({ kind: 'status', status: 404, match: { path: `/tickets/${id}` } });
			await runToSuccess(api, workflowOf(get(RETRY), [{ id }]));
			assert.equal(sandbox.requests.count({ path: `/tickets/${id}` }), 2);
		});

		test('Retry On Fail: a write that may have arrived is not sent twice', async () => {
			const { api, sandbox } = stage();
			const [id = 0] = tickets;
			sandbox.faults.add({ kind: 'lostAnswer', match: { method: 'POST' } });
			const { status } = await runByHand(api, workflowOf(reply(RETRY), [{ id, text: 'Once' }]));
			assert.equal(status, 'error');
			assert.deepEqual(replies(), [id]);
			const { messages } = sandbox.world.ticket(id);
			assert.equal(messages.filter(({ message }) => message === 'Once').length, 1);
		});

		test('Retry On Fail: of several writes only the refused one is sent again', async () => {
			const { api, sandbox } = stage();
			const [first = 0, second = 0] = tickets;
			const path = `/tickets/${second}/reply`;
			sandbox.faults.add({ kind: 'status', status: 400, code: 'invalid', match: { path } });
			const items = tickets.map((id) => ({ id, text: `To ${id}` }));
			await runToSuccess(api, workflowOf(reply(RETRY), items));
			assert.deepEqual(replies(), [first, second, second]);
		});

		test('stopped while it waits for the rate limit: nothing more is sent', async () => {
			const { api, sandbox } = stage();
			const list = { method: 'GET', path: '/products/1/tickets' };
			sandbox.faults.add({ kind: 'rateLimit', retryAfter: WAIT_SECONDS, match: list });
			const node = desk360(NODE, { operation: 'getAll', returnAll: true });
			const workflow = await api.createWorkflow(manualWorkflow('Stopped', [node]));
			const id = await api.run(workflow, 'Start');
			await until('the refusal', () => sandbox.requests.count({ status: 429 }) === 1);
			await api.stop(id);
			const { status, data } = await api.finishedExecution(id);
			assert.equal(status, 'canceled');
			assert.equal(data.resultData.runData[NODE]?.[0]?.data?.main?.[0]?.length ?? 0, 0);
			await sleep((WAIT_SECONDS + 1) * 1000);
			assert.equal(sandbox.requests.count(list), 1);
		});

		test('stopped while it waits for an answer: nothing more is sent', async () => {
			const { api, sandbox } = stage();
			const [first = 0] = tickets;
			sandbox.faults.add({ kind: 'slow', ms: WAIT_SECONDS * 1000, match: { method: 'POST' } });
			const items = tickets.map((id) => ({ id, text: `To ${id}` }));
			const node = reply({ onError: 'continueRegularOutput' });
			const workflow = await api.createWorkflow(workflowOf(node, items));
			const executionId = await api.run(workflow, 'Start');
			await until('the first reply', () => replies().length > 0);
			await api.stop(executionId);
			const { status } = await api.finishedExecution(executionId);
			assert.equal(status, 'canceled');
			await sleep((WAIT_SECONDS + 1) * 1000);
			assert.deepEqual(replies(), [first]);
		});
	});
}

const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
