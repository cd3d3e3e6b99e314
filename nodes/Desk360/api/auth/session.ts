import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { keepNewest } from '../common/newest';
import { filledText, isObject } from '../common/values';
import { CallFailed, CONSEQUENCES } from '../failures/failure';
import type { Failure } from '../failures/failure';
import type { Read } from '../failures/judge';
import type { Question } from '../failures/question';
import { duration } from '../failures/text';
import { readAnswerTo, textRequest } from '../http/request';
import { queueOf } from '../rateLimit/queue';
import { accountOf, apiAddress, endpoint, keptToken, loginOf, secretsOf } from './credentials';
import type { Desk360Credentials } from './credentials';

/** Sends a request by one of n8n's helpers and gives the full response. */
export type Transport = (options: IHttpRequestOptions) => Promise<unknown>;

/** Desk360 locks the account for a minute after five wrong passwords, so a wrong one is not sent again that long. */
const REMEMBERED_MS = 60_000;

const LOGIN_TIMEOUT_MS = 30_000;

/** Expressions in a credential may name any number. */
const MOST_ACCOUNTS = 500;

/** Judged as a read: signing in twice does no harm. */
const LOGIN: Question = {
	effect: 'read',
	subject: 'the sign-in',
	target: 'sign-in at this address',
	isSecret: true,
	// The framework knows no codes for a wrong password and for password access that is off.
	statusMeans: {
		400: 'invalid_credentials',
		401: 'invalid_credentials',
		403: 'password_access_disabled',
		422: 'invalid_credentials',
	},
};

const readToken: Read<string> = (json) => {
	const body = isObject(json) && isObject(json.data) ? json.data : json;
	const token = isObject(body) ? filledText(body.access_token) : undefined;
	return token === undefined ? undefined : { value: token, notes: [] };
};

/** A credential that was read a while ago hardly holds an older one. */
const MOST_OLDER = 10;

interface Session {
	/** The attempt under way, shared by calls that start together. */
	underWay?: Promise<string>;
	/** The newest token: what the last attempt gave, or what another process gave n8n to keep since. */
	token?: string;
	/** Whether n8n was given that token to keep. */
	isKept?: boolean;
	/** The tokens before it, which a credential read a while ago may still hold; oldest first. */
	older: string[];
	refusal?: Failure;
	/** Until when the refusal is told without asking, in milliseconds since the epoch. */
	refusedUntil: number;
	/** The token that n8n kept when the sign-in was refused. It had been refused before, and is not sent meanwhile. */
	refusedToken?: string;
}

const sessions = new Map<string, Session>();

function sessionOf(credentials: Desk360Credentials): Session {
	const account = accountOf(credentials);
	const session = sessions.get(account) ?? { older: [], refusedUntil: 0 };
	keepNewest(sessions, account, session, MOST_ACCOUNTS);
	return session;
}

/** The framework throttles the sign-in by itself. That is no limit of the API's calls, so it has another kind. */
function concernsSignIn(failure: Failure): Failure {
	if (failure.kind !== 'rateLimited') return failure;
	const { retryAfterMs = REMEMBERED_MS } = failure;
	return {
		...failure,
		kind: 'signInPaused',
		message: 'Desk360 lets nobody sign in for a while, because there were too many sign-ins',
		description: `Nothing was sent. Try again in ${duration(retryAfterMs)}, or use an API token in the credential`,
		retryAfterMs,
	};
}

/** `POST /login`, once. It is counted as a call but waits for no turn: another call waits for it. */
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

function makeNewest(session: Session, token: string, isKept: boolean): void {
	if (token === session.token) return;
	const older = [...session.older, session.token].filter((other) => other !== token);
	session.older = older.filter((other) => other !== undefined).slice(-MOST_OLDER);
	session.token = token;
	session.isKept = isKept;
}

function keep(session: Session, token: string): string {
	makeNewest(session, token, false);
	session.refusal = undefined;
	return token;
}

function remember(
	session: Session,
	thrown: CallFailed,
	refusedToken: string | undefined,
): CallFailed {
	const failure: Failure = { ...concernsSignIn(thrown.failure), isOfSignIn: true };
	session.token = undefined;
	session.refusal = CONSEQUENCES[failure.kind].isRemembered ? failure : undefined;
	session.refusedUntil = Date.now() + (failure.retryAfterMs ?? REMEMBERED_MS);
	session.refusedToken = refusedToken;
	return new CallFailed(failure);
}

/** Keeps what came of it before any of those who wait for it goes on. */
async function attempt(
	session: Session,
	credentials: Desk360Credentials,
	send: Transport,
): Promise<string> {
	return await signIn(credentials, send)
		.then((token) => keep(session, token))
		.catch((thrown: unknown) => {
			throw thrown instanceof CallFailed
				? remember(session, thrown, keptToken(credentials))
				: thrown;
		})
		.finally(() => {
			session.underWay = undefined;
		});
}

/** With the time that is left of it. */
function refusalOf({ refusal, refusedUntil }: Session): Failure | undefined {
	const left = refusedUntil - Date.now();
	if (!refusal || left <= 0) return undefined;
	return refusal.retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs: left };
}

/**
 * The token from `POST /login`. Whichever node or trigger of the process asks: calls at the same time share one
 * attempt, a token that was just fetched is handed out again, and a wrong password is not sent again within the minute.
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

export function transportOf({ helpers }: IHttpRequestHelper): Transport {
	return async (options) => await helpers.httpRequest(options);
}

/** n8n was given the token to keep in the credential. */
export function noteKept(credentials: Desk360Credentials): void {
	sessionOf(credentials).isKept = true;
}

/**
 * The kept token signs a call. One that this process did not fetch was given to n8n by another one since: when it ends,
 * the token that was fetched here before it is no good either.
 */
export function noteSigned(credentials: Desk360Credentials): void {
	const session = sessionOf(credentials);
	const kept = keptToken(credentials);
	if (kept !== undefined && !session.older.includes(kept)) makeNewest(session, kept, true);
}

/** The kept one, or a newer one that n8n keeps already; undefined when one must be fetched. */
export function currentToken(credentials: Desk360Credentials): string | undefined {
	const session = sessionOf(credentials);
	const kept = keptToken(credentials);
	if (kept !== undefined && kept === session.refusedToken && refusalOf(session)) return undefined;
	if (kept !== undefined && !session.older.includes(kept)) return kept;
	return session.isKept ? session.token : undefined;
}

/** Newest first, to be struck out of any text. */
export function fetchedTokens(credentials: Desk360Credentials): string[] {
	const { token, older } = sessionOf(credentials);
	return [token, ...older.toReversed()].filter((known) => known !== undefined);
}
