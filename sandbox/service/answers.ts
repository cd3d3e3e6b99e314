const DOC_URL = 'https://docs.desk360.com/api';

/** The documented body of every refusal. */
export interface RefusalBody {
	error: { code: string; message: string; doc_url: string };
}

export function refusalBody(code: string, message: string): RefusalBody {
	return { error: { code, message, doc_url: DOC_URL } };
}

/** Thrown by a route, answered with its status and the documented body. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

export const failedValidation = (message: string) => new Refusal(400, 'failed_validation', message);

export const unauthenticated = () =>
	new Refusal(401, 'authentication_exception', 'Authentication failed.');

/** One wording for a ticket that never was, is deleted, or belongs to another product. */
export const modelNotFound = (model: string) =>
	new Refusal(404, 'model_not_found_exception', `The requested ${model} was not found.`);

export const routeNotFound = () =>
	new Refusal(404, 'not_found_exception', 'The requested URL was not found.');

export const methodNotAllowed = (method: string) =>
	new Refusal(
		405,
		'method_not_allowed_exception',
		`The ${method} method is not supported for this route.`,
	);

export const notAcceptable = () =>
	new Refusal(406, 'failed_validation', 'Only application/json and */* are supported.');

export const unsupportedContentType = () =>
	new Refusal(415, 'failed_validation', 'Only application/json is supported.');

export const tooManyRequests = () =>
	refusalBody('too_many_requests_exception', 'Too many requests.');
