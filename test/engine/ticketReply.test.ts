import { beforeEach, describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { DEMO_AGENT_ID, type Fault } from '../../sandbox';
import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(
	() => startDesk360({ clock: () => new Date('2026-03-01T12:00:00Z') }),
	({ sandbox }) => {
		sandbox.world.createProduct({ id: 1 });
		sandbox.world.createProduct({ id: 2 });
		sandbox.world.createTicket({ id: 12, productId: 1, description: null });
	},
);

const REPLY = { operation: 'reply', productId: '1', ticketId: '12', message: 'Hello World' };
const messages = () => desk360.sandbox.world.ticket(12).messages.map(({ message }) => message);

/** What a run that worked told in the log, where it stands as beside the output. */
async function warningsOf(run: () => Promise<unknown>): Promise<string[]> {
	const logged = desk360.engine.logs.length;
	await run();
	return desk360.engine.logs.slice(logged).filter((line) => line.startsWith('warn '));
}

describe.each(FORMS)('replying to a ticket, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('sends the message and gives it as the service has it, with its ticket and product', async () => {
		expect(await desk360.run(REPLY)).toEqual([
			{
				json: {
					id: 1,
					ticket_id: 12,
					product_id: 1,
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

	test('sends the files of an item along', async () => {
		const data = await desk360.engine.storeFile(Buffer.from('A note'), 'note.txt', 'text/plain');
		const items = [{ json: {}, binary: { data } }];
		const [json] = await desk360.json({ ...REPLY, attachments: 'data' }, { items });
		expect(json).toMatchObject({ message: 'Hello World', ticket_id: 12, product_id: 1 });
		const [file] = desk360.sandbox.world.ticket(12).messages[0]?.files ?? [];
		expect(file).toMatchObject({ name: 'note.txt', mimeType: 'text/plain', size: 6 });
	});

	test.each<[Fault, string]>([
		[{ kind: 'acceptedWithout' }, '(status 204) and answered without its data'],
		[
			{ kind: 'acceptedWithout', status: 201, body: '' },
			'(status 201) and answered without its data',
		],
		[{ kind: 'acceptedWithout', status: 202, body: 'OK' }, '(status 202) and answered with OK'],
		[
			{ kind: 'acceptedWithout', body: { success: true } },
			'(status 200) and answered with {"success":true}',
		],
		[{ kind: 'malformedJson' }, 'and answered with {"'],
	])('that is accepted as in %j counts as sent, which is told', async (fault, told) => {
		desk360.sandbox.faults.add(fault);
		let output: unknown;
		const warnings = await warningsOf(async () => {
			output = await desk360.run(REPLY);
		});
		expect(output).toEqual([
			{ json: { ticket_id: 12, product_id: 1, accepted: true }, pairedItem: { item: 0 } },
		]);
		expect(warnings).toEqual([expect.stringContaining(`Desk360 accepted the reply `)]);
		expect(warnings.join()).toContain(told);
		expect(messages()).toEqual(['Hello World']);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test.each<unknown>([
		{ success: false, message: 'The ticket is closed.' },
		{ error: 'The ticket is closed.' },
		{ errors: { message: ['The ticket is closed.'] } },
		{ status: 'error', message: 'The ticket is closed.' },
	])('that is answered 200 and %j may have been sent or not', async (body) => {
		desk360.sandbox.faults.add({ kind: 'json', body });
		const thrown = await desk360.refusal(REPLY);
		expect(thrown.message).toMatch(
			/The ticket is closed\..*so it is not known whether the reply was/,
		);
		expect(desk360.sandbox.requests.count()).toBe(1);
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

describe.each(FORMS)('a reply whose answer is lost, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('is not sent again, and says how to find out', async () => {
		desk360.sandbox.faults.add({ kind: 'lostAnswer' });
		const thrown = await desk360.refusal(REPLY);
		expect(thrown.message).toMatch(/it is not known whether the reply was made$/);
		expect(thrown.description).toMatch(/not sent again.*Ticket > Get, ticket 12/);
		expect(messages()).toEqual(['Hello World']);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test.each<Fault>([
		{ kind: 'reset' },
		{ kind: 'html' },
		{ kind: 'html', status: 200 },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 503, headers: { 'retry-after': '600' } },
	])('in the way %j is sent once', async (fault) => {
		desk360.sandbox.faults.add(fault);
		const thrown = await desk360.refusal(REPLY);
		expect(thrown.message).toMatch(/it is not known whether the reply was made$/);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

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
