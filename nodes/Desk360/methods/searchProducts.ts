import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createCaller } from '../api/client';
import { listProducts } from '../api/products';
import { WHILE_A_PERSON_WAITS } from './patience';
import { remembered } from './remembered';

/** The products whose name contains what was typed, or whose ID it is. */
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
