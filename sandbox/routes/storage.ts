import type { FastifyInstance, FastifyReply } from 'fastify';

import type { Desk } from '../service/desk';
import { contentDisposition, sendFile } from '../service/sendFile';
import { isSigned } from '../service/signedUrls';

interface StoredPath {
	Params: { key: string };
	Querystring: Record<string, string>;
}

/**
 * `GET /storage/:key` of the file host: signed storage as S3 has it. The path holds no name, so that is told beside the
 * bytes; whoever sends a token along with a signed address is refused, because one of the two is enough.
 */
export function addStorageRoute(app: FastifyInstance, { world }: Desk): void {
	app.get<StoredPath>('/storage/:key', async ({ params, query, headers }, reply) => {
		if (headers.authorization !== undefined) {
			return refuse(reply, 400, 'InvalidArgument', 'Only one auth mechanism allowed');
		}
		if (!isSigned(params.key, query)) {
			return refuse(reply, 403, 'AccessDenied', 'The signature is missing, wrong or expired');
		}
		const file = world.files.get(params.key);
		if (!file) return refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.');
		reply.header('content-disposition', contentDisposition(file.name));
		return sendFile(file, reply);
	});
}

/** A storage provider answers in its own form, whatever the API does. */
function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
	const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	const body = `<?xml version="1.0" encoding="UTF-8"?>\n${error}`;
	return reply.code(status).type('application/xml').send(body);
}
