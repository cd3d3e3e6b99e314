import { createHash } from 'crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { apiAddress, secretsOf } from './address';
import type { Desk360Credentials } from './address';
import { judge } from './answer';
import type { RawAnswer } from './answer';
import { budgetOf } from './budget';
import { CallStopped } from './facts';
import type { Facts } from './facts';
import { networkFacts } from './network';
import { filledText, isObject } from './question';
import type { Question } from './question';
import { rateReport } from './rateHeaders';

/** Sends one request without following redirects and gives any status back; throws when no answer came. */
export type Transport = (options: IHttpRequestOptions) => Promise<RawAnswer>;

/** Desk360 locks the account for a minute after five wrong passwords, so a wrong one is not sent again that long. */
const REMEMBER_REFUSAL_MS = 60_000;

const LOGIN_TIMEOUT_MS = 30_000;

/** The answers that the same password gets again within the minute. */
const LASTING_CODES = ['invalid_credentials', 'too_many_attempts'];

const LOGIN: Question = {
	method: 'GET', // judged like a read: signing in twice does no harm
	subject: 'the sign-in',
	target: 'sign-in at this address',
	fits: (body) => isObject(body) && filledText(body.access_token) !== undefined,
};

type Outcome = { token: string; facts?: undefined } | { token?: undefined; facts: Facts };

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
	const key = createHash('sha256')
		.update(JSON.stringify([address.href, email, password]))
		.digest('hex');
	const known = logins.get(key) ?? { refusedAt: 0 };
	logins.set(key, known);
	return known;
}

async function attempt(
	address: URL,
	credentials: Desk360Credentials,
	send: Transport,
): Promise<Outcome> {
	const budget = budgetOf(address.host);
	let answer: RawAnswer | undefined;
	budget.begin();
	try {
		answer = await send({
			method: 'POST',
			url: `${address.href}/login`,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: JSON.stringify({ email: credentials.email, password: credentials.password }),
			timeout: LOGIN_TIMEOUT_MS,
		});
	} catch (thrown) {
		return { facts: networkFacts(thrown, LOGIN, address.host) };
	} finally {
		budget.settle(answer ? rateReport(answer.headers, Date.now()) : {}, false);
	}
	const verdict = judge(answer, LOGIN, secretsOf(credentials));
	if (verdict.facts) return { facts: verdict.facts };
	return { token: (verdict.body as { access_token: string }).access_token };
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

/**
 * The token for an email and a password, from `POST /login`. Calls at the same time share one attempt, a token
 * that another call just fetched is handed out again, and a password known to be wrong is not sent again
 * within the minute, whichever node or trigger of the process asks.
 *
 * @throws CallStopped saying what is wrong, without a secret
 */
export async function fetchSessionToken(
	credentials: Desk360Credentials,
	send: Transport,
): Promise<string> {
	requireFilled(credentials);
	const address = apiAddress(credentials);
	const login = loginOf(address, credentials);
	if (login.refusal && Date.now() - login.refusedAt < REMEMBER_REFUSAL_MS) {
		throw new CallStopped(login.refusal);
	}
	if (login.token && login.token !== credentials.sessionToken) return login.token;

	login.underWay ??= attempt(address, credentials, send).finally(() => {
		login.underWay = undefined;
	});
	const { token, facts } = await login.underWay;
	login.token = token;
	login.refusal = facts && LASTING_CODES.includes(facts.code ?? '') ? facts : undefined;
	login.refusedAt = Date.now();
	if (facts) throw new CallStopped(facts);
	return token;
}
