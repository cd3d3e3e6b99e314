import type { IDataObject } from 'n8n-workflow';

/** A product as it stands in the saved state of the trigger. */
interface SavedProduct {
	id: string;
	handledUpTo?: string;
	completeAt?: string;
	backlog?: object;
	revisit?: object;
}

/** What the next poll of the trigger finds in n8n's static data. */
export class SavedState {
	constructor(private readonly state: IDataObject) {}

	get products(): SavedProduct[] {
		return (this.state.products ?? []) as unknown as SavedProduct[];
	}

	/** When the list of products was read last, in milliseconds since the epoch. */
	get listedAt(): number | undefined {
		return (this.state.listed as { at: number } | undefined)?.at;
	}

	/** Nothing is left to be read of this product, but pages may be to be looked at once more. */
	isRead(id: number): boolean {
		const product = this.find(id);
		if (product?.handledUpTo === undefined) return false;
		const { backlog, completeAt, handledUpTo } = product;
		return !backlog && completeAt === handledUpTo;
	}

	/** Nothing at all is left to be read of this product. */
	isSettled(id: number): boolean {
		return this.isRead(id) && !this.find(id)?.revisit;
	}

	/** Whether what happens in the product from now on must come. */
	isStarted(id: number): boolean {
		const product = this.find(id);
		// One that appeared since the products were listed is watched from then on.
		return product ? product.handledUpTo !== undefined : this.listedAt !== undefined;
	}

	/** It was in the list of products at some time. */
	isKnown(id: number): boolean {
		return this.find(id) !== undefined;
	}

	private find(id: number): SavedProduct | undefined {
		return this.products.find((product) => product.id === `${id}`);
	}
}
