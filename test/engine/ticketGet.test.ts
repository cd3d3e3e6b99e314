import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
	sandbox.world.createProduct({ id: 1 });
	sandbox.world.createProduct({ id: 2 });
	sandbox.world.createTicket({
		id: 12,
		productId: 1,
		subject: 'Invoice',
		description: 'Where is it?',
		status: 0,
		priority: 1,
		settings: { plan: 'pro' },
		custom_fields: { order: 'A-1' },
		created_at: '2026-01-01 10:00:00',
	});
	sandbox.world.at('2026-01-01 11:00:00', () => {
		sandbox.world.addMessage(12, { agent_id: 74, message: 'Here it is.' });
		sandbox.world.changeStatus(12, 1, 74);
	});
	sandbox.world.at('2026-01-02 09:30:00', () => sandbox.world.changeStatus(12, 3, null));
});

const GET = { operation: 'get', productId: '1', ticketId: '12' };

/** The code and the link of a refusal, which the framework knows nothing of. */
const REFERENCE = {
	documented: { code: 'model_not_found_exception', docUrl: 'https://docs.desk360.com/api' },
	framework: { code: undefined, docUrl: undefined },
};

const MESSAGES = [
	{ agent_id: null, message: 'Where is it?', created_at: '2026-01-01 10:00:00' },
	{ agent_id: 74, message: 'Here it is.', created_at: '2026-01-01 11:00:00' },
];

