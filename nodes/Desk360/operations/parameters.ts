import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SenderOptions } from '../api/sender';
import { integerValue, productIdValue, ticketIdValue } from '../fields/values';

const MOST_PARALLEL = 10;
const DEFAULT_PARALLEL = 4;

export function productIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const value: unknown = context.getNodeParameter('productId', itemIndex, '', {
		extractValue: true,
	});
	return productIdValue(value);
}

export function ticketIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const value: unknown = context.getNodeParameter('ticketId', itemIndex, '', {
		extractValue: true,
	});
	return ticketIdValue(value);
}

export function optionsOf(context: IExecuteFunctions, itemIndex: number): IDataObject {
	return context.getNodeParameter('options', itemIndex, {}) as IDataObject;
}

/** How the calls of an item are sent: how long to wait for the rate limit, and which item messages name. */
export function senderOptionsOf(context: IExecuteFunctions, itemIndex: number): SenderOptions {
	const { maxRateLimitWait } = optionsOf(context, itemIndex);
	return {
		itemIndex,
		maxRateLimitWaitSeconds:
			maxRateLimitWait === undefined
				? undefined
				: Math.max(0, integerValue(maxRateLimitWait, 'Max Rate Limit Wait')),
	};
}

/** `parallelRequests`, from 1 to 10. */
export function parallelRequestsOf(context: IExecuteFunctions, itemIndex: number): number {
	const { parallelRequests = DEFAULT_PARALLEL } = optionsOf(context, itemIndex);
	const wanted = integerValue(parallelRequests, 'Parallel Requests');
	return Math.min(MOST_PARALLEL, Math.max(1, wanted));
}

/** The number of rows wanted; undefined for all. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return undefined;
	return Math.max(1, integerValue(context.getNodeParameter('limit', itemIndex, 50), 'Limit'));
}
