import { expect, test } from '@jest/globals';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { createCaller } from '../../../nodes/Desk360/api/client';
import type { Desk360Credentials } from '../../../nodes/Desk360/api/address';

test.each([
	[{ apiToken: 'a-token' }, true],
	[{ authentication: 'apiToken', apiToken: 'a-token' }, true],
	[{ authentication: 'password', email: 'a@b.co', password: 'pass word' }, false],
] satisfies Array<[Desk360Credentials, boolean]>)(
	'n8n throws a refusal, and so renews the token, only after sign-in by password: %p',
	async (credentials, ignored) => {
		const requests: IHttpRequestOptions[] = [];
		const context = {
			getWorkflow: () => ({ id: '1', active: false }),
			getExecutionId: () => '1',
			getCredentials: async () => credentials,
			helpers: {
				async httpRequestWithAuthentication(_type: string, options: IHttpRequestOptions) {
					requests.push(options);
					return { statusCode: 200, headers: {}, body: '[]' };
				},
			},
		} as unknown as IExecuteFunctions;
		await createCaller(context)({
			method: 'GET',
			path: '/products',
			subject: 'the product list',
			target: 'product list',
			fits: Array.isArray,
		});
		expect(requests.map(({ ignoreHttpStatusErrors }) => ignoreHttpStatusErrors)).toEqual([ignored]);
	},
);
