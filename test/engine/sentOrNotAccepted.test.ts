import { describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { DESK360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { RETRY, runInWorkflow } from '../support/nodeRun';
import { CREATE, itemsOf, REPLY, startTicketDesk } from '../support/ticketDesk';

const desk360 = forAllTests(startTicketDesk);

async function runNode(parameters: INodeParameters, ...ids: number[]) {
	const { credentials, engine } = desk360;
	const settings = { type: DESK360, credentials, parameters, ...RETRY };
	const { output, ...run } = await runInWorkflow(engine, settings, itemsOf(...ids));
	return { ...run, output: output.map(({ json }) => json) };
}

const messagesOf = (id: number) => desk360.sandbox.world.ticket(id).messages.length;
const opened = () =>
	desk360.sandbox.world.tickets.filter(({ email }) => email === 'jane@example.com');

const WITHOUT_DATA: Array<[string, Fault, RegExp]> = [
	['204', { kind: 'acceptedWithout' }, /\(status 204\) and answered without its data$/],
	['201 and nothing', { kind: 'acceptedWithout', status: 201, body: '' }, /\(status 201\)/],
	['blanks', { kind: 'acceptedWithout', body: ' \r\n' }, /answered without its data$/],
	['plain text', { kind: 'acceptedWithout', status: 202, body: 'Queued' }, /with Queued$/],
	['JSON that is cut off', { kind: 'malformedJson' }, /with \{"id":/],
	['null', { kind: 'acceptedWithout', body: null }, /with null$/],
	['a list', { kind: 'acceptedWithout', body: [] }, /with \[\]$/],
	['a mere yes', { kind: 'acceptedWithout', body: { success: true } }, /with \{"success":true\}$/],
	['an ID of nothing', { kind: 'acceptedWithout', body: { data: { id: null } } }, /"id":null/],
];

describe.each(WITHOUT_DATA)('a write that is answered with %s', (_form, fault, hint) => {
	test('is a reply that was accepted, of which a hint tells the answer', async () => {
		desk360.sandbox.faults.add(fault);
		const { status, output, hints } = await runNode(REPLY, 11);
		expect(status).toBe('success');
		expect(output).toEqual([{ accepted: true, ticket_id: 11, product_id: 1 }]);
		expect(hints).toEqual([expect.stringMatching(/^Desk360 accepted the reply \(status 20/)]);
		expect(hints[0]).toMatch(hint);
		expect(messagesOf(11)).toBe(1);
	});

	test('is a ticket that was accepted, and exists once', async () => {
		desk360.sandbox.faults.add(fault);
		const { status, output, hints } = await runNode(CREATE, 1);
		expect(status).toBe('success');
		expect(output).toEqual([{ accepted: true, product_id: 1 }]);
		expect(hints).toEqual([expect.stringMatching(/^Desk360 accepted the ticket /)]);
		expect(opened()).toHaveLength(1);
	});

	test('is not sent again when Retry On Fail runs the node for another item', async () => {
		const { faults } = desk360.sandbox;
		faults.add({ ...fault, match: { path: '/11/reply' } });
		faults.add({ kind: 'status', status: 400, match: { path: '/12/reply' } });
		const { status, output } = await runNode(REPLY, 11, 12);
		expect(status).toBe('success');
		expect(output).toMatchObject([{ accepted: true }, { ticket_id: 12 }]);
		expect(desk360.repliedTo()).toEqual(['11', '12', '12']);
		expect([messagesOf(11), messagesOf(12)]).toEqual([1, 1]);
	});
});

describe('a write whose answer wraps its data', () => {
	test.each([
		['what little there is', { data: { id: 5 } }, { id: 5, ticket_id: 11, product_id: 1 }],
		['an ID as text', { data: { id: '5' } }, { id: '5', ticket_id: 11, product_id: 1 }],
	])('gives %s', async (_case, body, json) => {
		desk360.sandbox.faults.add({ kind: 'acceptedWithout', status: 201, body });
		const { output, hints } = await runNode(REPLY, 11);
		expect(output).toEqual([json]);
		expect(hints).toEqual([]);
		expect(messagesOf(11)).toBe(1);
	});

	test.each([
		['reply', REPLY, { id: 1, message: REPLY.message, ticket_id: 11 }],
		['ticket', CREATE, { email: 'jane@example.com', product_id: 1 }],
	])('gives the %s, as a framework wraps it', async (_what, parameters, json) => {
		desk360.sandbox.settings.answers = 'framework';
		const { output, hints } = await runNode(parameters, 11);
		expect(output).toMatchObject([json]);
		expect(hints).toEqual([]);
	});
});

test.each<[string, Fault]>([
	['the page of a proxy that wants a person to sign in', { kind: 'html', status: 200 }],
	[
		'a 200 that asks to wait',
		{ kind: 'status', status: 200, body: '', headers: { 'Retry-After': '1' } },
	],
])('%s is not taken for a yes, and the reply is not sent again', async (_case, fault) => {
	desk360.sandbox.faults.add(fault);
	const { status, error } = await runNode(REPLY, 11);
	expect(status).toBe('error');
	expect(error?.message).toMatch(/not known whether the reply was made$/);
	expect(desk360.repliedTo()).toEqual(['11']);
});
