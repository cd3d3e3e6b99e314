import { describe, expect, jest, test } from '@jest/globals';

import { DEMO_TOKEN } from '../../sandbox';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { startTriggerDesk } from '../support/trigger';

const desk360 = forAllTests(startTriggerDesk);

describe('Fetch test event', () => {
	test.each(['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'])(
		'shows one recent example of %s and leaves the state alone',
		async (event) => {
			desk360.later();
			desk360.sandbox.world.changeStatus(3, 2, 74);
			const { poll, state } = await desk360.activated({ events: [event] });
			const before = state();
			const examples = await poll('manual');
			expect(examples).toMatchObject([{ event, product_id: 1 }]);
			expect(state()).toBe(before);

			desk360.open(4);
			expect(await poll('manual')).not.toBeNull();
			if (event === 'statusChanged') desk360.sandbox.world.changeStatus(4, 1, 74);
			expect(await poll()).toMatchObject([{ id: 4 }]);
		},
	);
});

describe('Fetch test event without an example', () => {
	test('says that the trigger works all the same', async () => {
		const { poll } = await desk360.activated({ productId: '2' });
		await expect(poll('manual')).rejects.toMatchObject({
			message: 'Product 2 has no example of this event yet',
			description: expect.stringMatching(/The trigger works all the same/),
		});
	});
});

describe('polls that overlap', () => {
	test('hand over each ticket once', async () => {
		const { engine, sandbox } = desk360;
		const settings = desk360.settingsOf({});
		const staticData = {};
		const poll = async () => await engine.poll(settings, { staticData, workflowId: 'overlap' });
		await poll();
		desk360.open(4);
		sandbox.settings.latencyMs = 20;
		const outputs = await Promise.all([poll(), poll(), poll()]);
		expect(outputs.filter((output) => output !== null)).toHaveLength(1);
		expect(await poll()).toBeNull();
	});
});

describe('a copy of the node in the same workflow', () => {
	test('has a starting point of its own, and neither is in the way of the other', async () => {
		const { engine } = desk360;
		const original = { ...desk360.settingsOf({}), id: 'original', name: 'Desk360 Trigger' };
		const copy = { ...desk360.settingsOf({}), id: 'copy', name: 'Desk360 Trigger1' };
		const [known, fresh] = [{}, {}];
		const poll = async (node: typeof original, staticData: object) => {
			const output = await engine.poll(node, {
				staticData: { ...staticData },
				workflowId: 'copies',
			});
			return output?.[0]?.map(({ json }) => json.id);
		};
		await engine.poll(original, { staticData: known, workflowId: 'copies' });
		desk360.open(4);
		await engine.poll(copy, { staticData: fresh, workflowId: 'copies' });
		desk360.open(5);
		const ids = await Promise.all([poll(original, known), poll(copy, fresh)]);
		expect(ids).toEqual([[4, 5], [5]]);
	});
});

describe('the same product at another address', () => {
	const elsewhere = forAllTests(startTriggerDesk);

	/** A trigger that was activated, and an address whose product of the same ID has a hundred tickets already. */
	async function moved() {
		const { engine, sandbox } = desk360;
		for (let id = 100; id < 200; id++) elsewhere.open(id);
		const credentials = await desk360.credentialsFor({ apiToken: DEMO_TOKEN });
		const settings = { ...desk360.settingsOf({}), credentials };
		const staticData = {};
		const edit = async (changes: { baseUrl: string } | { apiToken: string }) =>
			await engine.editCredentials(credentials, CREDENTIAL, changes);
		const poll = async () => {
			const output = await engine.poll(settings, { staticData, workflowId: 'moved' });
			return output?.[0]?.map(({ json }) => json.id) ?? [];
		};
		expect(await poll()).toEqual([]);
		const [here, there] = [sandbox.url, elsewhere.sandbox.url];
		return { edit, poll, here, there };
	}

	test('has a starting point of its own, and so it has on the way back', async () => {
		const { edit, poll, here, there } = await moved();
		desk360.open(4);
		await edit({ baseUrl: there });
		expect(await poll()).toEqual([]);
		elsewhere.open(200);
		expect(await poll()).toEqual([200]);
		await edit({ baseUrl: here });
		expect(await poll()).toEqual([]);
		desk360.open(5);
		expect(await poll()).toEqual([5]);
	});

	test('is the same address with a slash at its end, and with another token', async () => {
		const { edit, poll, here } = await moved();
		desk360.open(4);
		await edit({ baseUrl: `${here}/` });
		expect(await poll()).toEqual([4]);
		desk360.open(5);
		await edit({ apiToken: desk360.sandbox.accounts.renewToken() });
		expect(await poll()).toEqual([5]);
	});
});

