import { textOfStatus } from './documentedCodes';
import type { Facts } from './facts';
import { filledText, isObject, unknownOutcome } from './question';
import type { Question } from './question';
import type { Headers } from './rateHeaders';
import { excerpt } from './text';

interface Undocumented {
	status: number;
	headers: Headers;
	text: string;
	/** The body, if it is JSON. */
	json: unknown;
}

function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** After a write, 302 and 303 may point to what it made; 301, 307 and 308 ask for it again elsewhere. */
function pointsToResult(status: number): boolean {
	return status === 302 || status === 303;
}

/** 408 and 5xx: a write may have gone through before the answer was lost. */
export function isOutage(status: number): boolean {
	return status === 408 || status >= 500;
}

function whatCame({ status, headers, text, json }: Undocumented): string {
	if (isRedirect(status)) return `Desk360 pointed to another address (status ${status})`;
	if (text.trim() === '') return `Desk360 answered with nothing (status ${status})`;
	if (json !== undefined) {
		return `Desk360 answered with JSON of another shape (status ${status}): ${excerpt(text)}`;
	}
	const isPage = String(headers['content-type']).includes('html') || /^\s*</.test(text);
	const came = isPage
		? 'A web page came instead of an answer from Desk360'
		: 'Desk360 answered with no JSON';
	return `${came} (status ${status}): ${excerpt(text)}`;
}

/** A refusal in a form of its own: no body, or JSON such as `{ "message": "…" }`. */
function plainRefusal({ status, json }: Undocumented, question: Question): Facts {
	const said = isObject(json) ? (filledText(json.message) ?? filledText(json.error)) : undefined;
	const text = textOfStatus(status);
	const message = text.kind === 'notFound' ? `Desk360 found no ${question.target}` : text.message;
	return { ...text, message: said ? `${message}: ${said}` : message, httpCode: status };
}

/**
 * Explains an answer that fits no documentation: HTML of a proxy, an empty body, JSON of another shape, 204,
 * 3xx, a status without the documented body.
 */
export function undocumented(answer: Undocumented, question: Question): Facts {
	const { status, text, json } = answer;
	const isWrite = question.method === 'POST';
	const isNo = status >= 400 && !isOutage(status);
	if (isNo && (text.trim() === '' || json !== undefined)) return plainRefusal(answer, question);

	const happened = whatCame(answer);
	const didNothing = isNo || (isRedirect(status) && !pointsToResult(status));
	if (isWrite && !didNothing) return unknownOutcome(question, happened, status);
	return {
		kind: isOutage(status) ? 'unavailable' : isWrite ? 'refused' : 'unexpectedAnswer',
		message: happened,
		description: isRedirect(status)
			? 'Redirects are not followed, so that the token stays with Desk360. Correct the base URL in the credential'
			: isOutage(status)
				? textOfStatus(status).description
				: 'Check the base URL in the credential, and whether a proxy or firewall between n8n and Desk360 answers in its place',
		httpCode: status,
	};
}
