import type { Sandbox } from '../../sandbox';
import type { WorldProduct } from '../../sandbox/world/records';
import { MOST_PRODUCTS, type Absence } from './history';

/** The products of a history, by the numbers from 1 on. Some appear later, and some are not seen for a while. */
export class Products {
	/** Those there are, seen or not. */
	count = 0;

	/** When one was added, or shown again. */
	changedAt = 0;

	private readonly gone = new Map<number, WorldProduct>();

	private readonly forbidden = new Set<number>();

	constructor(
		private readonly sandbox: Sandbox,
		count: number,
	) {
		while (this.count < count) this.add();
	}

	/** The product that `at` chooses. */
	chosen(at: number): number {
		return (at % this.count) + 1;
	}

	/** @returns false when there are enough */
	add(): boolean {
		if (this.count === MOST_PRODUCTS) return false;
		this.sandbox.world.createProduct({ id: ++this.count });
		this.changedAt = Date.now();
		return true;
	}

	hide(id: number, as: Absence): void {
		if (!this.isSeen(id)) return;
		if (as === 'forbidden') this.forbidden.add(id);
		else {
			const { products } = this.sandbox.world;
			const place = products.findIndex((product) => product.id === id);
			for (const product of products.splice(place, 1)) this.gone.set(id, product);
		}
	}

	show(id: number): void {
		const product = this.gone.get(id);
		if (product) this.sandbox.world.products.push(product);
		this.gone.delete(id);
		this.forbidden.delete(id);
		this.changedAt = Date.now();
	}

	showAll(): void {
		for (let id = 1; id <= this.count; id++) this.show(id);
	}

	isSeen(id: number): boolean {
		return id <= this.count && !this.gone.has(id) && !this.forbidden.has(id);
	}

	/** Plans the refusals of all calls for products to which the account has no right. */
	refuse(): void {
		for (const id of this.forbidden) {
			const match = { path: new RegExp(`/products/${id}/`) };
			this.sandbox.faults.add({ kind: 'status', status: 403, match, times: Infinity });
		}
	}
}
