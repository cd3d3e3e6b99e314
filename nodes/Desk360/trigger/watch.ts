import type { Caller } from '../api/client';
import { withProduct } from '../fields/belonging';
import type { Item } from './events';
import type { LimitedCaller } from './limits';
import { pollProduct } from './poll';
import { initialState, isListDue, leadAfter, withListedProducts } from './productList';
import type { TriggerSettings } from './settings';
import { sourceOf } from './source';
import type { Tell } from './source';
import { compare } from './stamps';
import { startingPoint } from './start';
import { isStarted } from './state';
import type { State, WatchedProduct } from './state';
import { isOfOne, mayPass } from './stopEarly';

/** Second looks, and looks at the list of products, take one call in so many. */
const CALLS_FOR_ONE_MORE = 20;

/** So many products one after the other that cannot be read are a trouble of all. */
const MOST_FAILURES_IN_A_ROW = 2;

/** What a poll of all products of a trigger brought. */
export interface Watch {
	/** Oldest first. */
	items: Item[];
	/** Undefined as long as nothing is known of any product. */
	state?: State;
	/** Tickets that are in the list but cannot be opened, with their product. */
	gone: Array<{ productId: string; ticketId: string }>;
	/** Products that were looked at without trouble. */
	seen: string[];
	/** What went wrong with single products, by ID; it stopped no other. */
	failures: Map<string, Error>;
	/** Why the poll ended early. */
	stopped?: Error;
}

interface ProductOutcome {
	product: WatchedProduct;
	items: Item[];
	tickets: number;
	gone: string[];
	secondLooks: number;
	stopped?: Error;
}

/** Sets the starting point of a product, or reads on from its state. */
async function lookAt(
	product: WatchedProduct,
	call: Caller,
	settings: TriggerSettings,
	limits: { maxTickets: number; mayLookAgain: boolean },
	tell: Tell,
): Promise<ProductOutcome> {
	const source = sourceOf(call, product.id, settings, tell);
	if (isStarted(product)) {
		const { state, ...came } = await pollProduct(product, source, { ...settings, ...limits });
		const items = came.items.map(({ at, json }) => ({ at, json: withProduct(json, product.id) }));
		return { ...came, product: state, items };
	}
	const started = await startingPoint(product.id, source, settings);
	return { product: started, items: [], tickets: 0, gone: [], secondLooks: 0 };
}

/**
 * Looks at the products of a trigger, the one looked at longest ago first, as far as tickets, time and calls allow. A
 * product that cannot be read stops no other.
 *
 * @param known what the poll before left
 * @param now this machine's clock, in milliseconds
 * @throws what a person must mend, unless there is something to hand over
 */
export async function pollProducts(
	known: State | undefined,
	caller: LimitedCaller,
	settings: TriggerSettings,
	now: number,
	tell: Tell,
): Promise<Watch> {
	const { call } = caller;
	const result: Watch = { items: [], gone: [], seen: [], failures: new Map() };
	let state = known ?? initialState(settings.products);
	let extraCalls = 0;
	let ticketsLeft = settings.maxTickets;
	let failuresInARow = 0;

	const stopFor = (thrown: unknown) => {
		if (!mayPass(thrown) && result.items.length === 0) throw thrown;
		result.stopped = thrown as Error;
	};

	if (settings.products === 'all' && isListDue(state, now)) {
		const isFirst = state.listed === undefined;
		try {
			state = await withListedProducts(state, call, now);
			extraCalls += isFirst ? 0 : caller.made;
		} catch (thrown) {
			// Those that are known can be looked at without it.
			if (isFirst || !isOfOne(thrown)) stopFor(thrown);
			else {
				tell(`The list of products could not be read: ${thrown.message}`);
				extraCalls += caller.made;
				if (state.listed) state = { ...state, listed: { ...state.listed, at: now } };
			}
		}
	}

	for (const product of state.products.filter(({ goneAt }) => goneAt === undefined)) {
		if (result.stopped || ticketsLeft <= 0) break;
		const { id } = product;
		const { answered } = caller;
		const others = state.products.filter((other) => other !== product);
		// Whatever comes of it, the others have their turn first next time.
		state = { ...state, products: [...others, product] };
		const mayLookAgain = state.debt + extraCalls <= 0;
		try {
			const limits = { maxTickets: ticketsLeft, mayLookAgain };
			const came = await lookAt(product, call, settings, limits, tell);
			const lead = leadAfter(state.lead, came.product, now);
			state = { ...state, lead, products: [...others, came.product] };
			result.items.push(...came.items);
			result.gone.push(...came.gone.map((ticketId) => ({ productId: id, ticketId })));
			ticketsLeft -= came.tickets;
			extraCalls += came.secondLooks;
			if (came.stopped) throw came.stopped;
			result.seen.push(id);
			failuresInARow = 0;
		} catch (thrown) {
			if (!isOfOne(thrown) && caller.answered === answered) {
				state = { ...state, products: [product, ...others] };
			}
			if (mayPass(thrown)) failuresInARow++;
			if (isOfOne(thrown)) result.failures.set(id, thrown);
			const isOfAll = mayPass(thrown) && failuresInARow >= MOST_FAILURES_IN_A_ROW;
			if (!isOfOne(thrown) || isOfAll) stopFor(thrown);
		}
	}

	const paid = (caller.made - extraCalls) / CALLS_FOR_ONE_MORE;
	const debt = Math.max(0, state.debt + extraCalls - paid);
	result.items.sort((one, other) => compare(one.at, other.at));
	const isKnown = known || state.products.some(isStarted) || state.listed;
	return { ...result, ...(isKnown && { state: { ...state, debt } }) };
}
