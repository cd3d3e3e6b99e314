import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
	JsonObject,
} from 'n8n-workflow';

import { Desk360ApiError } from '../api/failures/Desk360ApiError';
import { inOneText } from '../api/failures/inOneText';
import { waitsOf } from '../api/rateLimit/waits';
import { withLabelInNode } from '../fields/productLabel';
import { InvalidValue } from '../fields/values';
import { isAgentsTool, nothingFound, toldToAgent } from './agentsTool';
import { operationOf } from './index';
import { inParallel } from './inParallel';
import { parallelRequestsOf } from './parameters';
import type { Operation } from './types';

function explained(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (thrown instanceof InvalidValue) {
		return new NodeOperationError(context.getNode(), thrown.message, {
			description: thrown.description,
			itemIndex,
		});
	}
	if (thrown instanceof NodeOperationError || thrown instanceof NodeApiError) {
		thrown.message = withLabelInNode(thrown.message, context.getNode());
		thrown.context.itemIndex ??= itemIndex;
		return thrown;
	}
	return new NodeOperationError(context.getNode(), thrown as JsonObject, { itemIndex });
}

/** For *Continue On Fail*. */
function failureOf(stopped: NodeApiError | NodeOperationError): IDataObject {
	const json: IDataObject = { error: inOneText(stopped) };
	if (stopped instanceof Desk360ApiError) {
		if (stopped.code) json.code = stopped.code;
		if (stopped.httpCode) json.httpCode = Number(stopped.httpCode);
		if (stopped.docUrl) json.docUrl = stopped.docUrl;
	}
	return json;
}

function failedItem(
	context: IExecuteFunctions,
	stopped: NodeApiError | NodeOperationError,
	pairedItem: IPairedItemData,
): INodeExecutionData {
	const item: INodeExecutionData = { json: failureOf(stopped), pairedItem };
	// Items with more than a message leave by the error output only if they carry `error`. On any other way, and
	// when it is enumerable, n8n would reduce them to the message.
	if (context.getNode().onError === 'continueErrorOutput') {
		Object.defineProperty(item, 'error', { value: stopped });
	}
	return item;
}

function selectedOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0, 'ticket') as string;
	const name = context.getNodeParameter('operation', 0, 'getAll') as string;
	const operation = operationOf(resource, name);
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`The node knows no operation "${name}" of "${resource}"`,
			{ description: 'Choose the operation again in the node' },
		);
	}
	return operation;
}

function itemsAtOnce(context: IExecuteFunctions): number {
	try {
		return parallelRequestsOf(context, 0);
	} catch {
		return 1; // the operation says what is wrong, as the item's own concern
	}
}

/** A wait for the rate limit of this length explains why a run took long. */
const TOLD_WAIT_MS = 5_000;

/** Without this a run that waits for the rate limit is merely slow. */
function tellWaits(context: IExecuteFunctions): void {
	const { ms, limit } = waitsOf(context);
	if (ms < TOLD_WAIT_MS) return;
	const why =
		limit === undefined
			? 'the calls that Desk360 grants per minute were spent'
			: `Desk360 grants ${limit} calls a minute`;
	const message = `Waited ${Math.round(ms / 1000)} s: ${why}`;
	context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
}

/** The only loop over items, so that all operations treat them alike. */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = selectedOperation(context);
	const items = context.getInputData();
	const atOnce = operation.itemsInParallel && items.length > 0 ? itemsAtOnce(context) : 1;

	const results = await inParallel(items, atOnce, async (_, itemIndex) => {
		const pairedItem = { item: itemIndex };
		try {
			const result = await operation.execute(context, itemIndex);
			return result.map((item) => ({ ...item, pairedItem }));
		} catch (thrown) {
			const stopped = explained(context, thrown, itemIndex);
			if (!context.continueOnFail()) {
				throw isAgentsTool(context) ? toldToAgent(context, stopped) : stopped;
			}
			return [failedItem(context, stopped, pairedItem)];
		}
	});
	tellWaits(context);
	const output = results.flat();
	return [output.length === 0 && isAgentsTool(context) ? [nothingFound()] : output];
}
