import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createCaller } from '../api/client';
import { listProducts } from '../api/products';

/** The products whose name contains what was typed, or whose ID it is. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const products = await listProducts(createCaller(this, { urgent: true }));
	const wanted = filter.trim().toLowerCase();
	return {
		results: products
			.filter(({ id, name }) => name.toLowerCase().includes(wanted) || String(id) === wanted)
			.map(({ id, name }) => ({ name, value: String(id) })),
	};
}
