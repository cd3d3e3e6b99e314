import { describe, expect, test } from '@jest/globals';
import type { INodeParameters, NodeParameterValue } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE } from '../support/ticketDesk';

const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
	sandbox.world.createProduct({ id: 1 });
	for (let id = 1; id <= 60; id++) sandbox.world.createTicket({ id, productId: 1 });
});

const GET_MANY = { operation: 'getAll', productId: '1' };
const GET = { operation: 'get', productId: '1' };

async function refusalOf(parameters: INodeParameters): Promise<string> {
	const { message, description } = await desk360.refusal(parameters);
	expect(description).toBeTruthy();
	expect(desk360.sandbox.requests.entries).toHaveLength(0);
	return message;
}

describe('Return All', () => {
	test.each<[NodeParameterValue, number]>([
		['={{ "true" }}', 60],
		['={{ "True " }}', 60],
		['={{ 1 }}', 60],
		['true', 60],
		['={{ "false" }}', 3],
		['={{ 0 }}', 3],
		['={{ null }}', 3],
		['={{ $json.nothing }}', 3],
		['false', 3],
		[false, 3],
	])('%p gives %i of 60 rows', async (returnAll, rows) => {
		expect(await desk360.json({ ...GET_MANY, returnAll, limit: 3 })).toHaveLength(rows);
	});

	test.each<[NodeParameterValue, string]>([
		['={{ "all" }}', 'Return All "all" is neither true nor false'],
		['={{ 2 }}', 'Return All "2" is neither true nor false'],
		['={{ ({}) }}', 'Return All "{}" is neither true nor false'],
	])('%p is refused', async (returnAll, message) => {
		expect(await refusalOf({ ...GET_MANY, returnAll })).toBe(message);
	});
});

describe('a limit', () => {
	test.each<[NodeParameterValue, number]>([
		['={{ "7" }}', 7],
		[' 7 ', 7],
		['={{ 7.0 }}', 7],
	])('of %p gives %i rows', async (limit, rows) => {
		expect(await desk360.json({ ...GET_MANY, limit })).toHaveLength(rows);
	});

	test.each<[NodeParameterValue, string]>([
		[0, 'Limit 0 is less than 1'],
		['={{ -1 }}', 'Limit -1 is less than 1'],
		['={{ "abc" }}', 'Limit "abc" is not a whole number'],
		['={{ NaN }}', 'Limit "NaN" is not a whole number'],
	])('of %p is refused', async (limit, message) => {
		expect(await refusalOf({ ...GET_MANY, limit })).toBe(message);
	});
});

test.each<[NodeParameterValue, RegExp]>([
	[-1, /^Max Rate Limit Wait -1 is less than 0$/],
	['abc', /^Max Rate Limit Wait "abc" is not a whole number$/],
])('a wait of %p for the rate limit is refused', async (maxRateLimitWait, message) => {
	expect(await refusalOf({ ...GET_MANY, options: { maxRateLimitWait } })).toMatch(message);
});

describe('a ticket', () => {
	test.each<[INodeParameters[string]]>([
		['#44'],
		['={{ 44 }}'],
		['={{ "44.0" }}'],
		['\u200B44\u00A0'],
		['#44 · Invoice · Jane Roe <jane@example.com>'],
		['https://panel.example.com/products/1/tickets/44#latest'],
		[{ __rl: true, mode: 'id', value: '#44' }],
		[{ __rl: true, mode: 'id', value: 'https://panel.example.com/#/tickets/44' }],
		[{ __rl: true, mode: 'list', value: '={{ "#44" }}' }],
		['={{ ({ __rl: true, mode: "id", value: " 44 " }) }}'],
	])('may be given as %j', async (ticketId) => {
		expect(await desk360.json({ ...GET, ticketId })).toMatchObject([{ id: 44 }]);
		expect(desk360.sandbox.requests.last?.path).toBe('/v1/products/1/tickets/44');
	});

	test.each<[NodeParameterValue, string]>([
		['={{ 1e3 + 0.5 }}', 'Ticket "1000.5" is not an ID'],
		['={{ "1e3" }}', 'Ticket "1e3" is not an ID'],
		['={{ -44 }}', 'Ticket "-44" is not an ID'],
		['No. 44', 'Ticket "No. 44" is not an ID'],
		['={{ 12345678901234567890 }}', 'Ticket 12345678901234567000 is too large for a number'],
	])('given as %p is refused', async (ticketId, message) => {
		expect(await refusalOf({ ...GET, ticketId })).toBe(message);
	});
});

describe('the email of a new ticket', () => {
	test.each<[string]>([
		['Jane Roe <jane@example.com>'],
		['"Roe, Jane" <jane@example.com>'],
		['mailto:jane@example.com'],
		['jane@exam\u200Bple.com\u00A0'],
		['={{ ({ value: [{ address: "jane@example.com", name: "Jane" }], text: "Jane" }) }}'],
	])('is the address in %p', async (email) => {
		await desk360.run({ ...CREATE, email });
		expect(desk360.sandbox.requests.last?.body).toMatchObject({ email: 'jane@example.com' });
	});

	test('is refused when there are two', async () => {
		expect(await refusalOf({ ...CREATE, email: 'a@b.co, c@d.co' })).toBe(
			'Customer Email names more than one address',
		);
	});
});

test('the message of a new ticket arrives with every character', async () => {
	const text = '\u200B  Zeile 1\u00AD\n\u202Aא\u202C \uFEFF';
	await desk360.run({ ...CREATE, message: text });
	expect(desk360.sandbox.requests.last?.body).toMatchObject({ description: text });
});

test.each<[INodeParameters, Record<string, string>]>([
	[{ email: 'Jane Roe <jane@example.com>' }, { email: 'jane@example.com' }],
	[{ email: 'example.com' }, { email: 'example.com' }],
	[{ name: '\u200BJane Roe\u200B' }, { name: 'Jane Roe' }],
	[{ status: 'waiting\u200B' }, { status: '2' }],
	[{ priority: '={{ "0.0" }}' }, { priority: '0' }],
	[{ ticketId: 'https://panel.example.com/tickets/44' }, { id: '44' }],
])('the filters %j are sent as %j', async (filters, query) => {
	await desk360.run({ ...GET_MANY, filters, limit: 1 });
	expect(desk360.sandbox.requests.last?.query).toEqual({ page: '1', ...query });
});

test('a time zone that there is not is explained', async () => {
	const parameters = { ...GET_MANY, filters: { startDate: '2026-05-19T22:30:00Z' } };
	const settings = { timezone: 'Europe/Istambul' };
	const thrown = await desk360.refusal(parameters, { settings });
	expect(thrown).toMatchObject({
		message: 'The time zone "Europe/Istambul" of this workflow is not known',
		description: expect.stringMatching(/workflow's settings.*GENERIC_TIMEZONE/),
	});
	expect(desk360.sandbox.requests.entries).toHaveLength(0);
});
