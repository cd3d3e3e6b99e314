import type { Caller } from '../api/client';
import { listProducts } from '../api/products';
import { hasId } from '../api/shapes';
import { productLabel } from '../fields/productLabel';
import { startingFrom } from './start';
import { secondsOf, secondsOfMoment, stampOf } from './stamps';
import { isStarted } from './state';
import type { Lead, State, WatchedProduct } from './state';

/** The list of products is read again at most so often. */
const LISTED_AGAIN_MS = 10 * 60_000;

/** It waits so many times as long while pages of a product are to be looked at again. */
const TURNS_OF_LOOKS = 4;

const DAY_MS = 24 * 60 * 60_000;

/** A product that the account did not see for so long is forgotten. */
const FORGOTTEN_AFTER_MS = 7 * DAY_MS;

/** The zones that are furthest behind and ahead of UTC, in seconds: in one of them the service's stamps are. */
const WESTERNMOST = -12 * 60 * 60;
const EASTERNMOST = 14 * 60 * 60;

/** By so much clocks are set back in autumn. */
const SET_BACK_SECONDS = 60 * 60;

/** The state of a trigger that never polled. */
export function initialState(products: 'all' | string[]): State {
	const ids = products === 'all' ? [] : products;
	return { products: ids.map((id) => ({ id })), lead: { seconds: WESTERNMOST, at: 0 }, debt: 0 };
}

/** Whether the list of products is to be read, and paid for, again. */
export function isListDue({ listed, debt, products }: State, now: number): boolean {
	if (!listed) return true;
	// Of one or two products it would take all that is paid for second looks.
	const isLookDue = products.some((product) => isStarted(product) && product.revisit);
	const intervalMs = isLookDue ? LISTED_AGAIN_MS * TURNS_OF_LOOKS : LISTED_AGAIN_MS;
	return debt <= 0 && now - listed.at >= intervalMs;
}

/** What a new stamp of a product shows of the service's clock, which may have been set back: that is believed in a day. */
export function leadAfter(
	lead: Lead,
	before: WatchedProduct,
	after: WatchedProduct,
	now: number,
): Lead {
	const newest = isStarted(after) ? after.handledUpTo : '';
	const isNew = !isStarted(before) || newest > before.handledUpTo;
	const seconds = isNew ? secondsOf(newest) : undefined;
	const ahead = (seconds ?? 0) - secondsOfMoment(now);
	// A ticket may be stamped in the future.
	if (seconds === undefined || ahead > EASTERNMOST) return lead;
	const doubt = ((now - lead.at) / DAY_MS) * SET_BACK_SECONDS;
	return { seconds: Math.max(ahead, lead.seconds - doubt, WESTERNMOST), at: now };
}

/** The products that the account sees, as messages name them, by ID. */
export type Labels = ReadonlyMap<string, string>;

/**
 * The state with the products that the account sees now, and their labels. At first all wait for their starting point;
 * one that appears later is watched from the last look at the list on. One that is gone is kept for a week: when it
 * comes back, it goes on from where it was.
 *
 * @throws Desk360ApiError
 */
export async function withListedProducts(
	state: State,
	call: Caller,
	now: number,
): Promise<{ state: State; labels: Labels }> {
	const { rows } = await listProducts(call);
	const labels = new Map(
		rows.filter(hasId).map(({ id, name }) => [String(id), productLabel(String(id), name)]),
	);
	const known = new Set(state.products.map(({ id }) => id));
	const { listed: before } = state;
	const appeared = [...labels.keys()]
		.filter((id) => !known.has(id))
		.map((id): WatchedProduct => (before ? startingFrom(id, before.stamp) : { id }));
	const kept = state.products
		.map((product) => {
			const goneAt = labels.has(product.id) ? undefined : (product.goneAt ?? now);
			return { ...product, goneAt };
		})
		.filter(({ goneAt = now }) => now - goneAt < FORGOTTEN_AFTER_MS);
	const stamp = stampOf(secondsOfMoment(now) + Math.floor(state.lead.seconds));
	const listed = { at: now, stamp };
	return { state: { ...state, products: [...appeared, ...kept], listed }, labels };
}