describe.each(FORMS)('getting a ticket, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('gives twelve fields at most, with labels, the product and all messages', async () => {
		const [item] = await desk360.run(GET);
		expect(item).toEqual({
			json: {
				id: 12,
				product_id: 1,
				subject: 'Invoice',
				name: 'John Doe',
				email: 'mail@mail.com',
				status: 'Reopened',
				priority: 'Medium',
				reason_id: 1,
				agent_id: null,
				messages: [
					{
						id: 1,
						text: 'Where is it?',
						agent_id: null,
						attachments: [],
						at: '2026-01-01 10:00:00',
					},
					{
						id: 2,
						text: 'Here it is.',
						agent_id: 74,
						attachments: [],
						at: '2026-01-01 11:00:00',
					},
				],
				created_at: '2026-01-01 10:00:00',
				updated_at: '2026-01-02 09:30:00',
			},
			pairedItem: { item: 0 },
		});
	});

	test('gives the untouched object with Simplify off, and the product right after its ID', async () => {
		const [json] = await desk360.json({ ...GET, simplify: false });
		expect(Object.keys(json ?? {})).toEqual([
			'id',
			'product_id',
			'reason_id',
			'type_id',
			'agent_id',
			'name',
			'email',
			'subject',
			'channel',
			'platform',
			'status',
			'priority',
			'settings',
			'country_code',
			'star_rating',
			'custom_fields',
			'created_at',
			'updated_at',
			'messages',
		]);
		expect(json).toMatchObject({
			status: 3,
			priority: 1,
			settings: { plan: 'pro' },
			custom_fields: { order: 'A-1' },
		});
		const messages = MESSAGES.map((message) => expect.objectContaining(message));
		expect(Object.values(json?.messages ?? {})).toEqual(messages);
	});

	test('that nobody wrote in gives no messages, and nothing is said of that', async () => {
		desk360.sandbox.world.createTicket({ id: 14, productId: 1, description: null });
		const logged = desk360.engine.logs.length;
		expect(await desk360.json({ ...GET, ticketId: '14' })).toMatchObject([{ messages: [] }]);
		expect(desk360.engine.logs.slice(logged).filter((line) => line.startsWith('warn'))).toEqual([]);
	});

	test('downloads the files of its messages, with the names that Desk360 gives', async () => {
		const files = [
			{ name: 'Ekran görüntüsü 1.png', mimeType: 'image/png', content: Buffer.from('a picture') },
			{ name: 'fatura.pdf', mimeType: 'application/pdf', content: Buffer.from('an invoice') },
		];
		desk360.sandbox.world.addMessage(12, { message: 'See these', attachments: files });
		const [item] = await desk360.run({ ...GET, options: { downloadAttachments: true } });
		const { attachment_0: picture, attachment_1: invoice, ...others } = item?.binary ?? {};
		expect(others).toEqual({});
		for (const [index, binary] of [picture, invoice].entries()) {
			if (!binary) throw new Error('A file is missing');
			const { name, mimeType, content } = files[index] ?? {};
			expect(binary).toMatchObject({ fileName: name, mimeType });
			expect(await desk360.engine.readFile(binary)).toEqual(content);
		}
	});

	test.each<[string, INodeParameters]>([
		['from the list', { productId: locator('list', '1'), ticketId: locator('list', '12') }],
		['by ID', { productId: locator('id', '1'), ticketId: locator('id', ' 12 ') }],
		['by numbers', { productId: locator('id', 1), ticketId: locator('id', 12) }],
		['by an expression', { ticketId: locator('id', '={{ $json.ticket }}') }],
		['without a locator around it', { productId: 1, ticketId: '={{ $json.ticket }}' }],
	])('finds the ticket chosen %s', async (_case, parameters) => {
		const items = [{ json: { ticket: 12 } }];
		const output = await desk360.json({ ...GET, ...parameters }, { items });
		expect(output).toMatchObject([{ id: 12 }]);
		expect(desk360.sandbox.requests.last?.path).toBe('/v1/products/1/tickets/12');
	});

	test('costs one call and downloads nothing unless asked to', async () => {
		const [item] = await desk360.run(GET);
		expect(item).not.toHaveProperty('binary');
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test('under the wrong product says where the ticket may be', async () => {
		const thrown = await desk360.refusal({ ...GET, productId: '2' });
		expect(thrown).toMatchObject({
			message: 'Desk360 found no ticket 12 in product 2',
			description: expect.stringMatching(/it may be in another product/),
			httpCode: '404',
			...REFERENCE[answers],
		});
		expect(`${thrown.message} ${thrown.description}`).not.toMatch(/App\\|\/var\//);
	});
});

describe.each(FORMS)('getting the logs of a ticket, answers as %s,', (answers) => {
	const GET_LOGS = { ...GET, operation: 'getLogs' };

	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	const PLACE = { ticket_id: 12, product_id: 1 };

	test('gives one item for each entry, with labels, and with its ticket and product', async () => {
		const output = await desk360.run(GET_LOGS);
		expect(output).toEqual([
			{
				json: {
					...PLACE,
					id: 1,
					from: 'Unresolved',
					to: 'Resolved',
					agent_id: 74,
					reason_id: 1,
					at: '2026-01-01 11:00:00',
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					...PLACE,
					id: 2,
					from: 'Resolved',
					to: 'Reopened',
					agent_id: null,
					reason_id: 1,
					at: '2026-01-02 09:30:00',
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(Object.keys(output[0]?.json ?? {})).toEqual([
			'id',
			'ticket_id',
			'product_id',
			'from',
			'to',
			'agent_id',
			'reason_id',
			'at',
		]);
		expect(desk360.sandbox.requests.last?.path).toBe('/v1/products/1/tickets/12/logs');
	});

	test('gives the entries as the service has them with Simplify off', async () => {
		const entry = { ...PLACE, reason_id: 1, created_at: '2026-01-01 11:00:00' };
		expect(await desk360.json({ ...GET_LOGS, simplify: false })).toEqual([
			{ ...entry, id: 1, old_status_id: 0, new_status_id: 1, agent_id: 74 },
			{
				...entry,
				id: 2,
				old_status_id: 1,
				new_status_id: 3,
				agent_id: null,
				created_at: '2026-01-02 09:30:00',
			},
		]);
	});

	test('gives nothing for a ticket whose status never changed', async () => {
		desk360.sandbox.world.createTicket({ id: 13, productId: 1 });
		expect(await desk360.run({ ...GET_LOGS, ticketId: '13' })).toEqual([]);
	});

	test('under the wrong product says where the ticket may be', async () => {
		const thrown = await desk360.refusal({ ...GET_LOGS, productId: '2' });
		expect(thrown.message).toBe('Desk360 found no ticket 12 in product 2');
	});
});

describe.each(['get', 'getLogs'])('%s is refused before a call is spent', (operation) => {
	test.each<[string, INodeParameters, string]>([
		['no ticket', { ticketId: '' }, 'Ticket is empty'],
		['no product', { productId: locator('list', '') }, 'Product is empty'],
		['an expression without a result', { ticketId: '={{ $json.missing }}' }, 'Ticket is empty'],
		['letters', { ticketId: 'abc' }, 'Ticket "abc" is not an ID'],
		['a path', { ticketId: '12/../../../login' }, 'Ticket "12/../../../login" is not an ID'],
		['a negative number', { ticketId: -12 }, 'Ticket "-12" is not an ID'],
		['digits of another script', { ticketId: '١٢' }, 'Ticket "١٢" is not an ID'],
		['a list', { ticketId: '={{ [12, 13] }}' }, 'Ticket "[12,13]" is not an ID'],
	])('with %s', async (_case, parameters, message) => {
		const thrown = await desk360.refusal({ ...GET, operation, ...parameters });
		expect(thrown.message).toBe(message);
		expect(thrown.context.itemIndex).toBe(0);
		expect(desk360.sandbox.requests.entries).toHaveLength(0);
	});
});

function locator(mode: string, value: string | number): INodeParameters {
	return { __rl: true, mode, value };
}
