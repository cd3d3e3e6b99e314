import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { CallFailed } from '../failures/failure';
import {
	apiAddress,
	boundToken,
	isHeaderValue,
	keptToken,
	panelToken,
	signsInByPassword,
} from './credentials';
import type { Desk360Credentials } from './credentials';
import { fetchSessionToken, noteKept, noteSigned, transportOf } from './session';

/**
 * A token must be fetched first. n8n takes the status for an answer of the service: it signs in, keeps the new token,
 * and signs again.
 */
class TokenNeeded extends CallFailed {
	readonly response = { status: 401 };

	constructor() {
		super({
			kind: 'signIn',
			message: 'Signing in to Desk360 gave no token',
			description: 'Open the credential and test it',
		});
	}
}

/**
 * What n8n is to keep in the credential after signing in: nothing for a panel token, or for the same token as before.
 * n8n's HTTP Request node asks for a renewal after any refusal and repeats the request, a write too, when it gets one:
 * with the same token that could only do harm.
 *
 * @throws CallFailed saying what is wrong, without a secret
 */
export async function renewedToken(
	credentials: Desk360Credentials,
	helper: IHttpRequestHelper,
): Promise<IDataObject> {
	if (!signsInByPassword(credentials)) return {};
	const token = await fetchSessionToken(credentials, transportOf(helper));
	if (token === keptToken(credentials)) return {};
	noteKept(credentials);
	return { sessionToken: boundToken(token, credentials) };
}

/** n8n's HTTP Request node says `uri` instead of `url`. */
function goesTo(address: URL, options: IHttpRequestOptions & { uri?: string }): boolean {
	const url = options.url ?? options.uri ?? '';
	if (url.startsWith(`${address.origin}/`)) return true;
	const base = options.baseURL ?? address.href;
	return URL.canParse(url, base) && new URL(url, base).origin === address.origin;
}

function tokenOf(credentials: Desk360Credentials): string {
	if (!signsInByPassword(credentials)) return panelToken(credentials);
	const token = keptToken(credentials);
	if (token === undefined || !isHeaderValue(token)) throw new TokenNeeded();
	noteSigned(credentials);
	return token;
}

/**
 * A token that was fetched for another address, email or password is not used.
 *
 * @throws CallFailed when the request goes to another host than the API's: the token is for that one alone
 */
export function sign(
	options: IHttpRequestOptions,
	credentials: Desk360Credentials,
): IHttpRequestOptions {
	const address = apiAddress(credentials);
	if (!goesTo(address, options)) {
		throw new CallFailed({
			kind: 'refused',
			message: `The Desk360 credential signs requests to ${address.host} only`,
			description: `Nothing was sent. Use an address that starts with ${address.href}, or another credential`,
		});
	}
	return {
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${tokenOf(credentials)}` },
		// Older versions of n8n's HTTP Request node, and its tool for agents, follow a redirect with the token.
		sendCredentialsOnCrossOriginRedirect: false,
	};
}
