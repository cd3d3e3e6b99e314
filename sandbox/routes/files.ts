import type { FastifyInstance } from 'fastify';

import { modelNotFound } from '../service/answers';
import type { Desk } from '../service/desk';
import { answerInstead, faultedPayload } from '../service/faultAnswers';
import { leavesTheWork } from '../service/faults';
import { pause } from '../pause';
import { newEntry } from '../service/requestLog';
import { sendFile } from '../service/sendFile';
import { signedPath } from '../service/signedUrls';
import type { StoredFile } from '../world/fileStore';
import { addStorageRoute } from './storage';

interface FilePath {
	Params: { key: string };
}

/** The attachments on the API's own host: the file itself, or without a name the way to the signed storage. */
export function addApiFileRoutes(app: FastifyInstance, desk: Desk): void {
	addFileRoute(app, desk);
	app.get<FilePath>('/attachments/:key', async ({ params }, reply) => {
		const { key } = findFile(desk, params.key);
		return await reply.redirect(`${desk.files.url}${signedPath(key)}`, 302);
	});
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
		const unanswered = answerInstead(request.fault, reply);
		if (unanswered) request.entry.status = 0;
		return reply;
	});
	app.addHook('onSend', async ({ entry, fault }, reply, payload) => {
		const sent = fault ? faultedPayload(fault, reply, payload, desk.closing) : payload;
		entry.status = reply.statusCode;
		return sent;
	});
	addFileRoute(app, desk);
	addStorageRoute(app, desk);
}

function addFileRoute(app: FastifyInstance, desk: Desk): void {
	app.get<FilePath>('/attachments/:key/:name', async ({ params }, reply) =>
		sendFile(findFile(desk, params.key), reply),
	);
}

function findFile({ world }: Desk, key: string): StoredFile {
	const file = world.files.get(key);
	if (!file) throw modelNotFound('file', key);
	return file;
}
