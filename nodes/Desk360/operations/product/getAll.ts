import { createCaller } from '../../api/client';
import { listProducts } from '../../api/products';
import { limitField, returnAllField } from '../../fields/paging';
import { limitOf } from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';

export const getAll: Operation = {
	description: [returnAllField, limitField],
	isRead: true,
	async execute(context, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const products = await listProducts(createCaller(context, { itemIndex }));
		return asItems(products.slice(0, limit));
	},
};
