import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

import { failedValidation } from './answers';
import { FileReceiver, type ReceivedFile } from '../world/fileStore';
import type { MultipartSummary } from './requestLog';
import type { Fields } from './validation';

export const ATTACHMENTS_FIELD = 'attachments[]';

interface ReceivedForm {
	fields: Fields;
	files: ReceivedFile[];
	summary: MultipartSummary;
}

/**
 * Reads a multipart body as it comes in, and tells the request log what came; of a file no more than `keepBytes` is
 * ever held.
 */
export async function receiveForm(
	request: FastifyRequest,
	keepBytes: number,
): Promise<ReceivedForm> {
	const form: ReceivedForm = { fields: {}, files: [], summary: { fields: {}, files: [] } };
	request.entry.body = form.summary;
	try {
		await receiveParts(request, keepBytes, form);
	} catch (reason) {
		throw failedValidation(`The form could not be read: ${String(reason)}`);
	}
	return form;
}

async function receiveParts(request: FastifyRequest, keepBytes: number, form: ReceivedForm) {
	for await (const part of request.parts()) {
		if (part.type === 'field') {
			form.fields[part.fieldname] = part.value;
			form.summary.fields[part.fieldname] = String(part.value);
			continue;
		}
		const file = await receiveFile(part, keepBytes);
		const { name, mimeType, size, sha256 } = file;
		form.summary.files.push({ field: part.fieldname, name, mimeType, size, sha256 });
		if (part.fieldname === ATTACHMENTS_FIELD) form.files.push(file);
	}
}

async function receiveFile(part: MultipartFile, keepBytes: number): Promise<ReceivedFile> {
	const receiver = new FileReceiver(keepBytes);
	for await (const piece of part.file) receiver.write(piece as Buffer);
	return receiver.end(part.filename, part.mimetype);
}
