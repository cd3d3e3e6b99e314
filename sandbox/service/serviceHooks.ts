import type { FastifyInstance, FastifyRequest } from 'fastify';

import { notAcceptable, tooManyRequests, unauthenticated } from './answers';
import { countCall } from './callCount';
import type { Desk } from './desk';
import { answerInstead, cut, faultedBody, faultedPayload } from './faultAnswers';
import { leavesTheWork } from './faults';
import { frameworkForm } from './frameworkForm';
import type { Account } from '../options';
import { pause } from '../pause';
import { newEntry, summarize } from './requestLog';

/** What every request of `/v1` goes through, in this order, before and after its route. */
export function addServiceHooks(app: FastifyInstance, desk: Desk): void {
	app.addHook('onRequest', async (request, reply) => {
		request.entry = newEntry(request);
		desk.requests.add(request.entry);
		await desk.hooks.onRequest?.(request.entry);
		request.account = accountOf(desk, request);
		const { refused, headers, refuseWith } = countCall(desk, request);
		reply.headers(headers);
		await pause(desk.settings.latencyMs, desk.closing);
		if (refused) throw tooManyRequests(refuseWith);
	});

	app.addHook('preHandler', async (request, reply) => {
		const { entry } = request;
		entry.body = summarize(request.body);
		request.fault = desk.faults.take(entry);
		entry.fault = request.fault?.kind;
		if (request.fault?.kind === 'slow') await pause(request.fault.ms, desk.closing);
		if (!request.fault || leavesTheWork(request.fault)) return undefined;
		const unanswered = answerInstead(request.fault, reply);
		if (unanswered) await noteUnanswered(desk, request);
		return reply;
	});

	app.addHook('preHandler', async (request) => {
		if (!accepts(request.headers.accept)) throw notAcceptable();
	});

	app.addHook('preSerialization', async (request, reply, payload) => {
		const { fault, answerKind } = request;
		const { answers } = desk.settings;
		const body = fault ? faultedBody(fault, reply, payload) : payload;
		const isWork = answerKind !== undefined && reply.statusCode < 400;
		return answers === 'framework' && isWork
			? frameworkForm(answerKind, body, request, reply)
			: body;
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const { fault, entry } = request;
		if (fault?.kind === 'lostAnswer') {
			await noteUnanswered(desk, request);
			cut(reply);
			return payload;
		}
		const sent = fault ? faultedPayload(fault, reply, payload, desk.closing) : payload;
		entry.status = reply.statusCode;
		await desk.hooks.onAnswer?.(entry);
		return sent;
	});
}

/** For routes that need a token, which is all but the login. */
export function addTokenCheck(app: FastifyInstance, desk: Desk): void {
	app.addHook('preHandler', async (request) => {
		// Looked up again: the token may have been renewed while the answer was held back.
		request.account = accountOf(desk, request);
		if (!request.account) throw unauthenticated();
		request.entry.authorized = true;
		request.entry.account = request.account.email;
		request.answerKind = request.routeOptions.config.answer;
	});
}

function accountOf({ accounts }: Desk, { headers }: FastifyRequest): Account | undefined {
	const token = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
	return token === undefined ? undefined : accounts.byToken(token);
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
