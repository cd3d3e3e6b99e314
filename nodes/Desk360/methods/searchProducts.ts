import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createCaller } from '../api/client';
import { listProducts } from '../api/products';
import { WHILE_A_PERSON_WAITS } from './patience';
import { remembered } from './remembered';

const ALL_PRODUCTS = 'All products';

/** Whose name contains what was typed, or whose ID it is. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const products = await remembered(this, ['products'], async () => {
		const { rows } = await listProducts(createCaller(this, WHILE_A_PERSON_WAITS));
		return rows.map(({ id, name }) => ({ name: name || `#${id}`, value: String(id) }));
	});
	const wanted = filter.trim().toLowerCase();
	return {
		results: products.filter(
			({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted,
		),
	};
}

/** With an entry for all of them, first in the list. */
export async function searchProductsOrAll(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { results } = await searchProducts.call(this, filter);
	const isWanted = ALL_PRODUCTS.toLowerCase().includes(filter.trim().toLowerCase());
	return { results: isWanted ? [{ name: ALL_PRODUCTS, value: 'all' }, ...results] : results };
}
