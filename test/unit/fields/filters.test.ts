import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ticketFilters, ticketQuery } from '../../../nodes/Desk360/fields/filters';

const queryOf = (filters: object) => ticketQuery(filters as IDataObject, 'Europe/Istanbul');

const locator = (value: unknown, mode = 'list') => ({ __rl: true, mode, value });

describe('the filters', () => {
	const fields = ticketFilters.options as INodeProperties[];

	test('are in alphabetical order', () => {
		const labels = fields.map(({ displayName }) => displayName);
		expect(labels).toEqual([...labels].sort());
	});

	test.each(['endDate', 'startDate'])('ask for %s as a day without a time', (name) => {
		expect(fields.find((field) => field.name === name)).toMatchObject({
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			description: expect.stringMatching(/a day without a time.*time zone.*not say which date/),
		});
	});

	test.each(['agentId', 'platform', 'reasonId', 'typeId'])(
		'say where the list of %s is from',
		(name) => {
			expect(fields.find((field) => field.name === name)?.description).toMatch(
				/latest tickets.*since Desk360 has none\. By (ID|Name) takes any\.$/,
			);
		},
	);
});

describe('the query of the ticket list', () => {
	test('takes what resource locators in the filters hold', () => {
		expect(
			queryOf({
				agentId: locator('74'),
				reasonId: locator(' #5 ', 'id'),
				typeId: locator(''),
				platform: locator(' Android', 'name'),
			}),
		).toEqual({ agent_id: '74', reason_id: '5', platform: 'Android' });
	});

	test.each([
		['Jane Roe <jane@example.com>', 'jane@example.com'],
		[{ value: [{ address: 'jane@example.com', name: 'Jane' }] }, 'jane@example.com'],
		['jane\u200B@example.com ', 'jane@example.com'],
		['mailto:jane@example.com', 'jane@example.com'],
		['example.com', 'example.com'],
	])('has the email of %j', (email, sent) => {
		expect(queryOf({ email })).toEqual({ email: sent });
	});

	test('has the ID of a ticket that an address or a line of the list names', () => {
		expect(queryOf({ ticketId: 'https://panel.example.com/tickets/44' })).toEqual({ id: '44' });
		expect(queryOf({ ticketId: '#44 · Invoice · Jane <jane@example.com>' })).toEqual({ id: '44' });
	});

	test('has texts without what is invisible at their ends', () => {
		const filters = {
			name: '\u200BJane Roe\u00A0',
			platform: 'iOS\uFEFF',
			subject: ' می\u200Cخواهم ',
		};
		expect(queryOf(filters)).toEqual({
			name: 'Jane Roe',
			platform: 'iOS',
			subject: 'می\u200Cخواهم',
		});
	});

	test('leaves out what only looks filled', () => {
		expect(
			queryOf({ agentId: '\u200B', email: ' \uFEFF', name: '\u00AD', status: '\u2060' }),
		).toEqual({});
	});

	test.each([
		[{ ticketId: 2 ** 60 }, 'Ticket ID 1152921504606847000 is too large for a number'],
		[{ ticketId: 'https://panel.example.com/products/11' }, /^Ticket ID "https:.*" is not an ID$/],
		[{ agentId: 'https://panel.example.com/agents/7' }, /^Agent "https:.*" is not an ID$/],
		[{ email: 'a@b.co, c@d.co' }, 'Email names more than one address'],
		[{ status: { code: 1 } }, 'Status is an object or a list instead of one value'],
	])('%j is refused by the name of the filter', (filters, message) => {
		expect(() => queryOf(filters)).toThrow(message);
	});
});
