import type { ICredentialTestFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { CallFailed } from '../failures/failure';
import { judge } from '../failures/judge';
import type { Accepted, Read, Reading } from '../failures/judge';
import { causeOf, networkFailure, proxyRefusal, responseOf } from '../failures/network';
import type { Question } from '../failures/question';
import { rateReport } from '../rateLimit/headers';
import type { Headers, RateReport } from '../rateLimit/headers';

/** A request to Desk360, before it is signed. */
export interface TextRequest {
	method: 'GET' | 'POST';
	url: string;
	query?: Record<string, string | number>;
	/** A JSON body as an object, or a multipart form. */
	body?: Record<string, unknown> | FormData;
	timeoutMs: number;
}

/** Every status but a success and 401. */
const OTHER_STATUSES = Array.from({ length: 300 }, (_, index) => 300 + index).filter(
	(status) => status !== 401,
);

/**
 * n8n throws what is no success, so that `request` stands beside the answer and tells who gave it. Not so a 401: n8n
 * would sign in and ask again, which helps only where email and password can give another token.
 */
function thrownStatuses(isRenewable: boolean): IHttpRequestOptions['ignoreHttpStatusErrors'] {
	return isRenewable ? undefined : { ignore: true, except: OTHER_STATUSES };
}

/**
 * For an answer of text.
 *
 * @param isRenewable n8n may sign in anew and repeat the request when the token is refused
 */
export function textRequest(
	{ method, url, query, body, timeoutMs }: TextRequest,
	isRenewable = false,
): IHttpRequestOptions {
	const isForm = body instanceof FormData;
	return {
		method,
		url,
		qs: query,
		headers: {
			Accept: 'application/json',
			...(body && !isForm && { 'Content-Type': 'application/json' }),
		},
		body: isForm ? body : body && JSON.stringify(body),
		// As text, so that the answer is read strictly and nothing guesses at it on the way.
		encoding: 'text',
		timeout: timeoutMs,
		// The token stays with the host that it is for.
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: thrownStatuses(isRenewable),
	};
}

/**
 * For a file: the answer is a stream of its bytes as they are. Redirects are answers, too.
 *
 * @param timeoutMs until the file begins to come
 */
export function streamRequest(
	url: URL,
	timeoutMs: number,
	abortSignal: AbortSignal | undefined,
	isRenewable = false,
): IHttpRequestOptions {
	return {
		method: 'GET',
		url: url.href,
		headers: { 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		timeout: timeoutMs,
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: thrownStatuses(isRenewable),
		abortSignal,
	};
}

type LegacyOptions = Parameters<ICredentialTestFunctions['helpers']['request']>[0];

/** For n8n's older helper, the only one that a credential test has. */
export function legacyRequest({ url, timeout, ...options }: IHttpRequestOptions): LegacyOptions {
	const { method, qs, headers, body } = options;
	return {
		method,
		uri: url,
		qs,
		headers,
		body,
		timeout,
		followRedirect: false,
		followAllRedirects: false,
		resolveWithFullResponse: true,
		simple: false,
		json: false,
	} as LegacyOptions;
}

/** n8n's full response, or the one that axios hangs on what it throws, with the body as it came. */
interface Response<Body> {
	status: number;
	headers: Record<string, unknown>;
	body: Body;
	/** Node's request, which n8n tells beside what is no success. */
	request?: { destroy: () => void };
}

function asResponse<Body>(response: Record<string, unknown>): Response<Body> {
	return {
		status: Number(response.statusCode ?? response.status),
		headers: { ...(response.headers as Record<string, unknown>) },
		body: (response.body ?? response.data) as Body,
		request: response.request as Response<Body>['request'],
	};
}

/**
 * @param send calls n8n's request helper; what that throws is explained here, and nothing else may be thrown by it
 * @param host who is asked
 * @throws CallFailed when no answer came, or a proxy gave one in place of the host
 */
export async function answerTo<Body>(
	send: () => Promise<unknown>,
	question: Question,
	host: string,
): Promise<Response<Body>> {
	const response = await send().catch((thrown: unknown) => {
		const failed = causeOf(thrown, CallFailed);
		if (failed) throw failed;
		const carried = responseOf(thrown);
		if (carried) return carried;
		throw new CallFailed(networkFailure(thrown, question, host));
	});
	const answer = response as Record<string, unknown>;
	const refused = proxyRefusal(answer, host);
	if (refused) throw new CallFailed(refused);
	return asResponse(answer);
}

/** A question, how it is sent, and how its answer is read. */
export interface Ask<T> {
	question: Question;
	/** Who is asked, as `host:port`. */
	host: string;
	/** Calls n8n's request helper. */
	send: () => Promise<unknown>;
	read: Read<T>;
	/** Struck out of everything that is quoted. */
	secrets: () => string[];
	/** To be told what the headers say of the calls that are left, as soon as an answer came. */
	heard: (report: RateReport) => void;
}

/** @throws CallFailed for everything that is not a success that can be read */
export async function readAnswerTo<T>(
	ask: Ask<T>,
): Promise<Reading<T | Accepted> & { headers: Headers }> {
	const { question, host, send, read, secrets, heard } = ask;
	const { status, headers, body } = await answerTo<unknown>(send, question, host);
	const report = rateReport(headers, Date.now());
	heard(report);
	const answer = { status, headers, body: typeof body === 'string' ? body : '' };
	const reading = judge(answer, question, read, secrets(), report.retryAfterMs);
	return { ...reading, headers };
}
