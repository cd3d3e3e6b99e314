import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters, NodeParameterValue } from 'n8n-workflow';

import { addProduct1, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(startDesk360, addProduct1);

const GET_MANY = { operation: 'getAll', productId: '1' };

async function idsOf(parameters: INodeParameters): Promise<number[]> {
	return (await desk360.json({ ...GET_MANY, ...parameters })).map(({ id }) => Number(id));
}

describe.each(FORMS)('each filter, answers as %s:', (answers) => {
	const WANTED = {
		id: 500,
		productId: 1,
		agent_id: 74,
		email: 'jane@example.com',
		name: 'Jane Roe',
		platform: 'iOS',
		priority: 2,
		reason_id: 5,
		status: 3,
		subject: 'Refund',
		type_id: 9,
		created_at: '2026-03-15 12:00:00',
	};

	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
		desk360.sandbox.world.createTicket({ id: 1, productId: 1, created_at: '2026-03-10 12:00:00' });
		desk360.sandbox.world.createTicket(WANTED);
		desk360.sandbox.world.createTicket({
			id: 900,
			productId: 1,
			created_at: '2026-03-20 12:00:00',
		});
	});

	test.each<[string, NodeParameterValue, string, string, number[]]>([
		['agentId', '74', 'agent_id', '74', [500]],
		['email', 'jane@example.com', 'email', 'jane@example.com', [500]],
		['endDate', '2026-03-15T00:00:00', 'end_date', '2026-03-15', [500, 1]],
		['name', 'Jane Roe', 'name', 'Jane Roe', [500]],
		['platform', 'iOS', 'platform', 'iOS', [500]],
		['priority', 2, 'priority', '2', [500]],
		['priority', 0, 'priority', '0', [900, 1]],
		['reasonId', '5', 'reason_id', '5', [500]],
		['startDate', '2026-03-15', 'start_date', '2026-03-15', [900, 500]],
		['status', 3, 'status', '3', [500]],
		['status', 0, 'status', '0', [900, 1]],
		['subject', 'Refund', 'subject', 'Refund', [500]],
		['ticketId', '500', 'id', '500', [500]],
		['typeId', '9', 'type_id', '9', [500]],
	])('%s %p is sent as %s=%s', async (filter, value, parameter, sent, found) => {
		expect(await idsOf({ filters: { [filter]: value } })).toEqual(found);
		expect(desk360.sandbox.requests.last?.query).toEqual({ page: '1', [parameter]: sent });
	});

	test('may be joined by others', async () => {
		const filters = { status: 3, priority: 2, email: 'jane@example.com', agentId: 74 };
		expect(await idsOf({ filters })).toEqual([500]);
		expect(desk360.sandbox.requests.last?.query).toEqual({
			page: '1',
			status: '3',
			priority: '2',
			email: 'jane@example.com',
			agent_id: '74',
		});
	});

	test('that is left empty is not sent', async () => {
		const filters = { agentId: '', email: ' ', endDate: '', name: '', subject: '', typeId: '' };
		expect(await idsOf({ filters })).toHaveLength(3);
		expect(desk360.sandbox.requests.last?.query).toEqual({ page: '1' });
	});

	test('of text arrives without the blanks around it', async () => {
		const filters = { email: ' jane@example.com ', name: '\tJane Roe', subject: ' Invoice  7\n' };
		await idsOf({ filters });
		expect(desk360.sandbox.requests.last?.query).toEqual({
			page: '1',
			email: 'jane@example.com',
			name: 'Jane Roe',
			subject: 'Invoice  7',
		});
	});

	test('with odd characters arrives as it was typed', async () => {
		const subject = 'Ümläut & "quotes" + 100% / ?page=9#x';
		await idsOf({ filters: { subject } });
		expect(desk360.sandbox.requests.last?.query).toEqual({ page: '1', subject });
	});

	test('may be an expression', async () => {
		const parameters = { ...GET_MANY, filters: { status: '={{ $json.state }}' } };
		const items = [{ json: { state: '3' } }, { json: { state: 7 } }];
		const output = await desk360.run(parameters, { items });
		expect(output).toMatchObject([{ json: { id: 500 }, pairedItem: { item: 0 } }]);
		const states = desk360.sandbox.requests.entries.map(({ query }) => query.status);
		expect(states.sort()).toEqual(['3', '7']);
	});

	test('of one item never reaches another', async () => {
		const parameters = {
			...GET_MANY,
			filters: {
				email: '={{ $json.email }}',
				status: '={{ $json.status }}',
				startDate: '={{ $json.start }}',
			},
			options: { order: '={{ $json.order }}' },
		};
		const items = [
			{ json: { email: 'jane@example.com', order: 'asc' } },
			{ json: { status: 3 } },
			{ json: { start: '2026-03-15' } },
			{ json: {} },
		];
		await desk360.run(parameters, { items });
		const sent = desk360.sandbox.requests.entries.map(({ query }) => query);
		expect(sent).toHaveLength(4);
		expect(sent).toEqual(
			expect.arrayContaining([
				{ page: '1', email: 'jane@example.com', order: 'asc' },
				{ page: '1', status: '3' },
				{ page: '1', start_date: '2026-03-15' },
				{ page: '1' },
			]),
		);
	});
});

