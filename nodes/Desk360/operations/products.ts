import type { IExecuteFunctions } from 'n8n-workflow';

import { accountNameOf } from '../api/client';
import type { Caller } from '../api/client';
import { tell } from '../api/notices';
import { listProducts } from '../api/products';
import { hasId } from '../api/shapes';
import { labelInNode, productLabel } from '../fields/productLabel';
import { productIdsValue } from '../fields/values';
import { warnOfEarlyEnd } from './earlyEnd';

export interface ChosenProduct {
	id: string;
	/** For people: `11 (Shop)`, or the ID alone when no list told the name. */
	label: string;
}

/** By the context of the run, then by account. */
const listedInRun = new WeakMap<object, Map<string, ChosenProduct[]>>();

async function allProducts(context: IExecuteFunctions, call: Caller): Promise<ChosenProduct[]> {
	const products = await listProducts(call);
	warnOfEarlyEnd(context, 'product list', products);
	return products.rows.filter(hasId).map(({ id, name }) => ({
		id: String(id),
		label: productLabel(String(id), name),
	}));
}

/** Items of one account cost one look at the list, however many they are. */
async function listedProducts(
	context: IExecuteFunctions,
	itemIndex: number,
	call: Caller,
): Promise<ChosenProduct[]> {
	const account = await accountNameOf(context, itemIndex);
	const listed = listedInRun.get(context) ?? new Map<string, ChosenProduct[]>();
	listedInRun.set(context, listed);
	const products = listed.get(account) ?? (await allProducts(context, call));
	listed.set(account, products);
	if (products.length === 0) {
		tell(context, 'Desk360 lists no product for this account, so there are no tickets');
	}
	return products;
}

/**
 * One, several, or all that the account of the item sees.
 *
 * @throws InvalidValue for what names none
 * @throws Desk360ApiError when the list of products cannot be read
 */
export async function productsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	call: Caller,
): Promise<ChosenProduct[]> {
	const value: unknown = context.getNodeParameter('productId', itemIndex, '', {
		extractValue: true,
	});
	const ids = productIdsValue(value);
	return ids === 'all'
		? await listedProducts(context, itemIndex, call)
		: ids.map((id) => ({ id, label: labelInNode(context.getNode(), id) }));
}
