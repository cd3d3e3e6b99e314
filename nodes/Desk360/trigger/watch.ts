import type { Item } from './events';
import { ticketsOf } from './handle';
import type { LimitedCaller } from './limits';
import { pollProduct } from './poll';
import type { ProductPoll } from './poll';
import { initialState, isListDue, leadAfter, withListedProducts } from './productList';
import type { Labels } from './productList';
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

/** What a poll works with. */
export interface Means {
	caller: LimitedCaller;
	settings: TriggerSettings;
	/** This machine's clock, in milliseconds. */
	now: number;
	tell: Tell;
}

/** What a poll of all products of a trigger brought, as far as it came. */
export interface Watch {
	/** Oldest first. */
	items: Item[];
	/** Undefined as long as nothing is known of any product. */
	state?: State;
	/** Products that were looked at without trouble. */
	seen: string[];
	/** What went wrong with single products, by ID; it stopped no other. */
	failures: Map<string, Error>;
	/** Why the poll ended early. */
	stopped?: Error;
	/** Those of the products, when their list was read. */
	labels?: Labels;
}

type Coming = Watch & { state: State };

/** What came of looking at a product. */
type Turn = Pick<ProductPoll, 'items' | 'stopped'> & { state: WatchedProduct };

/** Ends the poll. What a person must mend is thrown, unless there is something to hand over. */
function stop(came: Coming, thrown: unknown): void {
	if (!mayPass(thrown) && came.items.length === 0) throw thrown;
	came.stopped = thrown as Error;
}

/** Reads the list of products. Those that are known can be looked at without it. */
async function list(came: Coming, { caller, now, tell }: Means): Promise<void> {
	const { listed } = came.state;
	try {
		const call = listed ? caller.extraCall : caller.call;
		Object.assign(came, await withListedProducts(came.state, call, now));
	} catch (thrown) {
		if (!listed || !isOfOne(thrown)) {
			stop(came, thrown);
			return;
		}
		tell(`The list of products could not be read: ${thrown.message}`);
		came.state = { ...came.state, listed: { ...listed, at: now } };
	}
}

/** Sets the starting point of a product, or reads on from its state. */
async function look(
	product: WatchedProduct,
	{ state, items }: Coming,
	means: Means,
): Promise<Turn> {
	const { caller, settings, tell } = means;
	const source = sourceOf(caller, product.id, settings, tell);
	if (!isStarted(product)) return { items: [], state: await startingPoint(source, settings) };
	const maxTickets = settings.maxTickets - ticketsOf(items);
	const mayLookAgain = state.debt + caller.extra <= 0;
	return await pollProduct(product, source, { ...settings, maxTickets, mayLookAgain });
}

/**
 * Looks at a product. Whatever comes of it, the others have their turn first next time.
 *
 * @returns why it ended early
 */
async function take(
	product: WatchedProduct,
	came: Coming,
	means: Means,
): Promise<Error | undefined> {
	const { caller, now } = means;
	const { answered } = caller;
	const { lead, products } = came.state;
	const others = products.filter((other) => other !== product);
	const { items, state, stopped } = await look(product, came, means).catch(
		(thrown: unknown): Turn => ({ items: [], state: product, stopped: thrown as Error }),
	);
	// Where nothing was read of it, it is still the one that was looked at longest ago.
	const hadNoTurn = stopped !== undefined && !isOfOne(stopped) && caller.answered === answered;
	came.state = {
		...came.state,
		products: hadNoTurn ? [state, ...others] : [...others, state],
		lead: leadAfter(lead, product, state, now),
	};
	came.items.push(...items);
	return stopped;
}

/**
 * Looks at the products of a trigger, the one looked at longest ago first, as far as tickets, time and calls allow. A
 * product that cannot be read stops no other.
 *
 * @param known what the poll before left
 * @throws what a person must mend, unless there is something to hand over
 */
export async function pollProducts(known: State | undefined, means: Means): Promise<Watch> {
	const { caller, settings, now } = means;
	const before = known ?? initialState(settings.products);
	const came: Coming = { items: [], state: before, seen: [], failures: new Map() };
	if (settings.products === 'all' && isListDue(before, now)) await list(came, means);
	let failuresInARow = 0;
	for (const product of came.state.products.filter(({ goneAt }) => goneAt === undefined)) {
		if (came.stopped || ticketsOf(came.items) >= settings.maxTickets) break;
		const thrown = await take(product, came, means);
		if (thrown === undefined) {
			came.seen.push(product.id);
			failuresInARow = 0;
			continue;
		}
		if (isOfOne(thrown)) came.failures.set(product.id, thrown);
		if (mayPass(thrown)) failuresInARow++;
		const isOfAll = mayPass(thrown) && failuresInARow >= MOST_FAILURES_IN_A_ROW;
		if (!isOfOne(thrown) || isOfAll) stop(came, thrown);
	}
	came.items.sort((one, other) => compare(one.at, other.at));
	const { listed, products, debt } = came.state;
	// Where there is no product to be looked at, each poll counts as a call.
	const usualCalls = Math.max(1, caller.made - caller.extra);
	const owed = Math.max(0, debt + caller.extra * CALLS_FOR_ONE_MORE - usualCalls);
	const isKnown = listed !== undefined || products.some(isStarted);
	return { ...came, state: isKnown ? { ...came.state, debt: owed } : undefined };
}
