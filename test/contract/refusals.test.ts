import { describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { forAllTests } from '../support/forAllTests';
import { refusal } from '../support/samples';
import { createPaperServices, thrownBy } from '../support/service';

const services = forAllTests(createPaperServices);

const LIST = { operation: 'getAll', productId: '1', options: { maxRateLimitWait: 0 } };
const REPLY = { ...LIST, operation: 'reply', ticketId: '12', message: 'Hello World' };

/** Code, status, what a read says, what to do next. */
const DOCUMENTED: Array<[string, number, string, RegExp]> = [
	[
		'authentication_exception',
		401,
		'Desk360 does not know this API token: Why',
		/Create a token in Desk360 under Settings > API/,
	],
	[
		'method_not_allowed_exception',
		405,
		'Desk360 does not offer this request at this address: Why',
		/base URL .* \/v1/,
	],
	['not_found_exception', 404, 'Desk360 found no product 1', /base URL .* \/v1/],
	['model_not_found_exception', 404, 'Desk360 found no product 1', /in another product/],
	[
		'internal_server_error',
		500,
		'Desk360 could not handle the request: Why',
		/Try again in a few minutes/,
	],
	['insecure_request_exception', 400, 'Desk360 answers over https only: Why', /http:\/\/ to https/],
	[
		'invalid_credentials',
		401,
		'Desk360 does not accept this email and password: Why',
		/Correct email or password/,
	],
	[
		'password_access_disabled',
		403,
		'Password access is switched off in this Desk360 account: Why',
		/Switch it on in Desk360/,
	],
	[
		'too_many_attempts',
		429,
		'Desk360 has locked this sign-in after five wrong passwords: Why',
		/Wait a minute/,
	],
	[
		'not_authorized',
		403,
		'This Desk360 account may not do that in product 1: Why',
		/administrator/,
	],
	['not_found', 404, 'Desk360 found no product 1', /in another product/],
	[
		'status_update_failed',
		400,
		'Desk360 did not accept the status: Why',
		/Resolved \(1\) or Waiting \(2\)/,
	],
	[
		'facebook_integration_error',
		400,
		'Desk360 could not hand the message to Facebook: Why',
		/integration is still active/,
	],
	[
		'instagram_integration_error',
		400,
		'Desk360 could not hand the message to Instagram: Why',
		/integration is still active/,
	],
	[
		'twitter_integration_error',
		400,
		'Desk360 could not hand the message to Twitter: Why',
		/integration is still active/,
	],
	['email_error', 400, 'Desk360 could not send the email: Why', /email address/],
	[
		'non_custom_type',
		400,
		'Desk360 changes only ticket types that were added by hand: Why',
		/Choose a type/,
	],
	['failed_validation', 400, 'Desk360 did not accept a value: Why', /Correct the value/],
];

describe('the documented codes', () => {
	test.each(DOCUMENTED)('%s', async (code, status, message, description) => {
		const { run } = await services.thatAnswers({ status, body: refusal(code, 'Why.') });
		const thrown = await thrownBy(run(LIST));

		expect(thrown.message).toBe(message);
		expect(thrown.description).toMatch(description);
		expect(thrown).toMatchObject({
			name: 'NodeApiError',
			httpCode: String(status),
			code,
			docUrl: 'https://docs.desk360.com/api',
			context: { itemIndex: 0 },
		});
		expect(thrown.description).toContain(`Desk360 calls this ${code}`);
		expect(thrown.description).toContain('see https://docs.desk360.com/api');
		expect(`${thrown.message} ${thrown.description}`).not.toMatch(
			/\b(error|problem|failure|mistake)\b(?!_)/i,
		);
	});

	test('too_many_requests_exception tells when the next call may go', async () => {
		const { run, wire } = await services.thatAnswers({
			status: 429,
			headers: { 'retry-after': '26' },
			body: refusal('too_many_requests_exception', 'Slow down.'),
		});
		const thrown = await thrownBy(run(LIST));
		expect(thrown.message).toBe(
			'The calls that Desk360 grants per minute are spent; the next one may go out in 26 seconds',
		);
		expect(thrown.description).toMatch(/Raise Max Rate Limit Wait/);
		expect(wire.requests).toHaveLength(1);
	});

	test('are nineteen', () => {
		expect(new Set(DOCUMENTED.map(([code]) => code)).size + 1).toBe(19);
	});

	test('with Continue On Fail become an item with all that is known', async () => {
		const { run } = await services.thatAnswers({
			status: 400,
			body: refusal('failed_validation', 'The status field is required.'),
		});
		expect(await run(REPLY, { onError: 'continueRegularOutput' })).toEqual([
			{
				json: {
					error: expect.stringMatching(
						/^Desk360 did not accept a value: The status field is required\. Correct/,
					),
					code: 'failed_validation',
					httpCode: 400,
					docUrl: 'https://docs.desk360.com/api',
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('a write is never sent twice', () => {
	test.each([
		'email_error',
		'facebook_integration_error',
		'instagram_integration_error',
		'twitter_integration_error',
	])('%s leaves open whether the customer got it', async (code) => {
		const { run, wire } = await services.thatAnswers({ status: 400, body: refusal(code, 'Why.') });
		const thrown = await thrownBy(run(REPLY));
		expect(thrown.description).toMatch(/may have been stored or even delivered/);
		expect(thrown.description).toMatch(/Ticket > Get, ticket 12/);
		expect(wire.requests).toHaveLength(1);
	});

	test.each([500, 502, 503, 504])('status %i leaves open whether it happened', async (status) => {
		const { run, wire } = await services.thatAnswers({
			status,
			body: refusal('internal_server_error', 'Why.'),
		});
		const thrown = await thrownBy(run(REPLY));
		expect(thrown.message).toMatch(/it is not known whether the reply was made/);
		expect(wire.requests).toHaveLength(1);
	});

	test("an outage's own Retry-After holds nothing else back", async () => {
		const { run, wire } = await services.thatAnswers(
			{ status: 503, headers: { 'retry-after': '3000' }, body: 'Down' },
			{ body: [] },
		);
		expect((await thrownBy(run(REPLY))).message).toMatch(/it is not known whether/);
		expect(await run(LIST)).toEqual([]);
		expect(wire.requests).toHaveLength(2);
	});

	test('a spent limit did nothing, so it goes out again when the wait is over', async () => {
		const { wire, run } = await services.thatAnswers(
			{ status: 429, headers: { 'retry-after': '2' }, body: refusal('x', 'Slow down.') },
			{ body: { id: 747 } },
		);
		const [item] = await run({ ...REPLY, options: { maxRateLimitWait: 5 } });
		expect(item?.json).toEqual({ id: 747, ticket_id: 12, product_id: 1 });
		expect(wire.requests).toHaveLength(2);
	});
});

describe('a read is repeated after an outage', () => {
	test.each([408, 500, 502, 503, 504])('status %i, and goes on', async (status) => {
		const { run, wire } = await services.thatAnswers({ status }, { status }, { body: [] });
		expect(await run(LIST)).toEqual([]);
		expect(wire.requests).toHaveLength(3);
	});

	test('four times at most', async () => {
		const { run, wire } = await services.thatAnswers({ status: 503, body: 'Down' });
		await expect(run(LIST)).rejects.toThrow(/status 503/);
		expect(wire.requests).toHaveLength(5);
	});

	test.each([400, 401, 403, 404, 405, 406, 415])('but not after status %i', async (status) => {
		const { run, wire } = await services.thatAnswers({ status });
		await expect(run(LIST)).rejects.toMatchObject({ httpCode: String(status) });
		expect(wire.requests).toHaveLength(1);
	});
});
