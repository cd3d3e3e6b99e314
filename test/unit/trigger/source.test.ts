import { describe, expect, test } from '@jest/globals';

import type { Call, Caller } from '../../../nodes/Desk360/api/client';
import type { Desk360Id } from '../../../nodes/Desk360/api/types';
import type { EventName } from '../../../nodes/Desk360/trigger/description';
import { sourceOf } from '../../../nodes/Desk360/trigger/source';
import { mayPass } from '../../../nodes/Desk360/trigger/stopEarly';
import { LOGS, MESSAGE, TICKET_DETAILS, TICKET_ROW } from '../../support/samples';

/** A list that a trigger watches, at a service that answers every call with this body. */
class Watched {
	readonly told: string[] = [];

	readonly asked: Array<Call<unknown>> = [];

	readonly source;

	constructor(
		body: unknown,
		{ events = ['ticketUpdated'] as EventName[], query = {} as Record<string, number> } = {},
	) {
		const call = (async (asked: Call<unknown>) => {
			this.asked.push(asked);
			const answer = asked.read(body);
			return { value: answer?.value, leftOut: answer?.leftOut, headers: {} };
		}) as Caller;
		const callers = { call, extraCall: call };
		this.source = sourceOf(callers, '7', { query, events }, (odd) => this.told.push(odd));
	}

	async idsOfPage(): Promise<Desk360Id[]> {
		return (await this.source.page(1)).rows.map(({ id }) => id);
	}
}

const row = (more: object) => ({ ...TICKET_ROW, ...more });

describe('an odd row of the list', () => {
	test.each<[string, object, RegExp]>([
		['an ID', { id: null }, /^A ticket has not got an ID in the list of Desk360/],
		['the time of its change', { id: 2, updated_at: null }, /^Ticket 2 .* time of its last change/],
	])('that lacks %s is passed over and told, and the others come', async (_lack, odd, told) => {
		const rows = [row({ id: 1 }), row(odd), row({ id: 3 })];
		for (const event of [
			'ticketCreated',
			'ticketUpdated',
			'statusChanged',
			'newMessage',
		] as const) {
			const watched = new Watched(rows, { events: [event] });
			expect(await watched.idsOfPage()).toEqual([1, 3]);
			expect(watched.told).toEqual([expect.stringMatching(told)]);
		}
	});

	test('that does not tell when it was made is passed over for new tickets alone', async () => {
		const rows = [row({ id: 1 }), row({ id: 2, created_at: null }), row({ id: 3 })];
		const created = new Watched(rows, { events: ['ticketCreated'] });
		expect(await created.idsOfPage()).toEqual([1, 3]);
		expect(created.told).toEqual([
			'Ticket 2 has not got the time when it was made in the list of Desk360. It is passed over until it has',
		]);
		for (const event of ['ticketUpdated', 'statusChanged', 'newMessage'] as const) {
			const watched = new Watched(rows, { events: [event] });
			expect(await watched.idsOfPage()).toEqual([1, 2, 3]);
			expect(watched.told).toEqual([]);
		}
	});

	test('that does not tell when it was made is passed over when new tickets are wanted as well', async () => {
		const rows = [row({ id: 1 }), row({ id: 2, created_at: null })];
		const watched = new Watched(rows, { events: ['newMessage', 'ticketCreated'] });
		expect(await watched.idsOfPage()).toEqual([1]);
	});

	test('counts as left out, together with what was no row at all', async () => {
		const watched = new Watched([row({ id: 1 }), row({ id: null }), row({ id: 2, updated_at: 7 })]);
		expect(await watched.source.page(1)).toMatchObject({ leftOut: 2 });
	});

	test('comes as soon as it has what it lacked', async () => {
		const rows = [row({ id: 1, updated_at: null })];
		expect(await new Watched(rows).idsOfPage()).toEqual([]);
		expect(await new Watched([row({ id: 1 })]).idsOfPage()).toEqual([1]);
	});

	test('in a list with holes is met as well', async () => {
		const rows = { '0': row({ id: 1 }), '3': row({ id: 2, updated_at: 7 }), '5': row({ id: 3 }) };
		expect(await new Watched(rows).idsOfPage()).toEqual([1, 3]);
	});
});

describe('the messages of a ticket', () => {
	const details = async (messages: unknown) => {
		const watched = new Watched({ ...TICKET_DETAILS, messages });
		const ticket = await watched.source.details(1).catch((thrown: Error) => thrown);
		return { ticket, told: watched.told };
	};

	test.each([[undefined], [null], [[]], [[MESSAGE]], [{ '1': MESSAGE, '4': MESSAGE }]])(
		'may be %j',
		async (messages) => {
			const { ticket, told } = await details(messages);
			expect(ticket).toMatchObject({ id: 1 });
			expect(told).toEqual([]);
		},
	);

	test('are told of when some cannot be read', async () => {
		const { told } = await details([MESSAGE, null, { message: 'Hello' }]);
		expect(told).toEqual([
			'1 row of the messages of ticket 1 could not be read and is left out',
			'1 row of the messages of ticket 1 has no ID',
		]);
	});

	test.each([['none'], [7], [{ text: 'Hello' }], [[null]]])(
		'that cannot be read at all make the ticket be tried again: %j',
		async (messages) => {
			const { ticket } = await details(messages);
			expect(ticket).toMatchObject({
				kind: 'unexpectedAnswer',
				passing: true,
				message: 'The messages of ticket 1 could not be read',
			});
			expect(mayPass(ticket)).toBe(true);
		},
	);
});

describe('the calls of a trigger', () => {
	test('are those of its product, with its filters', async () => {
		const watched = new Watched([], { query: { status: 0 } });
		await watched.source.page(2);
		await watched.source.productPage(3);
		expect(watched.asked.map(({ path, query }) => [path, query])).toEqual([
			['/products/7/tickets', { status: 0, page: 2 }],
			['/products/7/tickets', { page: 3 }],
		]);
	});

	test('tell how many log entries could not be read', async () => {
		const watched = new Watched([LOGS[0], null, 'odd']);
		expect(await watched.source.logs(12)).toMatchObject({ rows: [LOGS[0]], leftOut: 2 });
	});

	test('give the logs of a ticket, one without an ID as well', async () => {
		const [first] = LOGS;
		const nameless = { ...first, id: undefined };
		const watched = new Watched([first, nameless]);
		expect(await watched.source.logs(12)).toMatchObject({ rows: [first, nameless], leftOut: 0 });
		expect(watched.asked[0]?.path).toBe('/products/7/tickets/12/logs');
	});
});
