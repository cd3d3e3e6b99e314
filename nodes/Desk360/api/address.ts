import { CallStopped } from './facts';

/** What this package reads of the credential `desk360Api`, as the user typed it. */
export interface Desk360Credentials {
	authentication?: 'apiToken' | 'password';
	apiToken?: string;
	email?: string;
	password?: string;
	/** The token that `POST /login` gave, kept by n8n. */
	sessionToken?: string;
	baseUrl?: string;
}

export const DEFAULT_BASE_URL = 'https://api.desk360.com/v1';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function unusable(message: string, description: string): CallStopped {
	return new CallStopped({ kind: 'signIn', message, description });
}

/**
 * The API's address.
 *
 * @throws CallStopped when it is no URL, carries a user name, a query or a fragment, or is not https and not a loopback host
 */
export function apiAddress(credentials: Desk360Credentials): URL {
	const typed = (credentials.baseUrl ?? '').trim() || DEFAULT_BASE_URL;
	if (!URL.canParse(typed)) {
		throw unusable(
			'The base URL of the Desk360 credential is not a web address',
			`Enter an address such as ${DEFAULT_BASE_URL} in the credential`,
		);
	}
	const url = new URL(typed);
	if (url.username || url.password || url.search || url.hash) {
		throw unusable(
			'The base URL of the Desk360 credential holds more than an address',
			`Leave out user name, query and fragment: an address such as ${DEFAULT_BASE_URL} is enough`,
		);
	}
	if (url.protocol !== 'https:' && !isLoopback(url)) {
		throw unusable(
			'The base URL of the Desk360 credential does not start with https',
			'Desk360 answers over https only, and a token must not travel unencrypted. Change http:// to https:// in the credential',
		);
	}
	return url;
}

/** The full address of a path such as `/products`. */
export function endpoint(address: URL, path: string): string {
	return `${address.href.replace(/\/+$/, '')}${path}`;
}

/** True for http(s) addresses of this very machine, where the local Desk360 listens. */
export function isLoopback(url: URL): boolean {
	return /^https?:$/.test(url.protocol) && LOOPBACK_HOST.test(url.hostname);
}

/** A pasted token without the quotes, blanks and `Bearer ` that come along when it is copied. */
export function tidyToken(pasted: string | undefined): string {
	return (pasted ?? '')
		.replace(/^[\s"'`]+|[\s"'`]+$/g, '')
		.replace(/^Bearer(\s+|$)/i, '')
		.replace(/^[\s"'`]+|[\s"'`]+$/g, '');
}

/**
 * The token that signs a request: the panel's, or the one fetched at sign-in.
 *
 * @throws CallStopped when the credential holds none, or one that no header can carry
 */
export function bearerToken(credentials: Desk360Credentials): string {
	const byPassword = credentials.authentication === 'password';
	const token = byPassword ? (credentials.sessionToken ?? '') : tidyToken(credentials.apiToken);
	if (!token) {
		throw unusable(
			byPassword
				? 'Signing in to Desk360 gave no token'
				: 'The Desk360 credential has no API token',
			byPassword
				? 'Open the credential and test it'
				: 'Create a token in Desk360 under Settings > API and paste it into the credential',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(token)) {
		throw unusable(
			'The API token of the Desk360 credential holds blanks or characters that no token has',
			'Copy the token again from Desk360 under Settings > API, without anything around it',
		);
	}
	return token;
}

/** The secrets of a credential, so that they can be struck out of any text. */
export function secretsOf(credentials: Desk360Credentials): string[] {
	return [
		tidyToken(credentials.apiToken),
		credentials.password ?? '',
		credentials.sessionToken ?? '',
	].filter((secret) => secret.length > 3);
}
