import { describe, expect, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { forEachTest } from '../support/forEachTest';

/** A service of its own for each test, for a host that refused is remembered. */
const desk360 = forEachTest(() => startDesk360({ seed: { tickets: 600 }, latencyMs: 5 }));

const options = { parallelRequests: 4 };
const LIST = { operation: 'getAll', productId: '1', returnAll: true, options };
const EACH = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}', options };
const REPLY = { ...EACH, operation: 'reply', message: 'Hello', options: {} };
const items = Array.from({ length: 40 }, (_, index) => ({ json: { id: index + 1 } }));

const sent = () => desk360.sandbox.requests.count();

/** What was on its way when the execution was cancelled may still arrive. */
const AT_MOST = 9 + options.parallelRequests - 1;

/** Cancels the execution so many milliseconds after its request number `at`, and gives what the node throws. */
async function cancelledAt(at: number, parameters: INodeParameters, afterMs = 0) {
	const execution = new AbortController();
	desk360.sandbox.hooks.onRequest = async () => {
		if (sent() < at) return;
		await sleep(afterMs);
		execution.abort();
	};
	return await desk360.refusal(parameters, { items, signal: execution.signal });
}

describe.each([
	['the pages of a list', { ...LIST, ticketId: '' }],
	['items one beside the other', EACH],
])('an execution that is cancelled while it reads %s', (_case, parameters) => {
	test('sends nothing further', async () => {
		const thrown = await cancelledAt(9, parameters);
		expect(thrown).toMatchObject({ kind: 'cancelled' });
		await sleep(300);
		expect(sent()).toBeLessThanOrEqual(AT_MOST);
	});

	test('does not wait for an answer that never comes', async () => {
		desk360.sandbox.faults.add({ kind: 'hang', skip: 8, times: Infinity });
		const thrown = await cancelledAt(9, parameters);
		expect(thrown).toMatchObject({ kind: 'cancelled' });
	});

	test('does not try again after an outage', async () => {
		desk360.sandbox.faults.add({ kind: 'status', status: 503, skip: 6, times: Infinity });
		const thrown = await cancelledAt(9, parameters, 100);
		expect(thrown).toMatchObject({ kind: 'cancelled' });
		await sleep(1_000);
		expect(sent()).toBeLessThanOrEqual(AT_MOST);
	});

	test('does not wait for the rate limit', async () => {
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 60, skip: 8, times: Infinity });
		const thrown = await cancelledAt(9, parameters, 100);
		expect(thrown).toMatchObject({ kind: 'cancelled' });
		await sleep(700);
		expect(sent()).toBeLessThanOrEqual(AT_MOST);
	});
});

test('a write that is cancelled is not followed by the next, and may have been made', async () => {
	const thrown = await cancelledAt(3, REPLY);
	expect(thrown).toMatchObject({
		kind: 'cancelled',
		message: 'The execution was cancelled before the reply was answered',
		description:
			'It may have been made all the same. Look at the newest message (Ticket > Get, ticket 3) before you reply again.',
	});
	await sleep(100);
	expect(sent()).toBe(3);
});

test('a write that waits for the rate limit when it is cancelled was not sent', async () => {
	desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 60 });
	await desk360.refusal({ ...EACH, ticketId: '1', options: { maxRateLimitWait: 0 } });
	const execution = new AbortController();
	const write = desk360.refusal(REPLY, { items, signal: execution.signal });
	await sleep(20);
	execution.abort();
	expect(await write).toMatchObject({
		kind: 'cancelled',
		message: 'The execution was cancelled before the reply was asked for',
		description: 'Nothing was sent',
	});
	expect(desk360.sandbox.requests.count({ method: 'POST' })).toBe(0);
});

test('an execution that was cancelled before it began sends nothing', async () => {
	for (const parameters of [LIST, EACH, REPLY]) {
		const signal = AbortSignal.abort();
		const thrown = await desk360.refusal({ ticketId: '1', ...parameters }, { items, signal });
		expect(thrown).toMatchObject({ kind: 'cancelled', description: 'Nothing was sent' });
	}
	expect(sent()).toBe(0);
});
