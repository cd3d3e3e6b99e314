import { describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { forAllTests } from '../support/forAllTests';
import { MESSAGE, TICKET_DETAILS } from '../support/samples';
import { createPaperServices, thrownBy } from '../support/service';
import { Wire, type WireAnswer } from '../support/wire';

const services = forAllTests(createPaperServices);

const LIST = { operation: 'getAll', productId: '1' };
const GET = { operation: 'get', productId: '1', ticketId: '12' };
const REPLY = { ...GET, operation: 'reply', message: 'Hello World' };
const PAGE =
	'<!DOCTYPE html><html><title>x</title><body><h1>Please sign in to the proxy</h1></body></html>';

const UNREADABLE: Array<[string, WireAnswer, RegExp]> = [
	[
		'a web page',
		{ body: PAGE },
		/^A web page came instead of an answer from Desk360 \(status 200\)/,
	],
	['nothing', { body: '' }, /^Desk360 answered with nothing \(status 200\)$/],
	['204', { status: 204 }, /^Desk360 answered with nothing \(status 204\)$/],
	[
		'an object',
		{ body: { tickets: [] } },
		/^Desk360 answered with JSON of another shape \(status 200\)/,
	],
	[
		'nulls',
		{ body: [null, null] },
		/^Desk360 answered with JSON of another shape .*\[null,null\]$/,
	],
	[
		'a part of a list that names the others',
		{ body: { data: [{ id: 1 }], links: { next: '/?page=2' } } },
		/^Desk360 answered with JSON of another shape \(status 200\)/,
	],
	['null', { body: null }, /^Desk360 answered with JSON of another shape \(status 200\): null$/],
	['cut JSON', { body: '[{"id": 1}, {"id"' }, /\(status 200\)/],
];

/** What the log got of a run that worked. */
async function warningsOf(run: () => Promise<unknown>): Promise<string> {
	const logged = services.engine.logs.length;
	await run();
	return services.engine.logs
		.slice(logged)
		.filter((line) => line.startsWith('warn '))
		.join('\n');
}

describe('a read that is answered with', () => {
	test.each(UNREADABLE)('%s', async (_case, answer, message) => {
		const { wire, run } = await services.thatAnswers(answer);
		const thrown = await thrownBy(run(LIST));
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toMatch(/proxy or firewall/);
		expect(thrown.httpCode).toBe(String(answer.status ?? 200));
		expect(wire.requests).toHaveLength(1);
	});

	test('rows without an ID gives them, and says so', async () => {
		const { run } = await services.thatAnswers({ body: [{ id: 1 }, { name: 'John' }] });
		const raw = { ...LIST, simplify: false };
		const warnings = await warningsOf(async () => {
			const output = await run(raw);
			expect(output.map(({ json }) => json)).toEqual([
				{ id: 1, product_id: 1 },
				{ product_id: 1, name: 'John' },
			]);
		});
		expect(warnings).toMatch(/1 row of page 1 of the ticket list has no ID/);
	});

	test('rows that are no records leaves them out, and says so', async () => {
		const { run } = await services.thatAnswers({ body: [null, { id: 1 }, 'x', 7, [{ id: 2 }]] });
		const warnings = await warningsOf(async () => {
			expect((await run(LIST)).map(({ json }) => json.id)).toEqual([1]);
		});
		expect(warnings).toMatch(
			/4 rows of page 1 of the ticket list could not be read and are left out/,
		);
	});

	test.each([undefined, null, [], {}])('messages that are %j gives none', async (messages) => {
		const { run } = await services.thatAnswers({ body: { ...TICKET_DETAILS, messages } });
		const options = { downloadAttachments: true };
		const warnings = await warningsOf(async () => {
			const [item] = await run({ ...GET, options });
			expect(item?.json).toMatchObject({ id: 1 });
			expect(item?.json.messages ?? []).toEqual([]);
			expect(item?.binary).toEqual({});
		});
		expect(warnings).toBe('');
	});

	test.each([7, 'none', true, { first: {} }, [null]])(
		'messages that are %j gives none, and says so',
		async (messages) => {
			const { run } = await services.thatAnswers({ body: { ...TICKET_DETAILS, messages } });
			const warnings = await warningsOf(async () => {
				expect((await run(GET)).map(({ json }) => json)).toMatchObject([{ id: 1, messages: [] }]);
			});
			expect(warnings).toMatch(/The messages of ticket 1 could not be read/);
		},
	);

	test('some messages that cannot be read gives the others, and says so', async () => {
		const { run } = await services.thatAnswers({
			body: { ...TICKET_DETAILS, messages: [null, MESSAGE] },
		});
		const warnings = await warningsOf(async () => {
			expect((await run(GET)).map(({ json }) => json.messages)).toMatchObject([
				[{ id: 747, text: 'Hello World!' }],
			]);
		});
		expect(warnings).toMatch(/1 row of the messages of ticket 1 could not be read and is left out/);
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
	test.each<[string, WireAnswer]>([
		['a web page', { body: PAGE }],
		['a web page as JSON', { body: PAGE, headers: { 'content-type': 'application/json' } }],
		['a wait', { body: {}, headers: { 'retry-after': '26' } }],
		['a no of another form', { body: { success: false } }],
		['a mere text as its error', { body: { error: 'The ticket is closed' } }],
		['a page of a gateway', { status: 502, body: PAGE }],
	])('%s may have happened', async (_case, answer) => {
		const { wire, run } = await services.thatAnswers(answer);
		const thrown = await thrownBy(run(REPLY));
		expect(thrown.message).toMatch(/so it is not known whether the reply was made$/);
		expect(thrown.description).toMatch(/^It was not sent again/);
		expect(wire.requests).toHaveLength(1);
	});

	test.each<[string, WireAnswer, string]>([
		['nothing', { status: 201 }, 'without its data'],
		['204', { status: 204 }, 'without its data'],
		['nothing, which PHP calls HTML', { body: '' }, 'without its data'],
		['a word, which PHP calls HTML', { body: 'OK' }, 'with OK'],
		['an object', { body: { data: [] } }, 'with {"data":[]}'],
		['null', { body: null }, 'with null'],
		[
			'fields of errors that are empty',
			{ body: { error: null, errors: [], success: true } },
			'with {"error":null',
		],
		['cut JSON', { body: '{"id": 747, "mess' }, 'with {"id": 747, "mess'],
	])('%s happened, and what is not known is not made up', async (_case, answer, told) => {
		const { wire, run } = await services.thatAnswers(answer);
		const warnings = await warningsOf(async () => {
			expect((await run(REPLY)).map(({ json }) => json)).toEqual([
				{ ticket_id: 12, product_id: 1, accepted: true },
			]);
		});
		expect(warnings).toMatch(/^warn Desk360 accepted the reply \(status 20\d\) and answered /);
		expect(warnings).toContain(told);
		expect(wire.requests).toHaveLength(1);
	});

	test('its data in a wrapper gives the data', async () => {
		const { run } = await services.thatAnswers({ status: 201, body: { data: MESSAGE } });
		const { id, ...rest } = MESSAGE;
		const warnings = await warningsOf(async () => {
			expect((await run(REPLY)).map(({ json }) => json)).toEqual([
				{ id, ticket_id: 12, product_id: 1, ...rest },
			]);
		});
		expect(warnings).toBe('');
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
