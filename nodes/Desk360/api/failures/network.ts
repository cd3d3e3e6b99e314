import { CancelledError } from '../common/wait';
import { isObject } from '../common/values';
import { CallFailed } from './failure';
import type { Failure } from './failure';
import { unknownOutcome } from './question';
import type { Question } from './question';
import { shortened } from './text';

/** No connection comes about: name, route, port. */
const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;

/** What OpenSSL says of certificates, and Node.js of the names in them. */
const CERTIFICATE =
	/CERT|CRL|UNABLE_TO_|INVALID_(CA|PURPOSE)|PATH_LENGTH|(HOSTNAME|EMAIL|IP_ADDRESS)_MISMATCH/;

const HANDSHAKE = /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/;

/**
 * The host wants a certificate of this n8n. In TLS 1.3 it says so when the request is already on its way, which it does
 * not look at then.
 */
const TURNED_AWAY = /_ALERT_(\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED)$/;

const TIMED_OUT =
	/^(ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT|ERR_HTTP_REQUEST_TIMEOUT|UND_ERR_\w*TIMEOUT)$/;

const LONGEST_QUOTE = 200;

type Link = Record<string, unknown>;

/** A host with several addresses gives one error for each: all were tried in vain. */
function innerOf({ cause, errors }: Link): unknown {
	return cause ?? (Array.isArray(errors) ? errors[0] : undefined);
}

/** n8n wraps what axios throws, and axios what Node throws. Outermost first. */
function chain(thrown: unknown): Link[] {
	const links: Link[] = [];
	for (let link = thrown; isObject(link) && links.length < 6; link = innerOf(link))
		links.push(link);
	return links;
}

/** The first of a kind in what was thrown and its causes. */
export function causeOf<T>(
	thrown: unknown,
	type: abstract new (...args: never[]) => T,
): T | undefined {
	return chain(thrown).find((link) => link instanceof type) as T | undefined;
}

/** The HTTP response that an error of n8n or axios carries. */
export function responseOf(thrown: unknown): Link | undefined {
	return chain(thrown)
		.map(({ response }) => response)
		.find(isObject);
}

function codesOf(thrown: unknown): string[] {
	return chain(thrown).flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
}

/** What the socket of a request tells: how far the request came on its way. */
interface Way {
	/** Nothing of the request left this machine. */
	isNothingSent: boolean;
	/** The connection was to go through a proxy, which did not let it through. */
	endsAtProxy: boolean;
}

/**
 * How far a request came. A socket that still connects, or has not finished its TLS handshake, has carried nothing of
 * it. One that is not encrypted although the address is https ends at a proxy, which gets no request before it let the
 * connection through. Undefined when there is no request to look at.
 *
 * @param request Node's `ClientRequest`, as axios leaves it on what it throws and on its responses
 */
function wayOf(request: unknown): Way | undefined {
	if (!isObject(request)) return undefined;
	const current = isObject(request._currentRequest) ? request._currentRequest : request;
	if (!('socket' in current)) return undefined;
	const { socket, protocol } = current;
	// Agents that connect through a proxy give the request a socket only once it may be used.
	const hasNone = socket === undefined || socket === null;
	if (hasNone) return { isNothingSent: true, endsAtProxy: protocol === 'https:' };
	// n8n 1 puts a text in place of what refers to itself: that tells nothing.
	if (!isObject(socket)) return undefined;
	const endsAtProxy = protocol === 'https:' && socket.encrypted !== true;
	const isUnfinished = socket.connecting === true || socket.secureConnecting === true;
	return { isNothingSent: isUnfinished || endsAtProxy, endsAtProxy };
}

function wayOfThrown(thrown: unknown): Way | undefined {
	for (const { request } of chain(thrown)) {
		const way = wayOf(request);
		if (way) return way;
	}
	return undefined;
}

