import type { IDataObject } from 'n8n-workflow';

import { fingerprint } from '../api/common/fingerprint';
import { SeenTickets } from './seen';
import { earlier, newestOf } from './stamps';

/** How the last poll left a list that was too long for it. */
export interface Backlog {
	/** About where the oldest news is, or how far down there is nothing but news. */
	page: number;
	/** Pages with news that a poll reads at a time. */
	pagesPerRead: number;
	/** The pages from there up were read, and may hide something: how often they brought nothing since. */
	unsure?: number;
}

/** Pages that are looked at once more, a few with each quiet poll: something may have been hidden on them. */
export interface Revisit {
	/** The next one. */
	page: number;
	/** It ends with a page that is older than this. */
	downTo: string;
	/** The next look is the first. */
	isNew?: true;
}

/** What is known of a product's list between two polls. All stamps are the service's own strings. */
export interface ProductState {
	id: string;
	/** Everything up to this stamp was handed over. */
	handledUpTo: string;
	/** Where `handledUpTo` was when the whole list was last known. */
	completeAt: string;
	/** Rows up to this stamp are not looked at; `seen` is complete above it. */
	rememberedFrom: string;
	seen: SeenTickets;
	backlog?: Backlog;
	revisit?: Revisit;
	/** Down to this second rows stood in another order on each page, and are to be counted in one reading. */
	countDownTo?: string;
	/** How often in a row a ticket, or a part of what belongs to it, could not be read although others could, by id. */
	failures?: Record<string, number>;
	/** In how many polls one after the other rows of the list could not be read. */
	oddPolls?: number;
}

/** A product of the trigger, which may wait for its starting point. */
export type WatchedProduct = (ProductState | { id: string }) & {
	/** Since when the account does not see it any more, in milliseconds since the epoch. */
	goneAt?: number;
};

/** By how much the service's stamps are ahead of this machine's clock at least, in seconds. */
export interface Lead {
	seconds: number;
	/** When a new stamp showed it last, in milliseconds since the epoch. */
	at: number;
}

/** What the trigger knows between two polls. */
export interface State {
	/** The one that was looked at longest ago first. */
	products: WatchedProduct[];
	lead: Lead;
	/** Calls to be made before second looks are paid for. */
	debt: number;
	/** When the products were listed last: in milliseconds since the epoch, and by the service's stamps. */
	listed?: { at: number; stamp: string };
}

const FORMAT = 3;

/** What is remembered of a product stays this small, except while a backlog is worked off. */
const USUAL_BYTES = 7_000;

/** Rows may be saved, and so seen, later than they are stamped. */
export const SAVED_LATE_SECONDS = 120;

/** Static data is to stay below 64 kB. */
const MOST_BYTES = 60_000;

export function isStarted(product: WatchedProduct): product is ProductState {
	return 'handledUpTo' in product;
}

/** A short name of what is watched: of anything else nothing known holds. */
export function watchOf(...watched: unknown[]): string {
	return fingerprint(...watched).slice(0, 12);
}

function loadProduct(saved: WatchedProduct & { seen?: unknown }): WatchedProduct {
	return 'seen' in saved ? { ...saved, seen: SeenTickets.parse(String(saved.seen)) } : saved;
}

/** The state as it was saved, or undefined when there is none, or one of something else. */
export function loadState(saved: unknown, watch: string): State | undefined {
	// n8n hands out proxies, which must not get into a copy.
	const copy = JSON.parse(JSON.stringify(saved ?? {})) as IDataObject;
	const { format, watch: watched, ...state } = copy;
	if (format !== FORMAT || watched !== watch) return undefined;
	const { products, ...others } = state as unknown as State;
	return { ...others, products: products.map(loadProduct) };
}

/** The most that is remembered of a product, in bytes. */
function mostBytes(product: ProductState): number {
	return isSettled(product) ? USUAL_BYTES : MOST_BYTES;
}

/** The state as JSON for n8n's static data. */
export function saveState(state: State, watch: string): IDataObject {
	const { products } = state;
	const sizes = products
		.filter(isStarted)
		.map((product) => Math.min(product.seen.toString().length, mostBytes(product)));
	const others = products.map((product) => ({ ...product, seen: '' }));
	const room = MOST_BYTES - JSON.stringify({ ...state, products: others }).length;
	const share = fairShare(sizes, Math.max(0, room));
	const saved = products.map((product) => {
		if (!isStarted(product)) return product;
		const kept = forgetting(product, Math.min(share, mostBytes(product)));
		return { ...kept, seen: kept.seen.toString() };
	});
	return { format: FORMAT, watch, ...state, products: saved } as unknown as IDataObject;
}

/** Nothing is left to be read of the list. */
export function isSettled({ backlog, completeAt, handledUpTo }: ProductState): boolean {
	return !backlog && completeAt === handledUpTo;
}

/** The most that each may have so that all together have no more than `room`: those with less leave it to the others. */
export function fairShare(sizes: number[], room: number): number {
	let left = room;
	const ascending = [...sizes].sort((one, other) => one - other);
	for (const [index, size] of ascending.entries()) {
		const share = Math.floor(left / (sizes.length - index));
		if (size > share) return share;
		left -= size;
	}
	return Infinity;
}

/** Without the oldest tickets when there are too many; what is older than them is then no news. */
function forgetting(product: ProductState, bytes: number): ProductState {
	const isLate = isSettled(product) && bytes >= USUAL_BYTES;
	const upTo = isLate ? earlier(product.completeAt, SAVED_LATE_SECONDS) : product.seen.newest;
	let { seen, rememberedFrom } = product;
	for (let size = seen.toString().length; size > bytes; size = seen.toString().length) {
		const cut = seen.cutFor(Math.floor(seen.size * Math.min(0.9, bytes / size)));
		if (cut === '' || cut > upTo) break;
		rememberedFrom = newestOf(rememberedFrom, cut);
		seen = seen.after(cut);
	}
	return { ...product, rememberedFrom, seen };
}
