import type { FastifyRequest } from 'fastify';

import { failedValidation, unsupportedContentType } from './answers';
import type { ReceivedFile } from '../world/fileStore';
import { ATTACHMENTS_FIELD, receiveForm } from './multipart';
import { given, type Fields } from './validation';

export interface Body {
	fields: Fields;
	files: ReceivedFile[];
}

/** The fields and files of a body that may be JSON or a form; files come by form only. */
export async function readBody(request: FastifyRequest, keepBytes: number): Promise<Body> {
	if (request.isMultipart()) {
		return await receiveForm(request, keepBytes);
	}
	const fields = jsonFields(request);
	if (given(fields, 'attachments') !== null || given(fields, ATTACHMENTS_FIELD) !== null) {
		throw failedValidation('The attachments.0 must be a file.');
	}
	return { fields, files: [] };
}

/** A request without any body is one without fields. */
export function jsonFields({ body, headers }: FastifyRequest): Fields {
	if (typeof body === 'object' && body !== null) return body as Fields;
	if (body === undefined && headers['content-type'] !== undefined) throw unsupportedContentType();
	return {};
}
