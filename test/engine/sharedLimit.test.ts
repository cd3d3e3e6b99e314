import { afterEach, describe, expect, test } from '@jest/globals';

import { sleep } from 'n8n-workflow';

import type { SandboxOptions } from '../../sandbox';
import { DESK360, startDesk360, type Desk360Setup } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { virtualTime } from '../support/virtualTime';

const time = forAllTests(() => virtualTime({ timeoutMs: 10_000 }));

let desk360: Desk360Setup;
async function start(rateLimit: SandboxOptions['rateLimit']) {
	desk360 = await startDesk360({ seed: { tickets: 200 }, rateLimit });
}
afterEach(async () => {
	await desk360.close();
});

const ALL = { operation: 'getAll', productId: '1', returnAll: true };
const EACH = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };
const itemsOf = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ json: { id: index + 1 } }));
const refused = () => desk360.sandbox.requests.count({ status: 429 });

describe('a limit that the answers tell', () => {
	test('is shared by all that runs at the same time', async () => {
		await start({ limit: 10, windowSeconds: 1 });
		await desk360.run(EACH, { items: itemsOf(1) });
		const outputs = await time.run(
			Promise.all([desk360.run(ALL), desk360.run(EACH, { items: itemsOf(12) })]),
		);
		expect(outputs.map(({ length }) => length)).toEqual([200, 12]);
		expect(refused()).toBe(0);
	}, 30_000);

	test('lets a list that a person opened go before bulk work', async () => {
		await start({ limit: 1, windowSeconds: 1 });
		const { credentials, engine, sandbox } = desk360;
		await desk360.run(EACH, { items: itemsOf(1) });
		const bulk = desk360.run(EACH, { items: itemsOf(1) });
		await time.run(engine.search(DESK360, 'searchProducts', { credentials }));
		await time.run(bulk);
		const [, next] = sandbox.requests.entries;
		expect(next?.path).toBe('/v1/products');
		expect(refused()).toBe(0);
	}, 30_000);
});

describe('a limit that others spend from, too', () => {
	/** Another n8n behind the same address: so many calls, again and again, until told to stop. */
	function spend(calls: number, everyMs: number): () => Promise<void> {
		let isOver = false;
		const spending = (async () => {
			while (!isOver) {
				for (let call = 0; call < calls; call++) desk360.sandbox.rateLimit.take();
				await sleep(everyMs);
			}
		})();
		return async () => {
			isOver = true;
			await spending;
		};
	}

	test('lets lists and items come through, however the others spend', async () => {
		await start({ limit: 10, windowSeconds: 1 });
		const stops = [spend(2, 300), spend(3, 700)];
		const outputs = await time.run(
			Promise.all([
				desk360.run({ ...ALL, returnAll: false, limit: 60 }),
				desk360.run(EACH, { items: itemsOf(6) }),
			]),
		);
		await time.run(Promise.all(stops.map(async (stop) => await stop())));
		expect(outputs.map(({ length }) => length)).toEqual([60, 6]);
	}, 60_000);
});
