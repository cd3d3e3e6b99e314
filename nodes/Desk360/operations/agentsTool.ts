import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { inOneText } from '../api/failures/inOneText';

/** n8n makes a node of its own of this one for agents. */
export function isAgentsTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * What is thrown to an agent: n8n's AI Agent passes nothing but the message on to the model. Of anything but a
 * `NodeOperationError` n8n makes one, and on the way replaces a message that names a network code; its words invite to
 * send a lost write again.
 */
export function toldToAgent(
	context: IExecuteFunctions,
	stopped: NodeApiError | NodeOperationError,
): NodeOperationError {
	const message = inOneText(stopped);
	const told = new NodeOperationError(context.getNode(), message, {
		itemIndex: stopped.context.itemIndex as number | undefined,
	});
	told.message = message;
	return told;
}

/** n8n's AI Agent would pass an empty text on to the model. */
export function nothingFound(): INodeExecutionData {
	return { json: { result: 'Nothing was found' }, pairedItem: { item: 0 } };
}
