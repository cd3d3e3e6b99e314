import { NodeApiError } from 'n8n-workflow';
import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	JsonObject,
} from 'n8n-workflow';

import { endpoint, secretsOf } from './address';
import type { Desk360Credentials } from './address';
import { judge } from './answer';
import type { RawAnswer } from './answer';
import type { Facts } from './facts';
import { fetchedTokens } from './login';
import { responseOf } from './network';
import type { Question } from './question';
import type { Headers } from './rateHeaders';
import { CREDENTIAL, createSender } from './sender';
import type { Desk360Context, Received, SenderOptions, SignIn } from './sender';

/** One call: a path below the base URL, what goes with it, and what it means. */
export interface Call extends Question {
	path: string;
	query?: Record<string, string | number>;
	/** A JSON body as an object, or a multipart form. */
	body?: Record<string, unknown> | FormData;
	/** Fires when the answer is no longer wanted: nothing further is sent then. */
	signal?: AbortSignal;
}

export interface Answer {
	/** The parsed JSON, of the shape that the call asked for. */
	body: unknown;
	headers: Headers;
}

/**
 * Calls Desk360.
 *
 * @throws Desk360ApiError for everything that is not a success of the documented shape
 */
export type Caller = (call: Call) => Promise<Answer>;

/** Desk360 answers within a second or two; half a minute is a hang. */
const READ_TIMEOUT_MS = 30_000;

/** A reply with attachments is passed on to a mail server or a social network first. */
const WRITE_TIMEOUT_MS = 300_000;

function requestOptions(call: Call, { address, credentials }: SignIn): IHttpRequestOptions {
	const isForm = call.body instanceof FormData;
	return {
		method: call.method,
		url: endpoint(address, call.path),
		qs: call.query,
		headers: {
			Accept: 'application/json',
			...(call.body && !isForm && { 'Content-Type': 'application/json' }),
		},
		body: isForm ? (call.body as FormData) : call.body && JSON.stringify(call.body),
		// As text, so that the answer is read strictly here and nothing guesses at it on the way.
		encoding: 'text',
		timeout: call.method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS,
		disableFollowRedirect: true,
		returnFullResponse: true,
		// n8n renews a fetched token when a 401 is thrown; a panel token cannot be renewed.
		ignoreHttpStatusErrors: credentials.authentication !== 'password',
	};
}

/** n8n's full response, or the one that axios hangs on what it throws. */
function asRawAnswer(response: Record<string, unknown>): RawAnswer {
	const body = response.body ?? response.data;
	return {
		status: Number(response.statusCode ?? response.status),
		headers: { ...(response.headers as Headers) },
		body: typeof body === 'string' ? body : '',
	};
}

/**
 * n8n would look the credential up in its database for each call. That is needed only where it renews a fetched
 * token, which another call may have done meanwhile.
 */
function knownCredential({ credentials }: SignIn): IAdditionalCredentialOptions | undefined {
	if (credentials.authentication === 'password') return undefined;
	const data = credentials as ICredentialDataDecryptedObject;
	return { credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data } };
}

async function request(context: Desk360Context, call: Call, signIn: SignIn): Promise<RawAnswer> {
	try {
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			requestOptions(call, signIn),
			knownCredential(signIn),
		);
		return asRawAnswer(response as Record<string, unknown>);
	} catch (thrown) {
		const response = responseOf(thrown);
		if (response) return asRawAnswer(response);
		throw new NodeApiError(context.getNode(), thrown as JsonObject);
	}
}

/** A token that was fetched a moment ago and is refused all the same. */
export function explainRefusedToken(facts: Facts, { authentication }: Desk360Credentials): Facts {
	if (facts.httpCode !== 401 || authentication !== 'password') return facts;
	return {
		...facts,
		message: 'Desk360 refused the token that it gave for this email and password',
		description:
			'Test the credential; if the test passes, sign in to Desk360 once and look at Settings > API',
	};
}

/** Makes the function through which an operation, a trigger or a list search calls Desk360. */
export function createCaller(context: Desk360Context, options: SenderOptions = {}): Caller {
	const send = createSender(context, options);

	async function perform(call: Call, signIn: SignIn): Promise<Received<Answer>> {
		const { credentials } = signIn;
		const raw = await request(context, call, signIn);
		const { headers } = raw;
		const secrets = [...secretsOf(credentials), ...fetchedTokens(credentials)];
		const verdict = judge(raw, call, secrets);
		return verdict.facts
			? { headers, facts: explainRefusedToken(verdict.facts, credentials) }
			: { headers, result: { body: verdict.body, headers } };
	}

	return async (call) => {
		return await send(call, async (signIn) => await perform(call, signIn), { signal: call.signal });
	};
}
