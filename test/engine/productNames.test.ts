import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { itemsOf, startTicketDesk, TICKET } from '../support/ticketDesk';

const desk360 = forAllTests(startTicketDesk);

/** A product as n8n keeps it when a person chose it in the editor. */
const chosen = (value: string, cachedResultName?: string, mode = 'list') => ({
	__rl: true,
	mode,
	value,
	cachedResultName,
});

const GET = { ...TICKET, operation: 'get' };

describe('what did not work with a product', () => {
	test.each([
		['chosen from the list', chosen('1', 'Pony'), '1 (Pony)'],
		['without a name in the list', chosen('1', '#1'), '1'],
		['entered after another was chosen', chosen('1', 'Pony', 'id'), '1'],
		['of an expression', chosen('={{ "1" }}', 'Pony'), '1'],
		['given as a plain value', '1', '1'],
	])('%s names it as it is known', async (_how, productId, label) => {
		const { message } = await desk360.refusal({ ...GET, productId }, { items: itemsOf(99) });
		expect(message).toBe(`Desk360 found no ticket 99 in product ${label}`);
	});

	test.each([
		['getAll', {}],
		['get', {}],
		['getLogs', {}],
		['reply', { message: 'Hello' }],
		['create', { name: 'Jane', email: 'jane@example.com', reasonId: 1, message: 'x', status: 0 }],
	])('%s names it when the account may not do that there', async (operation, parameters) => {
		desk360.sandbox.faults.add({ kind: 'status', status: 403 });
		const productId = chosen('1', 'Pony');
		const { message } = await desk360.refusal({
			...TICKET,
			...parameters,
			operation,
			productId,
			ticketId: '1',
		});
		expect(message).toMatch(/^This Desk360 account may not do that in product 1 \(Pony\): /);
	});

	test('names the product in the output of Continue On Fail, with what to do', async () => {
		const [item] = await desk360.json(
			{ ...GET, productId: chosen('1', 'Pony') },
			{ items: itemsOf(99), node: { onError: 'continueRegularOutput' } },
		);
		expect(item?.error).toMatch(
			/^Desk360 found no ticket 99 in product 1 \(Pony\)\. Check the IDs\./,
		);
	});

	test('keeps a name as it is, whatever stands in it', async () => {
		const productId = chosen('7', 'A $& (product 7)');
		const { message } = await desk360.refusal({ operation: 'getAll', productId });
		expect(message).toBe('Desk360 found no product 7 (A $& (product 7))');
	});

	test('names it in what is told of a list that ended early', async () => {
		for (let id = 100; id < 160; id++) desk360.sandbox.world.createTicket({ id, productId: 1 });
		desk360.sandbox.faults.add({ kind: 'repeatPage', match: { path: /tickets/, page: 2 } });
		const logged = desk360.engine.logs.length;
		const options = { parallelRequests: 1 };
		const productId = chosen('1', 'Pony');
		await desk360.run({ operation: 'getAll', productId, returnAll: true, options });
		expect(desk360.engine.logs.slice(logged).join('\n')).toContain(
			'Reading the ticket list of product 1 (Pony) ended early',
		);
	});
});
