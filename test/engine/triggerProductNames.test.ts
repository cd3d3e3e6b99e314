import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { startTriggerDesk } from '../support/trigger';

const desk = forAllTests(startTriggerDesk);

/** A product as n8n keeps it when a person chose it in the editor. */
const chosen = (value: string, cachedResultName: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName,
});

/** What the runs in between logged. */
async function loggedBy(run: () => Promise<unknown>): Promise<string> {
	const before = desk.engine.logs.length;
	await run();
	return desk.engine.logs.slice(before).join('\n');
}

/** What looking at the tickets of product 2 meets. */
const AT_PRODUCT_2 = { times: Infinity, match: { path: /\/2\/tickets/ } };

describe('the trigger', () => {
	test('names a product that was chosen from the list when there is none any more', async () => {
		const settings = desk.settingsOf({ productId: chosen('99', 'Pony') });
		for (const mode of ['trigger', 'manual'] as const) {
			await expect(desk.engine.poll(settings, { mode })).rejects.toMatchObject({
				message: 'Desk360 found no product 99 (Pony)',
			});
		}
	});

	test('names it when there is no example', async () => {
		const settings = desk.settingsOf({ productId: chosen('2', 'Pony') });
		await expect(desk.engine.poll(settings, { mode: 'manual' })).rejects.toMatchObject({
			message: 'Product 2 (Pony) has no example of this event yet',
		});
	});

	test('names one of all products that it cannot watch, and says what to do', async () => {
		const { name } = desk.sandbox.world.products.find(({ id }) => id === 2) ?? {};
		expect(name).toBeTruthy();
		desk.sandbox.faults.add({ kind: 'status', status: 403, ...AT_PRODUCT_2 });
		const logged = await loggedBy(async () => await desk.activated({ productId: 'all' }));
		expect(logged).toContain(
			`Product 2 (${name}) is not watched: This Desk360 account may not do that`,
		);
		expect(logged).toContain('. Ask a Desk360 administrator for the permission');
	});

	test('names it as long as n8n runs, although the list is not read by each poll', async () => {
		const { name } = desk.sandbox.world.products.find(({ id }) => id === 2) ?? {};
		const { poll } = await desk.activated({ productId: 'all' });
		desk.sandbox.requests.clear();
		desk.sandbox.faults.add({ kind: 'html', status: 200, ...AT_PRODUCT_2 });
		desk.open(4);
		expect(await loggedBy(poll)).toContain(`A look at Desk360 product 2 (${name}) did not come`);
		expect(desk.sandbox.requests.count({ path: /\/products$/ })).toBe(0);
	});
});