describe('a ticket of the list that cannot be opened', () => {
	test('is handed over without its messages, and the log says so', async () => {
		const options = { includeDetails: true };
		const { poll } = await desk360.activated({ events: ['ticketCreated'], options });
		desk360.open(4);
		desk360.sandbox.faults.add({ kind: 'status', status: 404, match: { path: '/tickets/4' } });
		const logged = desk360.engine.logs.length;
		const [ticket] = (await poll()) ?? [];
		expect(ticket).toMatchObject({ id: 4 });
		expect(ticket).not.toHaveProperty('messages');
		expect(desk360.engine.logs.slice(logged).join()).toContain(
			'Ticket 4 of Desk360 product 1 is in the list but cannot be opened',
		);
	});
});

describe('a poll that does not work', () => {
	test('leaves the state as it was', async () => {
		const { poll, state } = await desk360.activated({ events: ['ticketCreated'] });
		const before = state();
		desk360.open(4);
		desk360.sandbox.faults.add({ kind: 'status', status: 403 });
		await expect(poll()).rejects.toThrow(/may not do that/);
		expect(state()).toBe(before);
		expect(await poll()).toMatchObject([{ id: 4 }]);
	});

	test('because of a passing outage is made up for by the next one', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		desk360.open(4);
		desk360.sandbox.faults.add({ kind: 'html', status: 200, times: Infinity });
		expect(await poll()).toBeNull();
		desk360.sandbox.faults.clear();
		desk360.later(10);
		expect(await poll()).toMatchObject([{ id: 4 }]);
	});

	test('for a quarter of an hour is told, once in each further one', async () => {
		const now = Date.now.bind(Date);
		let passed = 0;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + passed * 60_000);
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		desk360.open(4);
		desk360.sandbox.faults.add({ kind: 'html', status: 200, times: Infinity });
		const told: unknown[] = [];
		for (passed = 0; passed <= 32; passed += 4) {
			told.push(await poll().catch((reason: Error) => reason.message));
		}
		const message = expect.stringMatching(
			/^No poll came through for (1[67]|3[23]) minutes: A web page came/,
		);
		expect(told).toEqual([null, null, null, null, message, null, null, null, message]);

		desk360.sandbox.faults.clear();
		expect(await poll()).toMatchObject([{ id: 4 }]);
		clock.mockRestore();
	});

	test('because the service asks to wait is not repeated before that', async () => {
		const busy = await startTriggerDesk();
		busy.reset();
		const { poll } = await busy.activated({ events: ['ticketCreated'] });
		busy.open(4);
		busy.sandbox.requests.clear();
		busy.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 600 });
		expect(await poll()).toBeNull();
		expect(await poll()).toBeNull();
		expect(busy.sandbox.requests.count()).toBe(1);
		await busy.close();
	});

	test('because the token is unknown says so', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		desk360.sandbox.accounts.renewToken();
		await expect(poll()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/^Desk360 does not know this API token/),
		});
	});
});

test.each([
	[{ productId: '' }, 'Product is empty'],
	[{ filters: { agentId: 'Jane' } }, 'Agent "Jane" is not an ID'],
])('%p is refused before a call is spent', async (parameters, message) => {
	desk360.sandbox.requests.clear();
	const settings = desk360.settingsOf(parameters);
	await expect(desk360.engine.poll(settings)).rejects.toMatchObject({
		message,
		description: expect.any(String),
	});
	expect(desk360.sandbox.requests.entries).toHaveLength(0);
});
