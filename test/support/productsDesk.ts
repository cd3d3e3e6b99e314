import type { INodeParameters } from 'n8n-workflow';

import { startDesk360, type Desk360Setup } from './desk360';
import { forAllTests } from './forAllTests';

/** Gets tickets of all products. */
export const ALL = { operation: 'getAll', productId: 'all' };

/** A local Desk360 for lists of tickets over several products. */
class ProductsDesk {
	constructor(readonly desk360: Desk360Setup) {}

	/** `product/page` of the ticket lists, and `products`, in the order of the calls. */
	get asked(): string[] {
		return this.desk360.sandbox.requests.entries.map(({ path, query }) => {
			const [, product] = /\/products\/(\d+)\/tickets$/.exec(path) ?? [];
			return product === undefined ? 'products' : `${product}/${query.page}`;
		});
	}

	/** Adds a product with so many tickets, one changed every so many minutes, the newest so many minutes ago. */
	seed(id: number, count: number, { every = 1, newest = 0 } = {}): void {
		const { world } = this.desk360.sandbox;
		world.createProduct({ id, name: `Desk ${id}` });
		for (let index = count - 1; index >= 0; index--) {
			const minutesAgo = newest + index * every;
			world.at(new Date(Date.UTC(2026, 0, 31) - minutesAgo * 60_000), () =>
				world.createTicket({ productId: id, subject: `${minutesAgo}` }),
			);
		}
	}

	/** How many minutes ago the tickets changed that come out. */
	async ages(parameters: INodeParameters): Promise<number[]> {
		const tickets = await this.desk360.json({ ...ALL, ...parameters });
		return tickets.map(({ subject }) => Number(subject));
	}

	/** What is told of a run: in the log, and as hints of the node. */
	async told(parameters: INodeParameters): Promise<string> {
		const logged = this.desk360.engine.logs.length;
		await this.desk360.run({ ...ALL, ...parameters });
		return this.desk360.engine.logs.slice(logged).join('\n');
	}
}

/** The desk of a test file, empty for each of its tests. */
export function useProductsDesk(): ProductsDesk {
	return new ProductsDesk(forAllTests(startDesk360));
}
