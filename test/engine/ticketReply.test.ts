import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { DEMO_AGENT_ID } from '../../sandbox';
import { startDesk360, type Desk360Setup } from '../support/desk360';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/clock')>('../support/clock')
		.workflowWithoutWaiting(),
);

let desk360: Desk360Setup;
beforeAll(async () => {
	desk360 = await startDesk360({ clock: () => new Date('2026-03-01T12:00:00Z') });
});
beforeEach(() => {
	const { sandbox } = desk360;
	sandbox.reset();
	sandbox.world.createProduct({ id: 1 });
	sandbox.world.createProduct({ id: 2 });
	sandbox.world.createTicket({ id: 12, productId: 1, description: null });
});
afterAll(async () => {
	await desk360.close();
});

const REPLY = { operation: 'reply', productId: '1', ticketId: '12', message: 'Hello World' };
const messages = () => desk360.sandbox.world.ticket(12).messages.map(({ message }) => message);

describe('replying to a ticket', () => {
	test('sends the message and gives it as the service has it', async () => {
		expect(await desk360.run(REPLY)).toEqual([
			{
				json: {
					id: 1,
					agent_id: DEMO_AGENT_ID,
					message: 'Hello World',
					attachments: { images: [], videos: [], files: [], others: [] },
					type: 0,
					created_at: '2026-03-01 12:00:00',
					updated_at: '2026-03-01 12:00:00',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(desk360.sandbox.requests.entries).toMatchObject([
			{
				method: 'POST',
				path: '/v1/products/1/tickets/12/reply',
				headers: { 'content-type': 'application/json' },
				body: { message: 'Hello World' },
			},
		]);
	});

	test('sends one message for each item, in their order', async () => {
		const items = ['one', 'two', 'three'].map((text) => ({ json: { text } }));
		const output = await desk360.run({ ...REPLY, message: '={{ $json.text }}' }, { items });
		expect(messages()).toEqual(['one', 'two', 'three']);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test('sends a number as text', async () => {
		await desk360.run({ ...REPLY, message: '={{ 42 }}' });
		expect(messages()).toEqual(['42']);
	});

	test('under the wrong product says where the ticket may be', async () => {
		const thrown = await desk360.refusal({ ...REPLY, productId: '2' });
		expect(thrown.message).toBe('Desk360 found no ticket 12 in product 2');
		expect(thrown.description).toMatch(/in another product/);
	});

	test.each([
		['no message', { message: '' }, 'Message is empty'],
		['a blank message', { message: ' \n ' }, 'Message is empty'],
		['an object', { message: '={{ $json }}' }, 'Message is not text'],
		['no ticket', { ticketId: '' }, 'Ticket is empty'],
	])('with %s is refused before a call is spent', async (_case, parameters, message) => {
		const thrown = await desk360.refusal({ ...REPLY, ...parameters });
		expect(thrown.message).toBe(message);
		expect(desk360.sandbox.requests.entries).toHaveLength(0);
	});
});

describe('a reply whose answer is lost', () => {
	test('is not sent again, and says how to find out', async () => {
		desk360.sandbox.faults.add({ kind: 'lostAnswer' });
		const thrown = await desk360.refusal(REPLY);
		expect(thrown.message).toMatch(/it is not known whether the reply was made$/);
		expect(thrown.description).toMatch(/not sent again.*Ticket > Get, ticket 12/);
		expect(messages()).toEqual(['Hello World']);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test.each(['reset', 'html', 'emptyBody', 'noContent', 'malformedJson'] as const)(
		'in the way "%s" is sent once',
		async (kind) => {
			desk360.sandbox.faults.add({ kind });
			const thrown = await desk360.refusal(REPLY);
			expect(thrown.message).toMatch(/it is not known whether the reply was made$/);
			expect(desk360.sandbox.requests.count()).toBe(1);
		},
	);

	test('because the channel did not take it, is sent once', async () => {
		desk360.sandbox.faults.add({ kind: 'channel', code: 'email_error' });
		const thrown = await desk360.refusal(REPLY);
		expect(thrown).toMatchObject({ code: 'email_error' });
		expect(thrown.description).toMatch(/may have been stored or even delivered/);
		expect(messages()).toEqual(['Hello World']);
	});

	test('is told from one that was never sent', async () => {
		const gone = await desk360.credentialsFor({
			apiToken: 'example',
			baseUrl: 'http://127.0.0.1:1/v1',
		});
		const options = { maxRateLimitWait: 0 };
		const thrown = await desk360.refusal({ ...REPLY, options }, { node: { credentials: gone } });
		expect(thrown.message).toMatch(/^No connection to 127\.0\.0\.1:1 could be made/);
	});
});
