import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { CallFailed } from '../failures/failure';
import { boundToken, signsInByPassword } from './credentials';
import type { Desk360Credentials } from './credentials';
import { currentToken } from './session';

type Context = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

export const CREDENTIAL = 'desk360Api';

/** Expressions in a credential give each item an account of its own. */
export async function credentialsOf(
	context: Context,
	itemIndex?: number,
): Promise<Desk360Credentials> {
	return await context.getCredentials<Desk360Credentials>(CREDENTIAL, itemIndex);
}

/**
 * Signs by the credential of the item; n8n by itself would take that of the first one. Without a token n8n signs in
 * first, and keeps the token that it got.
 *
 * @throws what n8n's request helper throws
 */
export async function signedRequest(
	context: Context,
	credentials: Desk360Credentials,
	options: IHttpRequestOptions,
): Promise<unknown> {
	const token = signsInByPassword(credentials) ? currentToken(credentials) : undefined;
	const data = {
		...credentials,
		sessionToken: token === undefined ? '' : boundToken(token, credentials),
	} as ICredentialDataDecryptedObject;
	return await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options, {
		credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data },
	});
}

/** A token that was fetched a moment ago and is refused all the same. */
export function explainRefusedToken(thrown: unknown, credentials: Desk360Credentials): unknown {
	if (!(thrown instanceof CallFailed) || !signsInByPassword(credentials)) return thrown;
	const { failure } = thrown;
	if (failure.kind !== 'tokenRefused') return thrown;
	return new CallFailed({
		...failure,
		message: 'Desk360 refused the token that it gave for this email and password',
		description:
			'Test the credential; if the test passes, sign in to Desk360 once and look at Settings > API',
	});
}