/** The request surely never reached the service. */
export function isNothingSent(thrown: unknown): boolean {
	const links = chain(thrown);
	if (links.some(({ syscall }) => syscall === 'connect' || syscall === 'getaddrinfo')) return true;
	const codes = codesOf(thrown);
	if (codes.some((code) => TURNED_AWAY.test(code))) return true;
	const way = wayOfThrown(thrown);
	if (way) return way.isNothingSent;
	if (codes.some((code) => [NOT_CONNECTED, CERTIFICATE, HANDSHAKE].some((kind) => kind.test(code))))
		return true;
	// n8n 1 may keep to itself what lies beneath its own error, and then nothing tells how far the request came.
	const hidesCause = links.length === 1 && links[0]?.name === 'NodeApiError';
	// Only axios sends: what has neither its mark nor a code was thrown before, by n8n or the node itself.
	const isOfAxios = links.some(({ isAxiosError }) => isAxiosError === true);
	return codes.length === 0 && !isOfAxios && !hidesCause;
}

export function cancelledBefore({ subject }: Question): Failure {
	return {
		kind: 'cancelled',
		message: `The execution was cancelled before ${subject} was asked for`,
		description: 'Nothing was sent',
	};
}

export function cancelledDuring({ effect, subject, lookUp }: Question): Failure {
	return {
		kind: 'cancelled',
		message: `The execution was cancelled before ${subject} was answered`,
		description:
			effect === 'write'
				? ['It may have been made all the same.', lookUp].filter(Boolean).join(' ')
				: 'Nothing further was sent',
	};
}

function saidIn(thrown: unknown): string {
	const said = thrown instanceof Error ? thrown.message : String(thrown);
	return shortened(said.replace(/\s+/g, ' '), LONGEST_QUOTE);
}

/** n8n's guard of internal addresses. */
function isProtection(thrown: unknown): boolean {
	return chain(thrown).some(({ name }) => /^Ssrf/.test(String(name)));
}

/** n8n itself did not let the request go. */
function notLetGo(thrown: unknown, host: string): Failure {
	if (isProtection(thrown)) {
		return {
			kind: 'refused',
			message: `This n8n does not let requests go to ${host}, because its address is an internal one`,
			description:
				'Nothing was sent. Whoever runs this n8n can allow it: add the host to N8N_SSRF_ALLOWED_HOSTNAMES, or its address to N8N_SSRF_ALLOWED_IP_RANGES',
		};
	}
	const isDomain = chain(thrown).some(({ message }) =>
		/^Domain not allowed/i.test(String(message)),
	);
	if (isDomain) {
		return {
			kind: 'refused',
			message: `The Desk360 credential may not be used for ${host}`,
			description:
				'Nothing was sent. Open the credential and add the host under Allowed HTTP Request Domains',
		};
	}
	return {
		kind: 'refused',
		message: `The request to ${host} could not be made: ${saidIn(thrown)}`,
		description:
			'Nothing was sent. Check the credential and the settings of this n8n, such as the hosts that it may call',
	};
}

/** No encrypted connection came about, so that no request could be sent. */
function notTrusted(code: string, host: string): Failure {
	const cause = (message: string, advice: string): Failure => ({
		kind: 'blocked',
		message: `${message} (${code})`,
		description: `Nothing was sent. ${advice}`,
	});
	if (/NOT_YET_VALID|HAS_EXPIRED/.test(code)) {
		const state = code.includes('EXPIRED') ? 'has expired' : 'is not valid yet';
		return cause(
			`The certificate of ${host} ${state}`,
			"Check the clock of the machine that runs n8n. If it is right, the certificate must be renewed: the host's own, or that of a proxy in between",
		);
	}
	if (/ALTNAME|MISMATCH/.test(code)) {
		return cause(
			`The certificate that came for ${host} is for another name`,
			'Check the base URL in the credential, and whether a proxy or firewall answers in its place',
		);
	}
	if (TURNED_AWAY.test(code)) {
		return cause(
			`${host} asks this n8n for a certificate and got none`,
			'Desk360 asks for none. Check the base URL in the credential, and whether a proxy or firewall answers in its place',
		);
	}
	if (CERTIFICATE.test(code)) {
		return cause(
			`This n8n does not trust the certificate that came for ${host}`,
			"A company's proxy often shows a certificate of its own. Save the certificate of its authority as a file and start n8n with NODE_EXTRA_CA_CERTS set to the path of that file",
		);
	}
	return cause(
		`No encrypted connection to ${host} could be made`,
		'Check the port in the base URL of the credential, and whether a proxy or firewall between n8n and the host speaks plain HTTP or an old version of TLS',
	);
}

