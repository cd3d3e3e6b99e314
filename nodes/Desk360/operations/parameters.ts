import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { credentialsOf } from '../api/auth/signedRequest';
import type { SenderOptions } from '../api/http/send';
import { UNTOUCHED, simplifier } from '../fields/simplify';
import type { Simplifier } from '../fields/simplify';
import {
	booleanValue,
	integerFrom,
	integerValue,
	isEmpty,
	productIdValue,
	ticketIdValue,
} from '../fields/values';

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

/** n8n's label of a parameter is its name in capitalized words. */
function parameterLabel(name: string): string {
	const words = name.replace(/[A-Z]/g, ' $&');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Nothing means `fallback`.
 *
 * @throws InvalidValue for what is neither true nor false
 */
export function booleanOf(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fallback: boolean,
): boolean {
	const value: unknown = context.getNodeParameter(name, itemIndex, fallback);
	return booleanValue(value, parameterLabel(name), fallback);
}

/**
 * In the collection `options`; nothing means `fallback`.
 *
 * @throws InvalidValue for what is neither true nor false
 */
export function booleanOption(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fallback: boolean,
): boolean {
	return booleanValue(optionsOf(context, itemIndex)[name], parameterLabel(name), fallback);
}

/**
 * Untouched with *Simplify* off.
 *
 * @throws InvalidValue for what is neither true nor false, and for a time zone that there is not
 */
export async function simplifierOf(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Simplifier> {
	return booleanOf(context, itemIndex, 'simplify', true)
		? simplifier(await credentialsOf(context, itemIndex))
		: UNTOUCHED;
}

export function senderOptionsOf(context: IExecuteFunctions, itemIndex: number): SenderOptions {
	const { maxRateLimitWait } = optionsOf(context, itemIndex);
	return {
		itemIndex,
		hasWaitOption: true,
		maxRateLimitWaitSeconds: isEmpty(maxRateLimitWait)
			? undefined
			: integerFrom(
					0,
					maxRateLimitWait,
					'Max Rate Limit Wait',
					'Enter a whole number of seconds; with 0 a call never waits',
				),
	};
}

/** Between 1 and 10: the order and the number of rows do not depend on it. */
export function parallelRequestsOf(context: IExecuteFunctions, itemIndex: number): number {
	const { parallelRequests } = optionsOf(context, itemIndex);
	if (isEmpty(parallelRequests)) return DEFAULT_PARALLEL;
	const wanted = integerValue(parallelRequests, 'Parallel Requests');
	return Math.min(MOST_PARALLEL, Math.max(1, wanted));
}

/**
 * Undefined for all.
 *
 * @throws InvalidValue for less than one row
 */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (booleanOf(context, itemIndex, 'returnAll', false)) return undefined;
	const limit: unknown = context.getNodeParameter('limit', itemIndex, 50);
	return integerFrom(
		1,
		limit,
		'Limit',
		'Enter how many results to return, or switch Return All on',
	);
}
