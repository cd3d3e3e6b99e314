import type { IHttpRequestOptions } from 'n8n-workflow';

import { apiAddress, endpoint, secretsOf } from './address';
import type { Desk360Credentials } from './address';
import { judge } from './answer';
import type { RawAnswer, Verdict } from './answer';
import { budgetOf } from './budget';
import { CallStopped } from './facts';
import type { Facts, Kind } from './facts';
import { fingerprint } from './fingerprint';
import { networkFacts } from './network';
import { filledText, isObject } from './question';
import type { Question } from './question';
import { rateReport } from './rateHeaders';
import type { RateReport } from './rateHeaders';

/** Sends one request without following redirects and gives any status back; throws when no answer came. */
export type Transport = (options: IHttpRequestOptions) => Promise<RawAnswer>;

/** Desk360 locks the account for a minute after five wrong passwords, so a wrong one is not sent again that long. */
const REMEMBER_REFUSAL_MS = 60_000;

const LOGIN_TIMEOUT_MS = 30_000;

/** What the same email and password are told again within the minute; an outage or a spent rate limit is not. */
const LASTING_KINDS: readonly Kind[] = ['signIn', 'forbidden', 'refused'];

const LOGIN: Question = {
	method: 'GET', // judged like a read: signing in twice does no harm
	subject: 'the sign-in',
	target: 'sign-in at this address',
	fits: (body) => isObject(body) && filledText(body.access_token) !== undefined,
};

type Outcome = { token: string; facts?: undefined } | { token?: undefined; facts: Facts };

/**
 * Sends one request and judges the answer. It is counted in the budget of the host, but does not wait for its
 * turn: another call waits for it, or a person.
 *
 * @throws what the transport throws when no answer came
 */
export async function askAtOnce(
	host: string,
	send: Transport,
	options: IHttpRequestOptions,
	question: Question,
	secrets: string[],
): Promise<Verdict> {
	const budget = budgetOf(host);
	const window = budget.begin();
	let report: RateReport = {};
	let isRefused = false;
	try {
		const answer = await send(options);
		const verdict = judge(answer, question, secrets);
		isRefused = verdict.facts?.kind === 'rateLimited';
		report = rateReport(answer.headers, Date.now());
		return verdict;
	} finally {
		budget.settle(window, isRefused ? report : { ...report, retryAfterMs: undefined }, isRefused);
	}
}

interface Login {
	/** The attempt under way, shared by calls that start together. */
	underWay?: Promise<Outcome>;
	/** What the newest attempt gave. */
	token?: string;
	refusal?: Facts;
	refusedAt: number;
}

/** By address, email and password, hashed: an edited credential starts afresh. */
const logins = new Map<string, Login>();

function loginOf(address: URL, { email, password }: Desk360Credentials): Login {
	const key = fingerprint(address.href, email, password);
	const known = logins.get(key) ?? { refusedAt: 0 };
	logins.set(key, known);
	return known;
}

async function attempt(
	address: URL,
	credentials: Desk360Credentials,
	send: Transport,
): Promise<Outcome> {
	const options: IHttpRequestOptions = {
		method: 'POST',
		url: endpoint(address, '/login'),
		headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
		body: JSON.stringify({ email: credentials.email, password: credentials.password }),
		timeout: LOGIN_TIMEOUT_MS,
	};
	try {
		const secrets = secretsOf(credentials);
		const verdict = await askAtOnce(address.host, send, options, LOGIN, secrets);
		if (verdict.facts) return { facts: verdict.facts };
		return { token: (verdict.body as { access_token: string }).access_token };
	} catch (thrown) {
		return { facts: networkFacts(thrown, LOGIN, address.host) };
	}
}

function requireFilled(credentials: Desk360Credentials): void {
	const missing = (['email', 'password'] as const).find((field) => !credentials[field]);
	if (missing === undefined) return;
	throw new CallStopped({
		kind: 'signIn',
		message: `The Desk360 credential has no ${missing}`,
		description: `Enter the ${missing} in the credential, or choose to sign in with an API token`,
	});
}

/** The tokens that this process fetched for a credential, so that they too can be struck out of any text. */
export function fetchedTokens(credentials: Desk360Credentials): string[] {
	if (credentials.authentication !== 'password') return [];
	const { token } = loginOf(apiAddress(credentials), credentials);
	return token === undefined ? [] : [token];
}

/**
 * The token for an email and a password, from `POST /login`. Calls at the same time share one attempt, a token
 * that another call just fetched is handed out again, and a password known to be wrong is not sent again
 * within the minute, whichever node or trigger of the process asks.
 *
 * @param afresh signs in even though a token is known: that is what a test of the credential is for
 * @throws CallStopped saying what is wrong, without a secret
 */
export async function fetchSessionToken(
	credentials: Desk360Credentials,
	send: Transport,
	{ afresh = false } = {},
): Promise<string> {
	requireFilled(credentials);
	const trimmed = { ...credentials, email: credentials.email?.trim() };
	const address = apiAddress(credentials);
	const login = loginOf(address, credentials);
	if (login.refusal && Date.now() - login.refusedAt < REMEMBER_REFUSAL_MS) {
		throw new CallStopped(login.refusal);
	}
	if (!afresh && login.token && login.token !== credentials.sessionToken) return login.token;

	login.underWay ??= attempt(address, trimmed, send).finally(() => {
		login.underWay = undefined;
	});
	const { token, facts } = await login.underWay;
	login.token = token;
	login.refusal = facts && LASTING_KINDS.includes(facts.kind) ? facts : undefined;
	login.refusedAt = Date.now();
	if (facts) throw new CallStopped(facts);
	return token;
}