function viaProxy(host: string, reason: string): Failure {
	return {
		kind: 'unreachable',
		message: `The proxy in front of this n8n made no connection to ${host}${reason}`,
		description:
			'Nothing was sent. Check the proxy that HTTPS_PROXY names and whether it reaches the host, or name the host in NO_PROXY',
	};
}

/** What a proxy answered instead of making the connection. */
function refusedByProxy(status: number, host: string): Failure {
	if (status >= 500) return { ...viaProxy(host, ` (status ${status})`), httpCode: status };
	return {
		kind: 'blocked',
		message: `The proxy in front of this n8n does not let requests go to ${host} (status ${status})`,
		description:
			status === 407
				? 'Nothing was sent. The proxy asks for a user name and a password: put them into HTTPS_PROXY, as in http://user:password@proxy:3128'
				: 'Nothing was sent. Ask whoever runs the proxy to allow the host, or name the host in NO_PROXY',
		httpCode: status,
	};
}

/**
 * n8n hands on what a proxy answered, instead of making the connection, as if it were the answer of the host.
 *
 * @param response as axios gives it, with `request` and `status`
 * @returns what is to be told then
 */
export function proxyRefusal(
	{ request, status, statusCode }: Link,
	host: string,
): Failure | undefined {
	const code = Number(status ?? statusCode);
	// Only a proxy asks for that.
	if (code === 407 || wayOf(request)?.endsAtProxy) return refusedByProxy(code, host);
	return undefined;
}

function notConnected(thrown: unknown, host: string): Failure {
	const codes = codesOf(thrown);
	const untrusted = codes.find((code) => CERTIFICATE.test(code) || HANDSHAKE.test(code));
	if (untrusted !== undefined) return notTrusted(untrusted, host);
	const isLetGo = codes.length > 0 || wayOfThrown(thrown) !== undefined;
	if (!isLetGo || isProtection(thrown)) return notLetGo(thrown, host);
	const reason = codes.at(-1) ? ` (${codes.at(-1)})` : '';
	if (wayOfThrown(thrown)?.endsAtProxy) return viaProxy(host, reason);
	return {
		kind: 'unreachable',
		message: `No connection to ${host} could be made${reason}`,
		description:
			'Nothing was sent. Check the base URL in the credential, and whether this n8n can reach that host: network, DNS, proxy, firewall',
	};
}

/**
 * @param thrown what n8n's request helper threw
 * @param host who was asked
 */
export function networkFailure(thrown: unknown, question: Question, host: string): Failure {
	const known = causeOf(thrown, CallFailed);
	if (known) return known.failure;
	const codes = codesOf(thrown);
	if (causeOf(thrown, CancelledError) || codes.includes('ERR_CANCELED')) {
		return cancelledDuring(question);
	}
	if (isNothingSent(thrown)) return notConnected(thrown, host);
	const reason = codes.at(-1);
	const isTimeout = codes.some((code) => TIMED_OUT.test(code));
	const happened = isTimeout
		? `${host} did not answer in time`
		: `The connection to ${host} ended without an answer${reason ? ` (${reason})` : ''}`;
	if (question.effect === 'write') return unknownOutcome(question, happened);
	return {
		kind: isTimeout ? 'timeout' : 'unreachable',
		message: happened,
		description:
			'Try again in a few minutes; if it stays, check the network between n8n and Desk360',
	};
}
