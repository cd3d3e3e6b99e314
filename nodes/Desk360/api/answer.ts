import { DOCUMENTED_CODES, textOfStatus } from './documentedCodes';
import type { Facts } from './facts';
import { filledText, isObject, unknownOutcome } from './question';
import type { Question } from './question';
import { rateReport } from './rateHeaders';
import type { Headers } from './rateHeaders';
import { withoutSecrets } from './text';
import { isOutage, undocumented } from './undocumented';

/** What came over the wire; the body as text. */
export interface RawAnswer {
	status: number;
	headers: Headers;
	body: string;
}

/** Either the parsed body of a success, or what is wrong. */
export type Verdict = { body: unknown; facts?: undefined } | { facts: Facts };

/** The inside of the documented `{ error: { code, message, doc_url } }`. */
interface ServiceError {
	code?: string;
	message?: string;
	docUrl?: string;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function serviceError(body: unknown): ServiceError | undefined {
	if (!isObject(body) || !isObject(body.error)) return undefined;
	const { code, message, doc_url: docUrl } = body.error;
	return { code: filledText(code), message: sentence(message), docUrl: filledText(docUrl) };
}

/** Without its final period: more text follows in every place where it is shown. */
function sentence(value: unknown): string | undefined {
	return filledText(value)?.replace(/[.\s]+$/, '');
}

/** A no in the documented form. */
function documentedRefusal(status: number, said: ServiceError, question: Question): Facts {
	const text = DOCUMENTED_CODES[said.code ?? ''] ?? textOfStatus(status);
	const reference = { httpCode: status, code: said.code, docUrl: said.docUrl };
	const isWrite = question.method === 'POST';
	if (
		isWrite &&
		(text.kind === 'unavailable' || (isOutage(status) && text.kind !== 'unknownOutcome'))
	) {
		return { ...unknownOutcome(question, text.message, status), ...reference };
	}
	let message = said.message ? `${text.message}: ${said.message}` : text.message;
	if (text.kind === 'notFound') message = `Desk360 found no ${question.target}`;
	if (text.kind === 'unknownOutcome') {
		return isWrite
			? {
					...text,
					...reference,
					message,
					description: [`${text.description}.`, question.lookUp].filter(Boolean).join(' '),
				}
			: { ...text, ...reference, message, kind: 'unavailable' };
	}
	return { ...text, ...reference, message };
}

/** The documentation's sample of a spent limit is a 200 with `Retry-After`; a read of that kind is repeated. */
function isSpentLimit(
	status: number,
	retryAfterMs: number | undefined,
	question: Question,
): boolean {
	return (
		status === 429 || (status < 300 && retryAfterMs !== undefined && question.method === 'GET')
	);
}

/**
 * Judges an answer: success only when the status is 2xx and the body has the documented shape.
 *
 * @param secrets struck out of everything that is quoted
 */
export function judge(answer: RawAnswer, question: Question, secrets: string[]): Verdict {
	const { status, headers } = answer;
	const json = parseJson(answer.body);
	const isRefusal = serviceError(json) !== undefined;
	if (status >= 200 && status < 300 && !isRefusal && question.fits(json)) return { body: json };

	const text = withoutSecrets(answer.body, secrets);
	const struck = parseJson(text);
	const said = serviceError(struck);
	const { retryAfterMs } = rateReport(headers, Date.now());
	const facts = said
		? documentedRefusal(status, said, question)
		: isSpentLimit(status, retryAfterMs, question)
			? { ...textOfStatus(429), httpCode: status }
			: undocumented({ status, headers, text, json: struck }, question);
	return { facts: { ...facts, retryAfterMs } };
}
