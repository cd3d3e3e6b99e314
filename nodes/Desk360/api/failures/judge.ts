import { readBody } from './body';
import type { Body } from './body';
import { PLACE, TARGET, isOutage, textOfCode, textOfStatus } from './documentedCodes';
import type { CodeText } from './documentedCodes';
import { CallFailed } from './failure';
import type { Failure } from './failure';
import { unknownOutcome } from './question';
import type { Question } from './question';
import { deniesSuccess, isOfFramework, isRefusal, saidBy } from './said';
import type { Said } from './said';
import { duration, excerpt } from './text';

/** What came over the wire; the body as text. */
export interface RawAnswer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, unknown>;
	body: string;
}

/** What could be read of an answer. */
export interface Reading<T> {
	value: T;
	/** What was odd or left out, each a sentence without its period. */
	notes: string[];
	/** How many rows of a list could not be read. */
	leftOut?: number;
}

/** Reads the JSON of an answer; undefined when it is not what was asked for. */
export type Read<T> = (json: unknown) => Reading<T> | undefined;

/** What is handed on of a write whose answer has no data. */
export interface Accepted {
	accepted: true;
}

interface Judged extends RawAnswer, Body {
	secrets: string[];
	said?: Said;
	/** How long the answer asks to wait. */
	retryAfterMs?: number;
}

/** A pause shorter than this is not worth a sentence. */
const NAMED_PAUSE_MS = 5_000;

const CHECK_ADDRESS =
	'Check the base URL in the credential, and whether a proxy or firewall between n8n and Desk360 answers in its place';

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** After a write, 302 and 303 may point to what it made; 301, 307 and 308 ask for it again elsewhere. */
function pointsToResult(status: number): boolean {
	return status === 302 || status === 303;
}

function isWebPage({ headers, body }: Judged): boolean {
	return String(headers['content-type']).includes('html') || /^\s{0,200}</.test(body);
}

/** What came instead of an answer, and what to do about it. */
function whatCame(
	answer: Judged,
	{ isSecret }: Question,
): Pick<Failure, 'message' | 'description'> {
	const { status, body, json, isExcessive, secrets } = answer;
	if (isRedirect(status)) {
		return {
			message: `Desk360 pointed to another address (status ${status})`,
			description:
				'Redirects are not followed, so that the token stays with Desk360. Correct the base URL in the credential',
		};
	}
	const description = isOutage(status) ? textOfStatus(status).description : CHECK_ADDRESS;
	if (!/\S/.test(body)) {
		return { message: `Desk360 answered with nothing (status ${status})`, description };
	}
	const came =
		json !== undefined
			? 'Desk360 answered with JSON of another shape'
			: isExcessive
				? 'Desk360 answered with more than n8n can read'
				: isWebPage(answer)
					? 'A web page came instead of an answer from Desk360'
					: 'Desk360 answered with no JSON';
	const quoted = isSecret ? '' : `: ${excerpt(body, secrets)}`;
	return { message: `${came} (status ${status})${quoted}`, description };
}

/** With what the question was about. */
function about({ target, productId }: Question, text: CodeText): CodeText {
	const place = productId === undefined ? '' : ` in product ${productId}`;
	const message = text.message.replace(TARGET, () => target).replace(PLACE, () => place);
	return { ...text, message };
}

/** An answer that says in a known form, or by its status, what is wrong. */
function refusal(answer: Judged, general: CodeText, question: Question): Failure {
	const { status, said } = answer;
	const text = about(question, general);
	const reference = { httpCode: status, code: said?.code, docUrl: said?.docUrl };
	const isWrite = question.effect === 'write';
	const isHandedOn = text.kind === 'unknownOutcome';
	if (isWrite && !isHandedOn && (text.kind === 'unavailable' || isOutage(status))) {
		const happened = said?.message ? `${text.message} (${said.message})` : text.message;
		return { ...unknownOutcome(question, happened, status), ...reference };
	}
	const message =
		said?.message && text.kind !== 'notFound' ? `${text.message}: ${said.message}` : text.message;
	if (!isHandedOn) return { ...text, ...reference, message };
	return isWrite
		? {
				...text,
				...reference,
				message,
				description: [`${text.description}.`, question.lookUp].filter(Boolean).join(' '),
			}
		: { ...text, ...reference, message, kind: 'unavailable' };
}

