import type { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** What happened and what to do about it, for whoever is shown nothing else: later nodes and the models of agents. */
export function inOneText({ message, description }: NodeApiError | NodeOperationError): string {
	return description ? `${message}. ${description}` : message;
}
