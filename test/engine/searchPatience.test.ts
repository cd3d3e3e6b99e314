import { describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { DESK360, startDesk360 } from '../support/desk360';
import { forEachTest } from '../support/forEachTest';

/** A service of its own for each test, for a host that refused is remembered. */
const desk360 = forEachTest(startDesk360, ({ sandbox: { world } }) => {
	world.createProduct({ id: 1 });
	world.createTicket({ productId: 1, reason_id: 5 });
});

async function search(method: string) {
	const { engine, credentials } = desk360;
	const parameters = { productId: { __rl: true, mode: 'list', value: '1' } };
	return await engine.search(DESK360, method, { parameters, credentials });
}

describe.each(['searchProducts', 'searchTickets', 'searchReasons'])(
	'while a person waits, %s',
	(method) => {
		test('tries once more after an outage', async () => {
			desk360.sandbox.faults.add({ kind: 'status', status: 503 });
			expect((await search(method)).results.length).toBeGreaterThan(0);
			expect(desk360.sandbox.requests.count()).toBe(2);
		});

		test('and then says so', async () => {
			desk360.sandbox.faults.add({ kind: 'status', status: 503, times: Infinity });
			await expect(search(method)).rejects.toThrow(/^Desk360 could not handle the request/);
			expect(desk360.sandbox.requests.count()).toBe(2);
		});

		test('waits 20 seconds for the rate limit', async () => {
			desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 18 });
			expect((await search(method)).results.length).toBeGreaterThan(0);
		});

		test('but no longer, and says when to open the list again', async () => {
			desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 25 });
			await expect(search(method)).rejects.toMatchObject({
				message: expect.stringMatching(/ are spent; open the list again in 25 seconds$/),
				description: 'A list waits at most 20 seconds for that',
			});
			expect(desk360.sandbox.requests.count()).toBe(1);
		});
	},
);