/** HTML of a proxy, JSON of another shape, 3xx. */
function undocumented(answer: Judged, question: Question): Failure {
	const { status } = answer;
	const isWrite = question.effect === 'write';
	const came = whatCame(answer, question);
	const isNo = status >= 400 && !isOutage(status);
	const didNothing = isNo || (isRedirect(status) && !pointsToResult(status));
	if (isWrite && !didNothing) return unknownOutcome(question, came.message, status);
	return {
		kind: isOutage(status) ? 'unavailable' : isWrite ? 'refused' : 'unexpectedAnswer',
		...came,
		httpCode: status,
	};
}

/** The documentation's sample of a spent limit is a 200 with `Retry-After`; a read of that kind is repeated. */
function isSpentLimit({ status, retryAfterMs }: Judged, { effect }: Question): boolean {
	return status === 429 || (isSuccess(status) && retryAfterMs !== undefined && effect === 'read');
}

/** 413 says all there is to say, whoever answers it. */
function isClearByStatus({ status, body, json }: Judged): boolean {
	return status >= 400 && (status === 413 || json !== undefined || !/\S/.test(body));
}

function failureOf(answer: Judged, question: Question): Failure {
	const { status, said, json } = answer;
	const textByCode = textOfCode(said?.code);
	if (textByCode) return refusal(answer, textByCode, question);
	const textByStatus = textOfCode(question.statusMeans?.[status]) ?? textOfStatus(status);
	if (isSpentLimit(answer, question)) return { ...textOfStatus(429), httpCode: status };
	if (isRefusal(json)) return refusal(answer, textByStatus, question);
	if (isClearByStatus(answer)) {
		// An outage without words may be anybody's, a proxy's or Desk360's.
		const isWordless = isOutage(status) && said === undefined && !isOfFramework(json);
		if (!isWordless) return refusal(answer, textByStatus, question);
	}
	return undocumented(answer, question);
}

/** The pause is told where it is long enough to matter. */
function withPause(failure: Failure, retryAfterMs: number | undefined): Failure {
	if (retryAfterMs === undefined) return failure;
	const isNamed = retryAfterMs >= NAMED_PAUSE_MS && failure.kind === 'unavailable';
	return {
		...failure,
		description: isNamed
			? `${failure.description}. Desk360 asks to wait ${duration(retryAfterMs)}`
			: failure.description,
		retryAfterMs,
	};
}

/** PHP calls an empty answer and a mere word a web page as well, but a page has markup. */
function isPageAlone(answer: Judged): boolean {
	return answer.json === undefined && isWebPage(answer) && answer.body.includes('<');
}

/**
 * A 2xx to a write says that it was made, whatever stands in it, but for three: a proxy's web page that wants a person
 * to sign in; an answer that asks to wait, as the documentation's sample of a spent limit; one that says itself that
 * nothing was made.
 */
function accepted(answer: Judged, { subject }: Question): Reading<Accepted> | undefined {
	const { status, body, json, secrets, retryAfterMs } = answer;
	if (retryAfterMs !== undefined || isPageAlone(answer) || deniesSuccess(json)) return undefined;
	const came = /\S/.test(body) ? `with ${excerpt(body, secrets)}` : 'without its data';
	return {
		value: { accepted: true },
		notes: [`Desk360 accepted ${subject} (status ${status}) and answered ${came}`],
	};
}

/**
 * Success is a 2xx whose body can be read. A write that was accepted without data gives `{ accepted: true }`.
 *
 * @param retryAfterMs how long the answer asks to wait
 * @param secrets struck out of everything that is quoted
 * @throws CallFailed for everything else
 */
export function judge<T>(
	answer: RawAnswer,
	question: Question,
	read: Read<T>,
	secrets: string[],
	retryAfterMs?: number,
): Reading<T | Accepted> {
	const { json, around, isExcessive } = readBody(answer.body, secrets);
	const said = saidBy(json, secrets);
	const judged: Judged = { ...answer, json, isExcessive, secrets, said, retryAfterMs };
	if (isSuccess(answer.status) && !isRefusal(json)) {
		const reading = json === undefined ? undefined : read(json);
		if (reading) {
			const notes = around
				? [`Something stood ${around.where} the answer of Desk360: ${around.text}`]
				: [];
			return { ...reading, notes: [...notes, ...reading.notes] };
		}
		const acceptance = question.effect === 'write' ? accepted(judged, question) : undefined;
		if (acceptance) return acceptance;
	}
	throw new CallFailed(withPause(failureOf(judged, question), retryAfterMs));
}
