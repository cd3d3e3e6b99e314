import { describe, expect, test } from '@jest/globals';

import type { Call, Caller } from '../../../nodes/Desk360/api/client';
import { listProducts } from '../../../nodes/Desk360/api/products';
import {
	createTicket,
	replyToTicket,
	ticketDetails,
	ticketLogs,
	ticketPage,
} from '../../../nodes/Desk360/api/tickets';
import { LOGS, MESSAGE, PRODUCTS, TICKET_DETAILS, TICKET_ROW } from '../../support/samples';

type Asked = Call<unknown> & { headers?: object };

/** A caller that answers with these bodies in order, as far as the call can read them, and keeps what was asked. */
class Service {
	readonly asked: Asked[] = [];

	private readonly bodies: unknown[];

	constructor(...bodies: unknown[]) {
		this.bodies = bodies;
	}

	readonly call = (async (call: Asked) => {
		const body = this.bodies[this.asked.length];
		this.asked.push(call);
		const reading = call.read(body);
		if (!reading) throw new Error(`${call.subject} could not be read`);
		const isLast = this.asked.length >= this.bodies.length;
		const link = `<?page=${this.asked.length + 1}>; rel="next"`;
		return { value: reading.value, headers: isLast ? {} : { link } };
	}) as Caller;
}

const NEW_TICKET = {
	name: 'Ada',
	email: 'ada@example.com',
	reason_id: 1,
	description: 'Hello',
	status: 0,
};

describe('what is asked of Desk360', () => {
	test('for a page of the ticket list', async () => {
		const service = new Service([TICKET_ROW], [TICKET_ROW]);
		const { signal } = new AbortController();
		const page = await ticketPage(service.call, '7', { status: 0 }, 3, signal);
		expect(page).toEqual({ page: 3, rows: [TICKET_ROW], nextPage: 2, lastPage: undefined });
		expect(service.asked).toMatchObject([
			{
				effect: 'read',
				path: '/products/7/tickets',
				query: { status: 0, page: 3 },
				subject: 'page 3 of the ticket list',
				target: 'product 7',
				signal,
			},
		]);
	});

	test('for a ticket', async () => {
		const service = new Service(TICKET_DETAILS);
		expect(await ticketDetails(service.call, '7', '1')).toEqual(TICKET_DETAILS);
		expect(service.asked).toMatchObject([
			{ effect: 'read', path: '/products/7/tickets/1', target: 'ticket 1 in product 7' },
		]);
	});

	test('for the logs of a ticket: a page only from the second on', async () => {
		const [first, second] = LOGS;
		const service = new Service([first], [second]);
		expect((await ticketLogs(service.call, '7', '1')).rows).toEqual(LOGS);
		expect(service.asked.map(({ path, query }) => [path, query])).toEqual([
			['/products/7/tickets/1/logs', undefined],
			['/products/7/tickets/1/logs', { page: 2 }],
		]);
	});

	test('for the products, as many as are wanted', async () => {
		const service = new Service(PRODUCTS);
		expect((await listProducts(service.call, 1)).rows).toEqual(PRODUCTS.slice(0, 1));
		expect(service.asked).toMatchObject([{ effect: 'read', path: '/products' }]);
	});

	test('to open a ticket', async () => {
		const service = new Service({ data: TICKET_ROW });
		const ticket = await createTicket(service.call, '7', NEW_TICKET, 'ada@example.com');
		expect(ticket).toEqual(TICKET_ROW);
		expect(service.asked).toMatchObject([
			{
				effect: 'write',
				path: '/products/7/tickets',
				body: NEW_TICKET,
				lookUp: expect.stringMatching(/filter Email ada@example\.com/),
			},
		]);
	});

	test('to reply to a ticket', async () => {
		const service = new Service(MESSAGE);
		expect(await replyToTicket(service.call, '7', '1', { message: 'Hello' })).toEqual(MESSAGE);
		expect(service.asked).toMatchObject([
			{
				effect: 'write',
				path: '/products/7/tickets/1/reply',
				body: { message: 'Hello' },
				lookUp: expect.stringMatching(/Ticket > Get, ticket 1/),
			},
		]);
	});

	test('with attachments is the form itself', async () => {
		const form = new FormData();
		const service = new Service(TICKET_ROW, MESSAGE);
		await createTicket(service.call, '7', form, 'ada@example.com');
		await replyToTicket(service.call, '7', '1', form);
		expect(service.asked.map(({ body }) => body === form)).toEqual([true, true]);
	});
});

describe('an answer of another shape', () => {
	test.each<[string, (call: Caller) => Promise<unknown>, unknown]>([
		['a list in place of a ticket', async (call) => await ticketDetails(call, '7', '1'), []],
		[
			'a ticket without an ID',
			async (call) => await ticketDetails(call, '7', '1'),
			{ name: 'Ada' },
		],
		['a ticket in place of a list', async (call) => await ticketPage(call, '7', {}, 1), TICKET_ROW],
		['a ticket in place of logs', async (call) => await ticketLogs(call, '7', '1'), TICKET_ROW],
	])('is not taken: %s', async (_case, ask, body) => {
		await expect(ask(new Service(body).call)).rejects.toThrow(/could not be read/);
	});

	test.each([
		['without messages', { ...TICKET_DETAILS, messages: null }],
		['with settings as an empty list', { ...TICKET_DETAILS, settings: [], custom_fields: {} }],
		['wrapped', { data: TICKET_DETAILS }],
	])('is a ticket all the same: %s', async (_case, body) => {
		expect((await ticketDetails(new Service(body).call, '7', '1')).id).toBe(1);
	});
});
