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
			.map(({ id, name }) => ({ name: name || `#${id}`, value: String(id) }))
			.filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted),
	};
}
