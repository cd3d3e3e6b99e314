import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { filledText, isObject } from '../common/values';
import { CallFailed, CONSEQUENCES } from '../failures/failure';
import type { Failure } from '../failures/failure';
import type { Read } from '../failures/judge';
import type { Question } from '../failures/question';
import { readAnswerTo, textRequest } from '../http/request';
import { queueOf } from '../rateLimit/queue';
import { accountOf, apiAddress, endpoint, keptToken, loginOf, secretsOf } from './credentials';
import type { Desk360Credentials } from './credentials';

/** Sends a request by one of n8n's helpers and gives the full response. */
export type Transport = (options: IHttpRequestOptions) => Promise<unknown>;

/** Desk360 locks the account for a minute after five wrong passwords, so a wrong one is not sent again that long. */
const REMEMBERED_MS = 60_000;

const LOGIN_TIMEOUT_MS = 30_000;

/** Expressions in a credential may name any number of accounts over the years. */
const MOST_ACCOUNTS = 500;

/** Judged as a read: signing in twice does no harm. */
const LOGIN: Question = {
	effect: 'read',
	subject: 'the sign-in',
	target: 'sign-in at this address',
	// The framework knows no code for a wrong password.
	statusMeans: {
		400: 'invalid_credentials',
		401: 'invalid_credentials',
		422: 'invalid_credentials',
	},
};

const readToken: Read<string> = (json) => {
	const body = isObject(json) && isObject(json.data) ? json.data : json;
	const token = isObject(body) ? filledText(body.access_token) : undefined;
	return token === undefined ? undefined : { value: token, notes: [] };
};

/** What this process knows of an account's sign-in. */
interface Session {
	/** The attempt under way, shared by calls that start together. */
	underWay?: Promise<string>;
	/** What the newest attempt gave. */
	token?: string;
	/** Whether n8n was given that token to keep. */
	isKept?: boolean;
	/** The token before it, which a credential read a moment ago may still hold. */
	replaced?: string;
	refusal?: Failure;
	/** Until when the refusal is told without asking, in milliseconds since the epoch. */
	refusedUntil: number;
}

const sessions = new Map<string, Session>();

function sessionOf(credentials: Desk360Credentials): Session {
	const account = accountOf(credentials);
	const session = sessions.get(account) ?? { refusedUntil: 0 };
	// The account that was asked for longest ago is the first in the map.
	sessions.delete(account);
	sessions.set(account, session);
	const [oldest] = sessions.keys();
	if (sessions.size > MOST_ACCOUNTS && oldest !== undefined) sessions.delete(oldest);
	return session;
}

/**
 * The framework throttles the sign-in by itself. That is no limit of the API's calls: it concerns the sign-in alone,
 * and another kind says so.
 */
function concernsSignIn(failure: Failure): Failure {
	if (failure.kind !== 'rateLimited') return failure;
	return {
		...failure,
		kind: 'signInPaused',
		message: 'Desk360 lets nobody sign in for a while, because there were too many sign-ins',
		description: 'Nothing was sent. Try again in a minute, or use an API token in the credential',
		retryAfterMs: failure.retryAfterMs ?? REMEMBERED_MS,
	};
}

/** `POST /login`, once. It is counted among the calls to the host but waits for no turn: another call waits for it. */
async function signIn(credentials: Desk360Credentials, send: Transport): Promise<string> {
	const address = apiAddress(credentials);
	const options = textRequest({
		method: 'POST',
		url: endpoint(address, '/login'),
		body: loginOf(credentials),
		timeoutMs: LOGIN_TIMEOUT_MS,
	});
	const queue = queueOf(address.host);
	const turn = queue.begin(accountOf(credentials));
	const { value } = await readAnswerTo({
		question: LOGIN,
		host: address.host,
		send: async () => await send(options),
		read: readToken,
		secrets: () => secretsOf(credentials),
		heard: () => {},
	}).finally(() => queue.settle(turn, {}, false));
	return value as string;
}

function keep(session: Session, token: string): string {
	if (token !== session.token) {
		session.replaced = session.token;
		session.isKept = false;
	}
	session.token = token;
	session.refusal = undefined;
	return token;
}

function remember(session: Session, thrown: CallFailed): CallFailed {
	const failure = concernsSignIn(thrown.failure);
	session.token = undefined;
	session.refusal = CONSEQUENCES[failure.kind].isRemembered ? failure : undefined;
	session.refusedUntil = Date.now() + (failure.retryAfterMs ?? REMEMBERED_MS);
	return new CallFailed(failure);
}

/** Signs in, and keeps what came of it before any of those who wait for it goes on. */
async function attempt(
	session: Session,
	credentials: Desk360Credentials,
	send: Transport,
): Promise<string> {
	return await signIn(credentials, send)
		.then((token) => keep(session, token))
		.catch((thrown: unknown) => {
			throw thrown instanceof CallFailed ? remember(session, thrown) : thrown;
		})
		.finally(() => {
			session.underWay = undefined;
		});
}

/** A refusal that is remembered, with the time that is left of it. */
function refusalOf({ refusal, refusedUntil }: Session): Failure | undefined {
	const left = refusedUntil - Date.now();
	if (!refusal || left <= 0) return undefined;
	return refusal.retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs: left };
}

/**
 * The token for an email and a password, from `POST /login`. Calls at the same time share one attempt, a token
 * that another call just fetched is handed out again, and a password known to be wrong is not sent again
 * within the minute, whichever node or trigger of the process asks.
 *
 * @param afresh signs in even though a token is known: that is what a test of the credential is for
 * @throws CallFailed saying what is wrong, without a secret
 */
export async function fetchSessionToken(
	credentials: Desk360Credentials,
	send: Transport,
	{ afresh = false } = {},
): Promise<string> {
	loginOf(credentials);
	const session = sessionOf(credentials);
	const refusal = refusalOf(session);
	if (refusal) throw new CallFailed(refusal);
	if (!afresh && session.token && session.token !== keptToken(credentials)) return session.token;
	session.underWay ??= attempt(session, credentials, send);
	return await session.underWay;
}

/** What n8n's own request helper of a credential's sign-in gives. */
export function transportOf({ helpers }: IHttpRequestHelper): Transport {
	return async (options) => await helpers.httpRequest(options);
}

/** Notes that n8n was given the token to keep it in the credential. */
export function noteKept(credentials: Desk360Credentials): void {
	sessionOf(credentials).isKept = true;
}

/** The token to sign with now: the kept one, or a newer one that n8n keeps already. Undefined: one must be fetched. */
export function currentToken(credentials: Desk360Credentials): string | undefined {
	const { token, isKept, replaced } = sessionOf(credentials);
	const kept = keptToken(credentials);
	if (kept !== undefined && kept !== replaced) return kept;
	return isKept ? token : undefined;
}

/** The tokens that this process fetched for a credential, so that they too can be struck out of any text. */
export function fetchedTokens(credentials: Desk360Credentials): string[] {
	const { token, replaced } = sessionOf(credentials);
	return [token, replaced].filter((known) => known !== undefined);
}
