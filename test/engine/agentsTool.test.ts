import { describe, expect, test } from '@jest/globals';

import { DESK360_TOOL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { startTicketDesk, TICKET, type TicketDesk } from '../support/ticketDesk';

const desk360 = forAllTests(startTicketDesk);

const AS_TOOL = { node: { type: DESK360_TOOL } };
const GET = { ...TICKET, operation: 'get' };
const GET_MANY = { operation: 'getAll', productId: '1' };

/** All that n8n's AI Agent tells the model of what a tool threw. */
const toldOf = async (parameters: Parameters<TicketDesk['refusal']>[0]) =>
	(await desk360.refusal(parameters, AS_TOOL)).message;

describe('the tool of an agent', () => {
	test('tells in its message what to do about a value that cannot be taken', async () => {
		expect(await toldOf({ ...GET, productId: 'Mobile App', ticketId: '11' })).toMatch(
			/^Product "Mobile App" is not an ID\. .*An ID has digits only/s,
		);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('tells in its message what to do about a refusal of Desk360', async () => {
		expect(await toldOf({ ...GET, ticketId: '987654' })).toMatch(
			/^Desk360 found no ticket 987654 in product 1\. Check the IDs/,
		);
	});

	test('says a thing once', async () => {
		const refusal = await desk360.refusal({ ...GET, ticketId: '987654' }, AS_TOOL);
		expect(refusal.description ?? '').toBe('');
	});

	test('says that it found nothing, because n8n passes no item on as an empty text', async () => {
		const nothing = { ...GET_MANY, filters: { email: 'nobody@example.com' } };
		expect(await desk360.json(nothing, AS_TOOL)).toEqual([{ result: 'Nothing was found' }]);
		expect(await desk360.json(nothing)).toEqual([]);
	});
});
