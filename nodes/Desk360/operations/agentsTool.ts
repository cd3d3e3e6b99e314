import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, NodeApiError } from 'n8n-workflow';

/** True for the node that n8n makes of this one for agents. */
export function isAgentsTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * What is thrown to an agent. Of anything but a `NodeOperationError` n8n makes one, and on the way replaces a message
 * that names a network code; its words invite to send a lost write again.
 */
export function toldToAgent(
	context: IExecuteFunctions,
	stopped: NodeApiError | NodeOperationError,
): NodeOperationError {
	if (stopped instanceof NodeOperationError) return stopped;
	const { message, description } = stopped;
	const told = new NodeOperationError(context.getNode(), message, {
		description: description ?? undefined,
		itemIndex: stopped.context.itemIndex as number | undefined,
	});
	told.message = message;
	return told;
}
