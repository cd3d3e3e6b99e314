import type { FastifyInstance } from 'fastify';

import { viewsFor, type Desk } from '../service/desk';

export function addProductRoutes(app: FastifyInstance, desk: Desk): void {
	app.get('/products', { config: { answer: 'products' } }, async (request) => {
		const views = viewsFor(desk, request);
		return desk.world.products.map((product) => views.product(product));
	});
}
