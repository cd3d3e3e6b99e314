import type { FastifyInstance, FastifyRequest } from 'fastify';

import { notAcceptable, tooManyRequests, unauthenticated } from './answers';
import type { Desk } from './desk';
import { answerInstead, cut, faultedBody, faultedText, leavesTheWork } from './faultAnswers';
import { pause } from '../pause';
import { newEntry, summarize } from './requestLog';

/** What every request of `/v1` goes through, in this order, before and after its route. */
export function addServiceHooks(app: FastifyInstance, desk: Desk): void {
	app.addHook('onRequest', async (request, reply) => {
		request.entry = newEntry(request);
		desk.requests.add(request.entry);
		await desk.hooks.onRequest?.(request.entry);
		const { refused, headers } = desk.rateLimit.take();
		reply.headers(headers);
		await pause(desk.settings.latencyMs, desk.closing);
		if (refused) return await reply.code(desk.rateLimit.refuseWith).send(tooManyRequests());
		return undefined;
	});

	app.addHook('preHandler', async (request, reply) => {
		const { entry } = request;
		entry.body = summarize(request.body);
		request.fault = desk.faults.take(entry);
		entry.fault = request.fault?.kind;
		if (request.fault?.kind === 'slow') await pause(request.fault.ms, desk.closing);
		if (!request.fault || leavesTheWork(request.fault)) return undefined;
		const unanswered = answerInstead(request.fault, request, reply);
		if (unanswered) await noteUnanswered(desk, request);
		return reply;
	});

	app.addHook('preHandler', async (request) => {
		if (!accepts(request.headers.accept)) throw notAcceptable();
	});

	app.addHook('preSerialization', async (request, reply, payload) =>
		request.fault ? faultedBody(request.fault, reply, payload) : payload,
	);

	app.addHook('onSend', async (request, reply, payload) => {
		if (request.fault?.kind === 'lostAnswer') {
			await noteUnanswered(desk, request);
			cut(request);
			return payload;
		}
		request.entry.status = reply.statusCode;
		await desk.hooks.onAnswer?.(request.entry);
		return request.fault ? faultedText(request.fault, payload) : payload;
	});
}

/** For routes that need a token, which is all but the login. */
export function addTokenCheck(app: FastifyInstance, desk: Desk): void {
	app.addHook('preHandler', async (request) => {
		const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
		request.account = token === undefined ? undefined : desk.accounts.byToken(token);
		if (!request.account) throw unauthenticated();
		request.entry.authorized = true;
		request.entry.account = request.account.email;
	});
}

async function noteUnanswered(desk: Desk, request: FastifyRequest): Promise<void> {
	request.entry.status = 0;
	await desk.hooks.onAnswer?.(request.entry);
}

const acceptable = new Set(['*/*', 'application/*', 'application/json', 'multipart/form-data']);

function accepts(accept = '*/*'): boolean {
	return accept.split(',').some((range) => acceptable.has(mediaType(range)));
}

const mediaType = (range: string) => range.replace(/;.*/, '').trim().toLowerCase();
