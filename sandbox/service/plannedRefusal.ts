import { Refusal } from './answers';

interface PlannedStatus {
	status: number;
	code?: string;
	message?: string;
}

/** The framework has no codes of its own, so a fault that names one comes as documented. */
export function plannedRefusal({ status, code, message }: PlannedStatus): Refusal {
	const words = { message: message ?? frameworkMessage(status) };
	return new Refusal(
		status,
		code ?? documentedCodes[status] ?? 'internal_server_error',
		message ?? 'This answer was planned.',
		code === undefined ? words : null,
	);
}

const documentedCodes: Record<number, string> = {
	400: 'failed_validation',
	401: 'authentication_exception',
	403: 'not_authorized',
	404: 'model_not_found_exception',
	405: 'method_not_allowed_exception',
	429: 'too_many_requests_exception',
};

const frameworkMessages: Record<number, string> = {
	401: 'Unauthenticated.',
	403: 'This action is unauthorized.',
	404: '',
	422: 'The given data was invalid.',
	429: 'Too Many Attempts.',
	503: 'Service Unavailable',
};

const frameworkMessage = (status: number) =>
	frameworkMessages[status] ?? (status < 500 ? '' : 'Server Error');
