import { fingerprint } from '../common/fingerprint';
import { CallFailed } from '../failures/failure';
import { DEFAULT_BASE_URL } from './defaultBaseUrl';

/** What this package reads of the credential `desk360Api`, as the user typed it. */
export interface Desk360Credentials {
	authentication?: 'apiToken' | 'password';
	apiToken?: string;
	email?: string;
	password?: string;
	/** The token that `POST /login` gave, bound to what it was fetched for; kept by n8n. */
	sessionToken?: string;
	baseUrl?: string;
	/** The zone of the times in Desk360's panel. It says nothing of the account, and nothing is remembered by it. */
	timeZone?: string;
}

/**
 * Marks without width or of the writing direction, soft hyphens, byte order marks: they come along with copied text.
 */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

const LONGEST_TOKEN = 4_000;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An expression in a credential may give anything. */
function text(value: unknown): string {
	return typeof value === 'string' ? value : String(value ?? '');
}

function unusable(message: string, description: string): CallFailed {
	return new CallFailed({ kind: 'signIn', message, description });
}

/**
 * @throws CallFailed when it is no URL, carries a user name, a query or a fragment, or is not https and not a loopback
 * host
 */
export function apiAddress(credentials: Desk360Credentials): URL {
	const typed = text(credentials.baseUrl).trim() || DEFAULT_BASE_URL;
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

export function endpoint(address: URL, path: string): string {
	return `${address.href.replace(/\/+$/, '')}${path}`;
}

/** This very machine, where the local Desk360 listens. */
export function isLoopback(url: URL): boolean {
	return /^https?:$/.test(url.protocol) && LOOPBACK_HOST.test(url.hostname);
}

/** A pasted token without the header line, `Bearer `, quotes and blanks that come along when it is copied. */
export function tidyToken(pasted: unknown): string {
	return text(pasted)
		.slice(0, LONGEST_TOKEN)
		.replace(INVISIBLE, '')
		.replace(/^[\s"'`]+/, '')
		.replace(/^Authorization["'`]?\s*:\s*/i, '')
		.replace(/^[\s"'`]*Bearer(\s+|$)/i, '')
		.replace(/^[\s"'`]+/, '')
		.replace(/[\s"'`,;]+$/, '');
}

export function signsInByPassword({ authentication }: Desk360Credentials): boolean {
	return authentication === 'password';
}

/**
 * A name to remember things by: another address, token, email or password is another account.
 *
 * @throws CallFailed when the address cannot be used
 */
export function accountOf(credentials: Desk360Credentials): string {
	const address = endpoint(apiAddress(credentials), '');
	return signsInByPassword(credentials)
		? fingerprint(address, 'password', text(credentials.email).trim(), text(credentials.password))
		: fingerprint(address, 'token', tidyToken(credentials.apiToken));
}

/** Enough of a fingerprint to tell accounts apart. */
const BINDING_LENGTH = 22;

/**
 * A fetched token with a mark of what it was fetched for: n8n puts it back into a credential that a person edits, where
 * it would go on signing as the agent who was there before.
 */
export function boundToken(token: string, credentials: Desk360Credentials): string {
	return `${accountOf(credentials).slice(0, BINDING_LENGTH)}:${token}`;
}

/** Undefined when it was fetched for another address, email or password. */
export function keptToken(credentials: Desk360Credentials): string | undefined {
	const sessionToken = text(credentials.sessionToken);
	const token = sessionToken.slice(BINDING_LENGTH + 1);
	return token !== '' && boundToken(token, credentials) === sessionToken ? token : undefined;
}

/** @throws CallFailed when the credential holds none, or one that no header can carry */
export function panelToken({ apiToken }: Desk360Credentials): string {
	const token = tidyToken(apiToken);
	if (!token) {
		throw unusable(
			'The Desk360 credential has no API token',
			'Create a token in Desk360 under Settings > API and paste it into the credential',
		);
	}
	if (!isHeaderValue(token)) {
		throw unusable(
			'The API token of the Desk360 credential holds blanks or characters that no token has',
			'Copy the token again from Desk360 under Settings > API, without anything around it',
		);
	}
	return token;
}

export function isHeaderValue(token: string): boolean {
	return /^[\x21-\x7e]+$/.test(token);
}

/** @throws CallFailed when email or password is missing */
export function loginOf(credentials: Desk360Credentials): { email: string; password: string } {
	const email = text(credentials.email).trim();
	const password = text(credentials.password);
	const missing = email === '' ? 'email' : password === '' ? 'password' : undefined;
	if (missing === undefined) return { email, password };
	throw unusable(
		`The Desk360 credential has no ${missing}`,
		'Enter it in the credential, or choose to sign in with an API token',
	);
}

/** @throws CallFailed saying what is missing */
export function requireUsable(credentials: Desk360Credentials): void {
	if (signsInByPassword(credentials)) loginOf(credentials);
	else panelToken(credentials);
}

/** To be struck out of any text. */
export function secretsOf(credentials: Desk360Credentials): string[] {
	const { apiToken, password, sessionToken } = credentials;
	const token = text(sessionToken).slice(BINDING_LENGTH + 1);
	return [tidyToken(apiToken), text(password), token].filter((secret) => secret.length > 3);
}
