import type { Caller } from './client';
import { gather, rowPages } from './paging';
import type { Gathered } from './paging';
import type { Product } from './types';

/** @throws Desk360ApiError */
export async function listProducts(call: Caller, limit?: number): Promise<Gathered<Product>> {
	return await gather<Product>(
		rowPages(call, {
			path: '/products',
			subject: 'the product list',
			target: 'product list at this address',
		}),
		{ limit },
	);
}
