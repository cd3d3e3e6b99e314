import { NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import {
	InvalidValue,
	isEmpty,
	plainValue,
	productIdValue,
	productIdsValue,
} from '../fields/values';
import { listRefusal } from './listRefusal';

const IS_AN_EXPRESSION = /^=/;

/** What the node's `productId` holds, as a list of the editor gets it. */
function selection<Selected>(
	context: ILoadOptionsFunctions,
	read: (value: unknown) => Selected,
): Selected {
	const value: unknown = context.getCurrentNodeParameter('productId', { extractValue: true });
	if (isEmpty(value) || IS_AN_EXPRESSION.test(String(plainValue(value)))) {
		throw listRefusal(
			context,
			'Select the product first: this list shows what its tickets hold',
			'The result of an expression is known here once the nodes before this one ran',
		);
	}
	try {
		return read(value);
	} catch (thrown) {
		if (!(thrown instanceof InvalidValue)) {
			throw new NodeOperationError(context.getNode(), thrown as Error);
		}
		throw listRefusal(context, thrown.message, thrown.description);
	}
}

/** @throws NodeOperationError when the node names no product, or several */
export function selectedProduct(context: ILoadOptionsFunctions): string {
	return selection(context, (value) => productIdValue(value));
}

/** @throws NodeOperationError when the node names no product */
export function selectedProducts(context: ILoadOptionsFunctions): 'all' | string[] {
	return selection(context, (value) => productIdsValue(value));
}
