import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import { TICKET_DETAILS } from '../support/samples';
import { createPaperServices, thrownBy } from '../support/service';
import { Wire, type WireAnswer } from '../support/wire';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/clock')>('../support/clock')
		.workflowWithoutWaiting(),
);

let services: Awaited<ReturnType<typeof createPaperServices>>;
beforeAll(async () => {
	services = await createPaperServices();
});
afterAll(() => {
	services.end();
});

const LIST = { operation: 'getAll', productId: '1' };
const GET = { operation: 'get', productId: '1', ticketId: '12' };
const REPLY = { ...GET, operation: 'reply', message: 'Hello World' };
const PAGE =
	'<!DOCTYPE html><html><title>x</title><body><h1>Please sign in to the proxy</h1></body></html>';

const UNEXPECTED: Array<[string, WireAnswer, RegExp]> = [
	[
		'a web page',
		{ body: PAGE },
		/^A web page came instead of an answer from Desk360 \(status 200\)/,
	],
	['nothing', { body: '' }, /^Desk360 answered with nothing \(status 200\)$/],
	['204', { status: 204 }, /^Desk360 answered with nothing \(status 204\)$/],
	[
		'an object',
		{ body: { data: [] } },
		/^Desk360 answered with JSON of another shape \(status 200\)/,
	],
	['null', { body: null }, /^Desk360 answered with JSON of another shape \(status 200\): null$/],
	['cut JSON', { body: '[{"id": 1}, {"id"' }, /\(status 200\)/],
];

describe('a read that is answered with', () => {
	test.each(UNEXPECTED)('%s', async (_case, answer, message) => {
		const { wire, run } = await services.thatAnswers(answer);
		const thrown = await thrownBy(run(LIST));
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toMatch(/proxy or firewall/);
		expect(thrown.httpCode).toBe(String(answer.status ?? 200));
		expect(wire.requests).toHaveLength(1);
	});

	test('rows without an ID', async () => {
		const { run } = await services.thatAnswers({ body: [{ id: 1 }, { name: 'John' }] });
		await expect(run(LIST)).rejects.toThrow(/JSON of another shape/);
	});

	test('a row that is null', async () => {
		const { run } = await services.thatAnswers({ body: [null] });
		await expect(run(LIST)).rejects.toThrow(/JSON of another shape/);
	});

	test('messages that are no list', async () => {
		const { run } = await services.thatAnswers({ body: { ...TICKET_DETAILS, messages: {} } });
		await expect(run(GET)).rejects.toThrow(/JSON of another shape/);
	});

	test('a ticket without messages is one', async () => {
		const { run } = await services.thatAnswers({
			body: { ...TICKET_DETAILS, messages: undefined },
		});
		const options = { downloadAttachments: true };
		const [item] = await run({ ...GET, options });
		expect(item?.json).toMatchObject({ id: 1 });
		expect(item?.binary).toEqual({});
	});

	test('a list where a ticket was asked for', async () => {
		const { run } = await services.thatAnswers({ body: [TICKET_DETAILS] });
		await expect(run(GET)).rejects.toThrow(/JSON of another shape/);
	});

	test('a page of a gateway is repeated like any outage', async () => {
		const { wire, run } = await services.thatAnswers(
			{ status: 502, body: PAGE },
			{ body: TICKET_DETAILS },
		);
		expect(await run(GET)).toHaveLength(1);
		expect(wire.requests).toHaveLength(2);
	});

	test('the excerpt is short and without markup', async () => {
		const { run } = await services.thatAnswers({ body: `<p>${'word '.repeat(500)}</p>` });
		const { message } = await thrownBy(run(LIST));
		expect(message).toContain('word word');
		expect(message).not.toContain('<p>');
		expect(message.length).toBeLessThan(260);
	});
});

describe('a write that is answered with', () => {
	test.each(UNEXPECTED)('%s may have happened', async (_case, answer) => {
		const { wire, run } = await services.thatAnswers(answer);
		const thrown = await thrownBy(run(REPLY));
		expect(thrown.message).toMatch(/so it is not known whether the reply was made$/);
		expect(thrown.description).toMatch(/^It was not sent again/);
		expect(wire.requests).toHaveLength(1);
	});
});

describe('a redirect', () => {
	test.each([301, 302, 303, 307, 308])(
		'%i is not followed, neither by a read nor by a write',
		async (status) => {
			const elsewhere = new Wire(`https://elsewhere${status}.example.com`);
			elsewhere.answer({ body: [] });
			const { wire, run } = await services.thatAnswers({
				status,
				headers: { location: `${elsewhere.origin}/v1/products/1/tickets` },
			});
			const message = `Desk360 pointed to another address (status ${status})`;
			const read = await thrownBy(run(LIST));
			expect(read.message).toBe(message);
			expect(read.description).toMatch(/token stays with Desk360/);
			const write = await thrownBy(run(REPLY));
			if (status === 302 || status === 303) {
				expect(write.message).toBe(`${message}, so it is not known whether the reply was made`);
				expect(write.description).toMatch(/^It was not sent again.*Ticket > Get, ticket 12/);
			} else {
				expect(write.message).toBe(message);
				expect(write.description).toMatch(/token stays with Desk360/);
			}
			expect(wire.requests).toHaveLength(2);
			expect(elsewhere.requests).toHaveLength(0);
		},
	);
});

describe('the token', () => {
	test('is struck out when a proxy echoes it', async () => {
		const { wire, run } = await services.thatAnswers({ body: 'x' });
		await thrownBy(run(LIST));
		const [, token = ''] = (wire.last.headers.authorization ?? '').split(' ');
		expect(token.length).toBeGreaterThan(20);

		wire.answer({ body: `You sent ${token} here` });
		const { message } = await thrownBy(run(LIST));
		expect(message).toContain('You sent *** here');
		expect(message).not.toContain(token);
	});
});
