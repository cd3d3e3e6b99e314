import { describe, expect, test } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { boundToken } from '../../../../nodes/Desk360/api/auth/credentials';
import type { Desk360Credentials } from '../../../../nodes/Desk360/api/auth/credentials';
import { renewedToken, sign } from '../../../../nodes/Desk360/api/auth/sign';
import { explainRefusedToken } from '../../../../nodes/Desk360/api/auth/signedRequest';
import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure } from '../../../../nodes/Desk360/api/failures/failure';
import { LoginService, accepted, refused, someone } from './loginService';

const PANEL: Desk360Credentials = { apiToken: 'Bearer panel-token' };
const PRODUCTS = 'https://api.desk360.com/v1/products';

/** What signing throws; a request that is signed is a failed test. */
function thrownBy(options: IHttpRequestOptions, credentials: Desk360Credentials): CallFailed {
	try {
		sign(options, credentials);
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(CallFailed);
		return thrown as CallFailed;
	}
	throw new Error('The request was signed');
}

describe('a request to the API', () => {
	test('is signed with the token of the panel and is otherwise as it was', () => {
		const options = { url: PRODUCTS, headers: { Accept: 'application/json' }, timeout: 5 };
		expect(sign(options, PANEL)).toEqual({
			...options,
			headers: { Accept: 'application/json', Authorization: 'Bearer panel-token' },
			sendCredentialsOnCrossOriginRedirect: false,
		});
		expect(options.headers).not.toHaveProperty('Authorization');
	});

	test('does not keep a token of somebody else', () => {
		const options = { url: PRODUCTS, headers: { Authorization: 'Bearer another' } };
		expect(sign(options, PANEL).headers?.Authorization).toBe('Bearer panel-token');
	});

	test.each<[string, object]>([
		['its address', { url: PRODUCTS }],
		['its host alone', { url: 'https://api.desk360.com' }],
		['its host in capitals', { url: 'HTTPS://API.desk360.com/v1/products' }],
		['its port', { url: 'https://api.desk360.com:443/v1/products' }],
		['a path', { url: '/v1/products' }],
		['a path below a base', { baseURL: 'https://api.desk360.com/v1', url: '/products' }],
		['uri, as the HTTP Request node calls it', { uri: PRODUCTS }],
	])('is signed when it names %s', (_what, options) => {
		const { headers } = sign(options as IHttpRequestOptions, PANEL);
		expect(headers?.Authorization).toBe('Bearer panel-token');
	});

	test('is signed by email and password with the token that was fetched for them', () => {
		const credentials = someone();
		const sessionToken = boundToken('12|fetched', credentials);
		const options = { url: `${credentials.baseUrl}/products` };
		const { headers } = sign(options, { ...credentials, sessionToken, apiToken: 'panel-token' });
		expect(headers?.Authorization).toBe('Bearer 12|fetched');
	});
});

describe('a request to another host', () => {
	test.each<[string, object]>([
		['another host', { url: 'https://example.com/v1/products' }],
		['another port', { url: 'https://api.desk360.com:8443/v1/products' }],
		['http', { url: 'http://api.desk360.com/v1/products' }],
		['a host that begins so', { url: 'https://api.desk360.com.example.com/v1' }],
		['a user that looks so', { url: 'https://api.desk360.com@example.com/v1' }],
		['another base', { baseURL: 'https://example.com', url: '/v1/products' }],
		['a host without a scheme', { url: '//example.com/v1' }],
		['no address at all', { url: 'https://' }],
		['uri of another host', { uri: 'https://example.com/' }],
	])('is refused: %s', (_what, options) => {
		const { failure } = thrownBy(options as IHttpRequestOptions, PANEL);
		expect(failure).toMatchObject({
			kind: 'refused',
			message: 'The Desk360 credential signs requests to api.desk360.com only',
			description: expect.stringMatching(/^Nothing was sent/),
		});
	});
});

describe('a token that was fetched for something else', () => {
	const credentials = someone();
	const sessionToken = boundToken('12|fetched', credentials);

	test.each<[string, Partial<Desk360Credentials>]>([
		['another email', { email: 'another@example.com' }],
		['another password', { password: 'another' }],
		['another path', { baseUrl: `${credentials.baseUrl}/v2` }],
		['another host', { baseUrl: 'https://another.example.com/v1' }],
		['nothing in particular', { sessionToken: '12|fetched' }],
		['what no header can carry', { sessionToken: boundToken('12|fet ched', credentials) }],
		['nothing yet', { sessionToken: '' }],
	])('signs nothing: %s', (_what, other) => {
		const edited = { ...credentials, sessionToken, ...other };
		const thrown = thrownBy({ url: `${edited.baseUrl}/products` }, edited);
		// n8n takes that for an answer of the service, signs in and signs again.
		expect(thrown).toMatchObject({ response: { status: 401 } });
		expect(JSON.stringify([thrown, thrown.message])).not.toContain('fetched');
	});
});

describe('what n8n is to keep', () => {
	test('is nothing with a panel token', async () => {
		const service = new LoginService(accepted('token-1'));
		const helpers = { httpRequest: service.send };
		expect(await renewedToken(PANEL, { helpers })).toEqual({});
		expect(service.sent).toHaveLength(0);
	});

	test('is the fetched token, bound to the account', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone();
		const helpers = { httpRequest: service.send };
		const kept = await renewedToken(credentials, { helpers });
		expect(kept).toEqual({ sessionToken: boundToken('token-1', credentials) });
	});

	test('is nothing when Desk360 gives the same token again, so that nothing is repeated', async () => {
		const service = new LoginService(accepted('token-1'));
		const credentials = someone();
		const sessionToken = boundToken('token-1', credentials);
		const helpers = { httpRequest: service.send };
		expect(await renewedToken({ ...credentials, sessionToken }, { helpers })).toEqual({});
		expect(service.sent).toHaveLength(1);
	});

	test('is told without a status when it cannot be had, so that n8n does not sign in again', async () => {
		const service = new LoginService(refused(401, 'invalid_credentials'));
		const helpers = { httpRequest: service.send };
		const thrown: unknown = await renewedToken(someone(), { helpers }).catch(
			(reason: unknown) => reason,
		);
		expect(thrown).toBeInstanceOf(CallFailed);
		expect(thrown).not.toHaveProperty('response');
	});
});

describe('a refused token', () => {
	const refusal: Failure = { kind: 'tokenRefused', message: 'Unknown', description: 'Look' };

	test('that was fetched a moment ago is explained in other words', () => {
		const explained = explainRefusedToken(new CallFailed(refusal), someone());
		expect(explained).toMatchObject({
			failure: {
				kind: 'tokenRefused',
				message: 'Desk360 refused the token that it gave for this email and password',
			},
		});
	});

	test('of the panel, and any other failure, stays as it is', () => {
		const panel = new CallFailed(refusal);
		expect(explainRefusedToken(panel, PANEL)).toBe(panel);
		const other = new CallFailed({ ...refusal, kind: 'forbidden' });
		expect(explainRefusedToken(other, someone())).toBe(other);
		const error = new Error('What');
		expect(explainRefusedToken(error, someone())).toBe(error);
	});
});
