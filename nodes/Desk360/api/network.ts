import type { Facts } from './facts';
import { isObject, unknownOutcome } from './question';
import type { Question } from './question';
import { CancelledError } from './wait';

/** The connection was never made, so that nothing can have happened. */
const NEVER_CONNECTED = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];

const TIMED_OUT = ['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];

/** A host with several addresses gives one error for each: all of them were tried in vain. */
function innerOf({ cause, errors }: Record<string, unknown>): unknown {
	return cause ?? (Array.isArray(errors) ? errors[0] : undefined);
}

/** n8n wraps what axios throws, and axios what Node throws: the causes, outermost first. */
function chain(thrown: unknown): Array<Record<string, unknown>> {
	const links: Array<Record<string, unknown>> = [];
	for (let link = thrown; isObject(link) && links.length < 5; link = innerOf(link))
		links.push(link);
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

export function cancelledBefore({ subject }: Question): Facts {
	return {
		kind: 'cancelled',
		message: `The execution was cancelled before ${subject} was asked for`,
		description: 'Nothing was sent',
	};
}

function cancelledDuring({ method, subject, lookUp }: Question): Facts {
	return {
		kind: 'cancelled',
		message: `The execution was cancelled before ${subject} was answered`,
		description:
			method === 'POST'
				? ['It may have been made all the same.', lookUp].filter(Boolean).join(' ')
				: 'Nothing further was sent',
	};
}

/** Nothing of the network: n8n or the node itself did not let the request go. */
function notMade(thrown: unknown, host: string): Facts {
	const said = thrown instanceof Error ? thrown.message : String(thrown);
	return {
		kind: 'refused',
		message: `The request to ${host} could not be made: ${said}`,
		description:
			'Check the credential and the settings of this n8n, such as the hosts that it may call',
	};
}

/** Explains a request that got no answer. */
export function networkFacts(thrown: unknown, question: Question, host: string): Facts {
	const codes = codesOf(thrown);
	if (causeOf(thrown, CancelledError) || codes.includes('ERR_CANCELED')) {
		return cancelledDuring(question);
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
	if (reason === undefined && question.method === 'GET') return notMade(thrown, host);
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
