import type { FastifyReply, FastifyRequest } from 'fastify';

import { refusalBody, tooManyRequests } from './answers';
import type { Fault } from './faults';
import { retryAfterHeader } from './rateLimit';

const PROXY_PAGE =
	'<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

const afterTheWork: ReadonlySet<string> = new Set([
	'lostAnswer',
	'channel',
	'repeatPage',
	'endlessPages',
	'malformedRow',
	'malformedJson',
	'slow',
]);

/** Whether the service does its work although this fault is planned. */
export function leavesTheWork(fault: Fault): boolean {
	return afterTheWork.has(fault.kind);
}

/** Cuts the connection; nothing can be answered after it. */
export function cut(request: FastifyRequest): void {
	request.raw.socket.destroy();
}

/** Answers in the service's place, or does not answer at all; the latter is told by true. */
export function answerInstead(fault: Fault, request: FastifyRequest, reply: FastifyReply): boolean {
	switch (fault.kind) {
		case 'reset':
			reply.hijack();
			cut(request);
			return true;
		case 'hang':
			reply.hijack();
			return true;
		case 'rateLimit':
			reply
				.code(fault.status ?? 429)
				.headers(retryAfterHeader(fault.retryAfter ?? 1, fault.format ?? 'seconds'))
				.send(tooManyRequests());
			return false;
		case 'status':
			reply.code(fault.status).send(fault.body ?? documentedBody(fault));
			return false;
		case 'html':
			reply
				.code(fault.status ?? 502)
				.type('text/html')
				.send(PROXY_PAGE);
			return false;
		case 'emptyBody':
			reply
				.code(fault.status ?? 200)
				.type('application/json')
				.send('');
			return false;
		case 'json':
			reply
				.code(fault.status ?? 200)
				.type('application/json')
				.send(JSON.stringify(fault.body));
			return false;
		case 'noContent':
			reply.code(204).send();
			return false;
		case 'redirect':
			reply.redirect(fault.location, fault.status ?? 302);
			return false;
		default:
			throw new TypeError(`A fault of the kind ${fault.kind} does not answer by itself.`);
	}
}

/** What becomes of the service's JSON before it is written out. */
export function faultedBody(fault: Fault, reply: FastifyReply, body: unknown): unknown {
	if (fault.kind === 'channel' && reply.statusCode < 400) {
		reply.code(fault.status ?? 400);
		return refusalBody(fault.code, fault.message ?? 'The message could not be delivered.');
	}
	if (fault.kind === 'malformedRow' && Array.isArray(body)) {
		return body.with(Math.min(fault.row ?? 0, body.length - 1), fault.value ?? null);
	}
	return body;
}

/** What becomes of the written text. */
export function faultedText(fault: Fault, text: unknown): unknown {
	if (fault.kind !== 'malformedJson' || typeof text !== 'string') return text;
	return text.slice(0, Math.ceil(text.length / 2));
}

function documentedBody(fault: { status: number; code?: string; message?: string }) {
	const message = fault.message ?? 'This answer was planned.';
	return refusalBody(fault.code ?? codeFor(fault.status), message);
}

const codes: Record<number, string> = {
	400: 'failed_validation',
	401: 'authentication_exception',
	403: 'not_authorized',
	404: 'model_not_found_exception',
	405: 'method_not_allowed_exception',
	429: 'too_many_requests_exception',
};

const codeFor = (status: number) => codes[status] ?? 'internal_server_error';
