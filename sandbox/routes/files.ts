import type { FastifyInstance, FastifyReply } from 'fastify';

import { Refusal, modelNotFound } from '../service/answers';
import type { Desk } from '../service/desk';
import { answerInstead, leavesTheWork } from '../service/faultAnswers';
import { pause } from '../pause';
import { newEntry } from '../service/requestLog';

interface FilePath {
	Params: { key: string; name: string };
}

/** `GET /attachments/:key/:name`, on the API's own host. */
export function addFileRoute(app: FastifyInstance, desk: Desk): void {
	app.get<FilePath>('/attachments/:key/:name', async ({ params }, reply) =>
		sendFile(desk, params.key, reply),
	);
}

/** The other host: asks for no token, notes whether one came along. */
export function addFileHost(app: FastifyInstance, desk: Desk): void {
	app.addHook('onRequest', async (request, reply) => {
		request.entry = newEntry(request);
		desk.files.requests.add(request.entry);
		request.fault = desk.files.faults.take(request.entry);
		request.entry.fault = request.fault?.kind;
		if (request.fault?.kind === 'slow') await pause(request.fault.ms, desk.closing);
		if (!request.fault || leavesTheWork(request.fault)) return undefined;
		const unanswered = answerInstead(request.fault, request, reply);
		if (unanswered) request.entry.status = 0;
		return reply;
	});
	app.addHook('onSend', async (request, reply) => {
		request.entry.status = reply.statusCode;
	});
	addFileRoute(app, desk);
}

function sendFile(desk: Desk, key: string, reply: FastifyReply): FastifyReply {
	const file = desk.world.files.get(key);
	if (!file) throw modelNotFound('file');
	if (!file.content) throw new Refusal(410, 'not_found', 'The file was too large to be kept.');
	return reply.type(file.mimeType).send(file.content);
}
