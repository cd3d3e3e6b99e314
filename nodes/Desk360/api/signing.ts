import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { apiAddress, bearerToken } from './address';
import type { Desk360Credentials } from './address';
import { CallStopped } from './facts';
import { fetchSessionToken } from './login';
import type { Transport } from './login';
import type { Headers } from './rateHeaders';

function transport(helpers: IHttpRequestHelper['helpers']): Transport {
	return async (options) => {
		const response = (await helpers.httpRequest({
			...options,
			encoding: 'text',
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as { statusCode: number; headers: Headers; body: string };
		return { status: response.statusCode, headers: response.headers, body: response.body };
	};
}

/**
 * The new token that email and password give. Undefined when there is nothing new: the credential holds a panel
 * token, or Desk360 gave the same token as before. n8n's HTTP Request node asks for a renewal after any refusal
 * and repeats the request, a write too, when it gets one: with the same token that could only do harm.
 *
 * @throws CallStopped saying what is wrong, without a secret
 */
export async function sessionTokenFor(
	credentials: Desk360Credentials,
	helpers: IHttpRequestHelper['helpers'],
): Promise<string | undefined> {
	if (credentials.authentication !== 'password') return undefined;
	const token = await fetchSessionToken(credentials, transport(helpers));
	return token === credentials.sessionToken ? undefined : token;
}

/** True for a request to the host of the API; n8n's HTTP Request node says `uri` instead of `url`. */
function goesTo(address: URL, options: IHttpRequestOptions & { uri?: string }): boolean {
	const url = options.url ?? options.uri ?? '';
	if (url.startsWith(`${address.origin}/`)) return true;
	const base = options.baseURL ?? address.href;
	return URL.canParse(url, base) && new URL(url, base).origin === address.origin;
}

/**
 * Adds the token to a request.
 *
 * @throws CallStopped when the request goes to another host than the API's: the token is for that one alone
 */
export function sign(
	options: IHttpRequestOptions,
	credentials: Desk360Credentials,
): IHttpRequestOptions {
	const address = apiAddress(credentials);
	if (!goesTo(address, options)) {
		throw new CallStopped({
			kind: 'refused',
			message: `The Desk360 credential signs requests to ${address.host} only`,
			description: `Use an address that starts with ${address.href}, or another credential`,
		});
	}
	const headers = { ...options.headers, Authorization: `Bearer ${bearerToken(credentials)}` };
	return { ...options, headers };
}
