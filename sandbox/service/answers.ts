/** What is wrong with which field, as the framework lists it. */
export type FieldErrors = Record<string, string[]>;

/** What the framework says in place of the documented answer; what is left out is as documented. */
export interface FrameworkWords {
	status?: number;
	message?: string;
	errors?: FieldErrors;
	/** The exception whose place in the code a debug answer shows. */
	exception?: string;
}

/** Thrown by a route or a hook; how it is written down is decided in one place, `refusalAnswer`. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		/** null: a code that only the application has, so it stays as documented. */
		readonly framework: FrameworkWords | null = {},
	) {
		super(message);
	}
}

const INVALID_DATA = 'The given data was invalid.';

export const failedValidation = (message: string) => new Refusal(400, 'failed_validation', message);

/** The documented answer has room for one message, which is the first. */
export function invalidFields(errors: FieldErrors): Refusal {
	const [first = INVALID_DATA] = Object.values(errors).flat();
	const framework = { status: 422, message: INVALID_DATA, errors };
	return new Refusal(400, 'failed_validation', first, framework);
}

export const invalidField = (name: string, message: string) => invalidFields({ [name]: [message] });

export const unauthenticated = () =>
	new Refusal(401, 'authentication_exception', 'Authentication failed.', {
		message: 'Unauthenticated.',
	});

/** One wording for a ticket that never was, is deleted, or belongs to another product. */
export function modelNotFound(model: 'product' | 'ticket' | 'file', id: string): Refusal {
	const className = `${model.charAt(0).toUpperCase()}${model.slice(1)}`;
	const message = `The requested ${model} was not found.`;
	return new Refusal(404, 'model_not_found_exception', message, {
		message: `No query results for model [App\\${className}] ${id}`,
		exception: 'Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException',
	});
}

export const routeNotFound = () =>
	new Refusal(404, 'not_found_exception', 'The requested URL was not found.', { message: '' });

export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
	const message = `The ${method} method is not supported for this route.`;
	return new Refusal(405, 'method_not_allowed_exception', message, {
		message: `${message} Supported methods: ${allowed.join(', ')}.`,
	});
}

export const notAcceptable = () =>
	new Refusal(406, 'failed_validation', 'Only application/json and */* are supported.');

export const unsupportedContentType = () =>
	new Refusal(415, 'failed_validation', 'Only application/json is supported.');

export const tooManyRequests = (status = 429) =>
	new Refusal(status, 'too_many_requests_exception', 'Too many requests.', {
		message: 'Too Many Attempts.',
	});

export const internalError = (message: string) =>
	new Refusal(500, 'internal_server_error', message, { message: 'Server Error' });

/** The framework treats a wrong password as a field that is wrong. */
export const wrongPassword = () =>
	new Refusal(401, 'invalid_credentials', 'The email or password is wrong.', {
		status: 422,
		message: INVALID_DATA,
		errors: { email: ['These credentials do not match our records.'] },
	});

export function lockedOut(seconds: number): Refusal {
	const words = `Too many login attempts. Please try again in ${seconds} seconds.`;
	const documented = 'Too many login attempts. Please wait a minute.';
	return new Refusal(429, 'too_many_attempts', documented, {
		message: INVALID_DATA,
		errors: { email: [words] },
	});
}

export const passwordAccessDisabled = () =>
	new Refusal(403, 'password_access_disabled', 'Password access is disabled.', {
		message: 'This action is unauthorized.',
	});
