import { NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

/** n8n shows the message alone in the list's place, so the advice is part of it. */
export function listRefusal(
	context: ILoadOptionsFunctions,
	message: string,
	advice: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${message}. ${advice}`);
}
