import type { FastifyRequest } from 'fastify';

import { invalidField, unsupportedContentType } from './answers';
import type { ReceivedFile } from '../world/fileStore';
import { ATTACHMENTS_FIELD, receiveForm } from './multipart';
import type { MultipartSummary } from './requestLog';
import { given, type Fields } from './validation';

export interface Body {
	fields: Fields;
	/** Refuses files that came where none belong, so that this is told along with what else is wrong. */
	files: () => ReceivedFile[];
}

/** The fields and files of a body that may be JSON or a form; files come by form only. */
export async function readBody(request: FastifyRequest, keepBytes: number): Promise<Body> {
	if (request.isMultipart()) {
		const { fields, files, summary } = await receiveForm(request, keepBytes);
		return { fields, files: () => filesOfForm(files, summary) };
	}
	const fields = jsonFields(request);
	return { fields, files: () => filesOfJson(fields) };
}

function filesOfForm(files: ReceivedFile[], summary: MultipartSummary): ReceivedFile[] {
	if (summary.files.some(({ field }) => field === 'attachments')) {
		throw invalidField('attachments', 'The attachments must be an array.');
	}
	return files;
}

function filesOfJson(fields: Fields): never[] {
	if (given(fields, 'attachments') !== null || given(fields, ATTACHMENTS_FIELD) !== null) {
		throw invalidField('attachments.0', 'The attachments.0 must be a file.');
	}
	return [];
}

/** A request without any body is one without fields. */
export function jsonFields({ body, headers }: FastifyRequest): Fields {
	if (typeof body === 'object' && body !== null) return body as Fields;
	if (body === undefined && headers['content-type'] !== undefined) throw unsupportedContentType();
	return {};
}