describe('a date', () => {
	test.each([
		['2026-05-19', 'Europe/Istanbul', '2026-05-19'],
		['2026-05-19T00:00:00', 'Europe/Istanbul', '2026-05-19'],
		['2026-05-19T23:59:59', 'America/New_York', '2026-05-19'],
		['2026-05-19T22:30:00Z', 'Europe/Istanbul', '2026-05-20'],
		['2026-05-19T22:30:00Z', 'America/New_York', '2026-05-19'],
		['2026-05-19T22:30:00.000+00:00', 'Asia/Tokyo', '2026-05-20'],
		['2026-05-20T01:00:00+03:00', 'UTC', '2026-05-19'],
		['={{ DateTime.fromISO("2026-05-19T10:00:00Z") }}', 'Europe/Istanbul', '2026-05-19'],
		['={{ new Date("2026-05-19T22:30:00Z") }}', 'Europe/Istanbul', '2026-05-20'],
	])('%s in %s is %s', async (startDate, timezone, day) => {
		const parameters = { ...GET_MANY, filters: { startDate } };
		await desk360.run(parameters, { settings: { timezone } });
		expect(desk360.sandbox.requests.last?.query.start_date).toBe(day);
	});
});

describe('refused before a call is spent', () => {
	test.each<[string, INodeParameters, RegExp]>([
		['a product that is empty', { productId: '' }, /^Product is empty$/],
		['a product that is no ID', { productId: '1; drop' }, /^Product "1; drop" is not an ID$/],
		['a path for a product', { productId: '1/../../login' }, /is not an ID$/],
		['a date that is none', { filters: { startDate: '2026-02-30' } }, /^Start Date is not a date$/],
		['a date in words', { filters: { endDate: 'yesterday' } }, /^End Date is not a date$/],
		['an agent that is no ID', { filters: { agentId: 'Jane' } }, /^Agent "Jane" is not an ID$/],
		['a status in words', { filters: { status: 'open' } }, /^Status "open" is not known$/],
		['a priority with a point', { filters: { priority: 1.5 } }, /^Priority "1.5" is not known$/],
		['a ticket that is no ID', { filters: { ticketId: '-1' } }, /^Ticket ID "-1" is not an ID$/],
		['a name that is an object', { filters: { name: '={{ ({}) }}' } }, /^Name is not text$/],
	])('%s', async (_case, parameters, message) => {
		const thrown = await desk360.refusal({ ...GET_MANY, ...parameters });
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toBeTruthy();
		expect(thrown.context.itemIndex).toBe(0);
		expect(desk360.sandbox.requests.entries).toHaveLength(0);
	});
});
