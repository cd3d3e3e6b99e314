import { describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Desk360Credentials } from '../../../nodes/Desk360/api/auth/credentials';
import { createCaller } from '../../../nodes/Desk360/api/client';
import type { Call } from '../../../nodes/Desk360/api/client';
import type { SenderOptions } from '../../../nodes/Desk360/api/http/send';
import { readList, readRecord } from '../../../nodes/Desk360/api/shapes';
import type { Product } from '../../../nodes/Desk360/api/types';
import { NODE, PRODUCTS } from '../../support/samples';

const LIST = {
	effect: 'read',
	path: '/products',
	subject: 'the product list',
	target: 'product list',
	read: readList<Product>('the product list'),
} as const satisfies Call<Product[]>;

const REPLY = {
	effect: 'write',
	path: '/products/1/tickets/2/reply',
	body: { message: 'Hello' },
	subject: 'the reply',
	target: 'ticket 2 in product 1',
	read: readRecord<{ id: number }>,
} as const satisfies Call<{ id: number }>;

let hosts = 0;

/** The node of an execution, whose requests get these answers, the last one over and over. */
class Execution {
	readonly requests: IHttpRequestOptions[] = [];

	/** The data of the credential that each request was signed by. */
	readonly signedBy: Desk360Credentials[] = [];

	readonly hints: string[] = [];

	readonly getCredentials = jest.fn<(type: string, itemIndex?: number) => Promise<object>>();

	private readonly answers: object[];

	constructor(credentials: Desk360Credentials, ...answers: object[]) {
		// What is known of a host and an account outlives a test.
		const baseUrl = `https://client${++hosts}.example.com/v1`;
		this.getCredentials.mockResolvedValue({ baseUrl, ...credentials });
		this.answers = answers;
	}

	caller(options?: SenderOptions) {
		const context = {
			getNode: () => NODE,
			getWorkflow: () => ({ id: '1', active: false }),
			getExecutionId: () => '1',
			getCredentials: this.getCredentials,
			addExecutionHints: ({ message }: { message: string }) => this.hints.push(message),
			logger: { warn: () => {} },
			helpers: {
				httpRequestWithAuthentication: async (
					_type: string,
					options: IHttpRequestOptions,
					{ credentialsDecrypted }: { credentialsDecrypted: { data: Desk360Credentials } },
				) => {
					this.signedBy.push(credentialsDecrypted.data);
					const at = Math.min(this.requests.length, this.answers.length - 1);
					this.requests.push(options);
					return { statusCode: 200, headers: {}, body: '[]', ...this.answers[at] };
				},
			},
		} as unknown as IExecuteFunctions;
		return createCaller(context, options);
	}
}

describe('a call', () => {
	test('that reads is a GET below the base URL, for half a minute', async () => {
		const headers = { link: '<?page=2>; rel=next' };
		const body = JSON.stringify(PRODUCTS);
		const execution = new Execution({ apiToken: 'a-token' }, { headers, body });
		const answer = await execution.caller()({ ...LIST, query: { page: 2 } });
		expect(answer).toEqual({ value: PRODUCTS, headers });
		expect(execution.requests).toMatchObject([
			{
				method: 'GET',
				url: expect.stringMatching(/^https:\/\/client\d+\.example\.com\/v1\/products$/),
				qs: { page: 2 },
				timeout: 30_000,
			},
		]);
	});

	test('that writes is a POST, for five minutes, and may be answered without data', async () => {
		const execution = new Execution({ apiToken: 'a-token' }, { statusCode: 204, body: '' });
		const { value } = await execution.caller()(REPLY);
		expect(value).toEqual({ accepted: true });
		expect(execution.requests).toMatchObject([
			{ method: 'POST', body: '{"message":"Hello"}', timeout: 300_000 },
		]);
		expect(execution.hints).toEqual([
			'Desk360 accepted the reply (status 204) and answered without its data',
		]);
	});

	test('tells what was odd about an answer that could be read all the same', async () => {
		const execution = new Execution({ apiToken: 'a-token' }, { body: '[{"id":1},null]' });
		await execution.caller()(LIST);
		expect(execution.hints).toEqual([
			'1 row of the product list could not be read and is left out',
		]);
	});

	test.each<[Desk360Credentials, boolean]>([
		[{ apiToken: 'a-token' }, true],
		[{ authentication: 'apiToken', apiToken: 'a-token' }, true],
		[{ authentication: 'password', email: 'a@b.co', password: 'pass word' }, false],
	])('lets n8n renew the token only after sign-in by password: %p', async (credentials, is) => {
		const execution = new Execution(credentials);
		await execution.caller()(LIST);
		const [{ ignoreHttpStatusErrors } = {}] = execution.requests;
		expect(ignoreHttpStatusErrors !== undefined).toBe(is);
	});

	test('is signed by the credential of its item, which is looked up once', async () => {
		const execution = new Execution({ apiToken: 'a-token' });
		const call = execution.caller({ itemIndex: 3 });
		await call(LIST);
		await call(LIST);
		expect(execution.getCredentials.mock.calls).toEqual([['desk360Api', 3]]);
		expect(execution.signedBy).toMatchObject([{ apiToken: 'a-token' }, { apiToken: 'a-token' }]);
	});
});

describe('a call that cannot be signed', () => {
	test.each<[Desk360Credentials, RegExp]>([
		[{ apiToken: '' }, /has no API token/],
		[{ authentication: 'password', email: 'a@b.co' }, /has no password/],
		[{ apiToken: 'a-token', baseUrl: 'http://desk360.example.com' }, /does not start with https/],
	])('is not sent: %j', async (credentials, message) => {
		const execution = new Execution(credentials);
		await expect(execution.caller({ itemIndex: 2 })(LIST)).rejects.toMatchObject({
			name: 'NodeApiError',
			kind: 'signIn',
			message: expect.stringMatching(message),
			context: { itemIndex: 2 },
		});
		expect(execution.requests).toHaveLength(0);
	});

	test('because its token was refused a moment ago is not sent, and told in the same words', async () => {
		const body = '{"message":"Unauthenticated."}';
		const execution = new Execution({ apiToken: 'unknown' }, { statusCode: 401, body });
		const call = execution.caller();
		const reasons = await Promise.all(
			[LIST, LIST, LIST].map(async (question) => await call(question).catch(String)),
		);
		expect(new Set(reasons).size).toBe(1);
		expect(reasons[0]).toMatch(/Desk360 does not know this API token: Unauthenticated$/);
		await expect(call(REPLY)).rejects.toMatchObject({ kind: 'tokenRefused', httpCode: '401' });
		expect(execution.requests).toHaveLength(1);
	});
});

test('no secret of the credential is quoted', async () => {
	const body = '{"sent":"a-token-of-mine"}';
	const execution = new Execution({ apiToken: 'Bearer a-token-of-mine' }, { body });
	await expect(execution.caller()(LIST)).rejects.toMatchObject({
		message: expect.stringMatching(/\{"sent":"\*\*\*"\}$/),
	});
});
