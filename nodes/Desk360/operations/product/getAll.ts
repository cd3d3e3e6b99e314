import { createCaller } from '../../api/client';
import { listProducts } from '../../api/products';
import { warnOfEarlyEnd } from '../earlyEnd';
import { limitOf } from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';

export const getAll: Operation = {
	itemsInParallel: false,
	async execute(context, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const products = await listProducts(createCaller(context, { itemIndex }), limit);
		warnOfEarlyEnd(context, 'product list', products);
		return asItems(products.rows);
	},
};
