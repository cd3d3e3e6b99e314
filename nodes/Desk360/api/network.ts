import type { Facts } from './facts';
import { isObject, unknownOutcome } from './question';
import type { Question } from './question';
import { CancelledError } from './wait';

/** The connection was never made, so that nothing can have happened. */
const NEVER_CONNECTED = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];

const TIMED_OUT = ['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];

/** n8n wraps what axios throws, and axios what Node throws: the causes, outermost first. */
function chain(thrown: unknown): Array<Record<string, unknown>> {
	const links: Array<Record<string, unknown>> = [];
	for (let link = thrown; isObject(link) && links.length < 5; link = link.cause) links.push(link);
	return links;
}

/** The first error of a kind in what was thrown and its causes. */
export function causeOf<T>(
	thrown: unknown,
	type: abstract new (...args: never[]) => T,
): T | undefined {
	return chain(thrown).find((link) => link instanceof type) as T | undefined;
}

/** The HTTP response that an error of n8n or axios carries. */
export function responseOf(thrown: unknown): Record<string, unknown> | undefined {
	return chain(thrown)
		.map(({ response }) => response)
		.find(isObject);
}

function codesOf(thrown: unknown): string[] {
	return chain(thrown).flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
}

/** True when the request surely never reached the service. */
export function neverConnected(thrown: unknown): boolean {
	const atConnect = chain(thrown).some(({ syscall }) => syscall === 'connect');
	return atConnect || codesOf(thrown).some((code) => NEVER_CONNECTED.includes(code));
}

/** Explains a request that got no answer. */
export function networkFacts(thrown: unknown, question: Question, host: string): Facts {
	const codes = codesOf(thrown);
	if (causeOf(thrown, CancelledError) || codes.includes('ERR_CANCELED')) {
		return {
			kind: 'cancelled',
			message: `The execution was cancelled before ${question.subject} was answered`,
			description: 'Nothing further was sent',
		};
	}
	const reason = codes.at(-1);
	if (neverConnected(thrown)) {
		return {
			kind: 'unreachable',
			message: `No connection to ${host} could be made${reason ? ` (${reason})` : ''}`,
			description:
				'Check the base URL in the credential, and whether this n8n can reach that host: network, DNS, proxy, firewall',
		};
	}
	const timedOut = codes.some((code) => TIMED_OUT.includes(code));
	const happened = timedOut
		? `${host} did not answer in time`
		: `The connection to ${host} ended without an answer${reason ? ` (${reason})` : ''}`;
	if (question.method === 'POST') return unknownOutcome(question, happened);
	return {
		kind: timedOut ? 'timeout' : 'unreachable',
		message: happened,
		description:
			'Try again in a few minutes; if it stays, check the network between n8n and Desk360',
	};
}
