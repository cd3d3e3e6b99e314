import type { FastifyReply } from 'fastify';

import type { StoredFile } from '../world/fileStore';
import { Refusal } from './answers';

/** The file itself, with its media type. */
export function sendFile({ content, mimeType }: StoredFile, reply: FastifyReply): FastifyReply {
	if (!content) throw new Refusal(410, 'not_found', 'The file was too large to be kept.');
	return reply.type(mimeType).send(content);
}

/**
 * The name of a file beside its bytes, in both forms of RFC 6266: in ASCII for old clients, and whole.
 */
export function contentDisposition(name: string): string {
	const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '\\$&');
	const whole = encodeURIComponent(name).replace(/['()*!]/g, percent);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
