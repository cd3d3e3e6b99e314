import type { FastifyReply } from 'fastify';

import { tooManyRequests } from './answers';
import type { Fault } from './faults';
import { pacedBody } from './pacedBody';
import { plannedRefusal } from './plannedRefusal';
import { retryAfterHeader } from './rateLimit';
import { documentedBody } from './refusalAnswer';

const PROXY_PAGE =
	'<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

/** Cuts the connection; nothing can be answered after it. */
export function cut(reply: FastifyReply): void {
	reply.raw.destroy();
}

/**
 * Answers in the service's place, or does not answer at all; the latter is told by true. A refusal is thrown, as the
 * service itself would do.
 */
export function answerInstead(fault: Fault, reply: FastifyReply): boolean {
	switch (fault.kind) {
		case 'reset':
			reply.hijack();
			cut(reply);
			return true;
		case 'hang':
			reply.hijack();
			return true;
		case 'rateLimit':
			reply.headers(retryAfterHeader(fault.retryAfter ?? 1, fault.format ?? 'seconds'));
			throw tooManyRequests(fault.status);
		case 'status':
			reply.headers(fault.headers ?? {});
			if ((fault.body ?? null) === null) throw plannedRefusal(fault);
			reply.code(fault.status).send(fault.body);
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
		case 'text':
			reply
				.code(fault.status ?? 200)
				.type(fault.contentType ?? 'application/json')
				.send(fault.body);
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
		const message = fault.message ?? 'The message could not be delivered.';
		reply.code(fault.status ?? 400);
		return documentedBody(fault.code, message);
	}
	if (fault.kind === 'malformedRow' && Array.isArray(body)) {
		return body.with(Math.min(fault.row ?? 0, body.length - 1), fault.value ?? null);
	}
	return body;
}

/** What becomes of the bytes that were to be sent. */
export function faultedPayload(
	fault: Fault,
	reply: FastifyReply,
	payload: unknown,
	closing: AbortSignal,
): unknown {
	switch (fault.kind) {
		case 'malformedJson':
			return typeof payload === 'string'
				? payload.slice(0, Math.ceil(payload.length / 2))
				: payload;
		case 'acceptedWithout':
			return reply.statusCode < 400 ? acceptedAnswer(fault, reply) : payload;
		case 'trickle':
		case 'slowBytes':
			return pacedBody(fault, reply, payload, closing);
		default:
			return payload;
	}
}

function acceptedAnswer(fault: { status?: number; body?: unknown }, reply: FastifyReply) {
	const { body } = fault;
	reply.code(fault.status ?? (body === undefined ? 204 : 200));
	if (body !== undefined) return typeof body === 'string' ? body : JSON.stringify(body);
	reply.removeHeader('content-type');
	return null;
}
