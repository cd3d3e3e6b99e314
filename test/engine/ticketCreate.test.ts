import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters, NodeParameterValue } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { addProduct1, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';
import { CREATE } from '../support/ticketDesk';

const desk360 = forAllTests(
	() => startDesk360({ clock: () => new Date('2026-03-01T12:00:00Z') }),
	addProduct1,
);

const SENT = {
	name: 'Jane Roe',
	email: 'jane@example.com',
	reason_id: 5,
	description: 'Where is my invoice?',
	status: 0,
};

const sentBody = () => desk360.sandbox.requests.last?.body;

describe.each(FORMS)('creating a ticket, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('sends the five required fields and gives the new ticket with its product', async () => {
		expect(await desk360.run(CREATE)).toEqual([
			{
				json: {
					id: 1,
					product_id: 1,
					subject: null,
					name: 'Jane Roe',
					email: 'jane@example.com',
					status: 'Unresolved',
					priority: 'Low',
					reason_id: 5,
					agent_id: null,
					last_message: 'Where is my invoice?',
					created_at: '2026-03-01 12:00:00',
					updated_at: '2026-03-01 12:00:00',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(sentBody()).toEqual(SENT);
		expect(desk360.sandbox.world.ticketsOf(1)).toHaveLength(1);
	});

	test('gives the new ticket as the service has it with Simplify off', async () => {
		expect(await desk360.json({ ...CREATE, simplify: false })).toEqual([
			{
				id: 1,
				product_id: 1,
				reason_id: 5,
				type_id: null,
				agent_id: null,
				name: 'Jane Roe',
				email: 'jane@example.com',
				subject: null,
				last_message: 'Where is my invoice?',
				channel: 'Api',
				platform: 'Api',
				status: 0,
				priority: 0,
				created_at: '2026-03-01 12:00:00',
				updated_at: '2026-03-01 12:00:00',
			},
		]);
	});

	test('sends every further field that is filled', async () => {
		const additionalFields = { assignToAgentId: '74', settings: '{"plan": "pro"}' };
		await desk360.run({ ...CREATE, additionalFields });
		expect(sentBody()).toEqual({
			...SENT,
			assign_to_agent_id: 74,
			settings: '{"plan":"pro"}',
		});
		expect(desk360.sandbox.world.ticket(1)).toMatchObject({
			agent_id: 74,
			settings: { plan: 'pro' },
		});
	});

	test('leaves out what is added and left empty', async () => {
		const additionalFields = { assignToAgentId: '', settings: '', attachments: '' };
		await desk360.run({ ...CREATE, additionalFields });
		expect(sentBody()).toEqual(SENT);
	});

	test.each<[string, NodeParameterValue]>([
		['text', '{ "a": [1, { "b": null }] }'],
		['an object of an expression', '={{ ({ a: [1, { b: null }] }) }}'],
	])('takes settings as %s', async (_case, settings) => {
		await desk360.run({ ...CREATE, additionalFields: { settings } });
		expect(desk360.sandbox.world.ticket(1).settings).toEqual({ a: [1, { b: null }] });
	});

	test.each<[NodeParameterValue, number]>([
		[0, 0],
		[1, 1],
		[2, 2],
		[3, 3],
		['={{ "2" }}', 2],
		['={{ 17 }}', 17],
	])('status %p is sent as %i', async (status, sent) => {
		await desk360.run({ ...CREATE, status });
		expect(sentBody()).toEqual({ ...SENT, status: sent });
	});

	test('takes the values of each item', async () => {
		const parameters = {
			...CREATE,
			name: '={{ $json.who }}',
			email: '={{ $json.who }}@example.com',
		};
		const items = ['ann', 'bob', 'cem'].map((who) => ({ json: { who } }));
		const output = await desk360.run(parameters, { items });
		expect(output.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual([
			['ann@example.com', { item: 0 }],
			['bob@example.com', { item: 1 }],
			['cem@example.com', { item: 2 }],
		]);
		expect(desk360.sandbox.world.tickets.map(({ name }) => name)).toEqual(['ann', 'bob', 'cem']);
	});

	test('sends text as it was typed', async () => {
		const message = '  Zeile 1\nZeile 2 – „ü“ 😀 <b>&amp;</b>  ';
		await desk360.run({ ...CREATE, message });
		expect(sentBody()).toMatchObject({ description: message });
	});

	test('an unknown product costs one call and says so', async () => {
		const thrown = await desk360.refusal({ ...CREATE, productId: '9' });
		expect(thrown.message).toBe('Desk360 found no product 9');
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test.each<[Fault, string]>([
		[{ kind: 'acceptedWithout' }, 'without its data'],
		[{ kind: 'acceptedWithout', status: 201, body: {} }, 'with {}'],
		[{ kind: 'acceptedWithout', body: { message: 'Created' } }, 'with {"message":"Created"}'],
	])('that is accepted as in %j counts as opened, which is told', async (fault, told) => {
		desk360.sandbox.faults.add(fault);
		const logged = desk360.engine.logs.length;
		expect(await desk360.json(CREATE)).toEqual([{ product_id: 1, accepted: true }]);
		const lines = desk360.engine.logs.slice(logged).join();
		expect(lines).toMatch(/warn Desk360 accepted the ticket \(status 20[0-4]\) and answered /);
		expect(lines).toContain(told);
		expect(desk360.sandbox.world.tickets).toHaveLength(1);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});
});

describe('refused by Desk360', () => {
	const fields = {
		email: ['The email must be a valid email address.'],
		reason_id: ['The selected reason id is invalid.'],
	};

	test('names every field, as the framework lists them', async () => {
		const body = { message: 'The given data was invalid.', errors: fields };
		desk360.sandbox.faults.add({ kind: 'status', status: 422, body });
		const thrown = await desk360.refusal(CREATE);
		expect(thrown).toMatchObject({ kind: 'refused', httpCode: '422' });
		for (const text of Object.values(fields).flat()) {
			expect(thrown.message).toContain(text.replace(/\.$/, ''));
		}
		expect(desk360.sandbox.world.tickets).toEqual([]);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});
});

describe.each(FORMS)('whose outcome is not known, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test.each<Fault>([
		{ kind: 'lostAnswer' },
		{ kind: 'reset' },
		{ kind: 'status', status: 500 },
		{ kind: 'channel', code: 'email_error' },
	])('%p is sent once and says how to look for it', async (fault) => {
		desk360.sandbox.faults.add(fault);
		const thrown = await desk360.refusal(CREATE);
		expect(thrown).toMatchObject({
			kind: 'unknownOutcome',
			description: expect.stringContaining(
				'Look whether it exists (Ticket > Get Many, filter Email jane@example.com) before you create it again.',
			),
		});
		expect(desk360.sandbox.requests.count()).toBe(1);
	});
});

describe('refused before a call is spent', () => {
	const additional = (fields: INodeParameters) => ({ additionalFields: fields });

	test.each<[string, INodeParameters, string]>([
		['no status, for none is meant silently', { status: '' }, 'Status is empty'],
		['a status that there is not', { status: 'done' }, 'Status "done" is not known'],
		['no name', { name: ' ' }, 'Customer Name is empty'],
		['no email', { email: '' }, 'Customer Email is empty'],
		[
			'no email that could be one',
			{ email: 'jane' },
			'Customer Email "jane" cannot be an email address',
		],
		['two emails', { email: 'a@b.co, c@d.co' }, 'Customer Email names more than one address'],
		['no email beside a name', { email: 'J <j>' }, 'Customer Email "j" cannot be an email address'],
		[
			'no host in the email',
			{ email: 'jane@' },
			'Customer Email "jane@" cannot be an email address',
		],
		['no message', { message: '' }, 'Message is empty'],
		['a blank message', { message: '\n\t ' }, 'Message is empty'],
		['a message in the parameter of old', { message: '', description: 'Hi' }, 'Message is empty'],
		['no reason', { reasonId: '' }, 'Reason is empty'],
		['a reason in words', { reasonId: 'refund' }, 'Reason "refund" is not an ID'],
		['no product', { productId: '' }, 'Product is empty'],
		[
			'an agent in words',
			additional({ assignToAgentId: 'Jo' }),
			'Assign to Agent "Jo" is not an ID',
		],
		['settings that are no JSON', additional({ settings: '{plan}' }), 'Settings is not valid JSON'],
		['settings that are a number', additional({ settings: '7' }), 'Settings is not a JSON object'],
		[
			'a missing file',
			additional({ attachments: 'data' }),
			'The item has no binary field "data" to attach',
		],
	])('%s', async (_case, parameters, message) => {
		const thrown = await desk360.refusal({ ...CREATE, ...parameters });
		expect(thrown.message).toBe(message);
		expect(thrown.description).toBeTruthy();
		expect(thrown.context.itemIndex).toBe(0);
		expect(desk360.sandbox.requests.entries).toHaveLength(0);
	});

	test('a status nobody touched', async () => {
		const { status, ...withoutStatus } = CREATE;
		expect(status).toBe(0);
		const thrown = await desk360.refusal(withoutStatus);
		expect(thrown.message).toBe('Status is empty');
	});

	test('the second item only: the first is written, the third is not reached', async () => {
		const parameters = { ...CREATE, email: '={{ $json.email }}' };
		const items = ['a@b.co', 'nobody', 'c@d.co'].map((email) => ({ json: { email } }));
		const thrown = await desk360.refusal(parameters, { items });
		expect(thrown.context.itemIndex).toBe(1);
		expect(desk360.sandbox.world.tickets.map(({ email }) => email)).toEqual(['a@b.co']);
	});
});
