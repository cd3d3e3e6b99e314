import { describe, expect, test } from '@jest/globals';

import { simplifyTicket } from '../../../nodes/Desk360/fields/simplify';
import { TICKET_DETAILS, TICKET_ROW } from '../../support/samples';

describe('a simplified ticket', () => {
	test.each([
		['row', TICKET_ROW],
		['ticket with its messages', TICKET_DETAILS],
	])('has at most eleven fields, its product makes twelve: %s', (_case, ticket) => {
		expect(Object.keys(simplifyTicket(ticket)).length).toBeLessThanOrEqual(11);
		expect(simplifyTicket(ticket)).toHaveProperty('reason_id', ticket.reason_id);
	});

	test('keeps the last message of a row and all messages of the details', () => {
		expect(simplifyTicket(TICKET_ROW)).toMatchObject({ last_message: 'Hello World!' });
		expect(simplifyTicket(TICKET_DETAILS)).toMatchObject({ messages: TICKET_DETAILS.messages });
	});

	test('keeps what is neither', () => {
		const ticket = { ...TICKET_ROW };
		delete (ticket as Partial<typeof ticket>).last_message;
		expect(simplifyTicket(ticket)).not.toHaveProperty('last_message');
	});

	test.each([
		[1, 'Resolved'],
		['1', 'Resolved'],
		[7, 7],
		['open', 'open'],
		[null, null],
		['', ''],
		[undefined, undefined],
	])('status %p is shown as %p', (status, shown) => {
		const ticket = { ...TICKET_ROW, status: status as number };
		expect(simplifyTicket(ticket).status).toBe(shown);
	});

	test('leaves the ticket itself as it is', () => {
		const ticket = structuredClone(TICKET_ROW);
		simplifyTicket(ticket);
		expect(ticket).toEqual(TICKET_ROW);
	});
});
