import { withProduct } from '../fields/belonging';
import type { Item } from './events';
import type { LimitedCaller } from './limits';
import { pollProduct } from './poll';
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
	/** Those of the products, when their list was read. */
	labels?: Labels;
}

interface ProductOutcome {
	product: WatchedProduct;
	items: Item[];
	tickets: number;
	gone: string[];
	secondLooks: number;
	stopped?: Error;
}

/** One poll of all products, as far as it came. */
class Turns implements Watch {
	items: Item[] = [];

	gone: Watch['gone'] = [];

	seen: string[] = [];

	failures = new Map<string, Error>();

	stopped?: Error;

	labels?: Labels;

	/** Calls that are to be paid for by others. */
	extraCalls = 0;

	private ticketsLeft: number;

	private failuresInARow = 0;

	constructor(
		public state: State,
		private readonly caller: LimitedCaller,
		private readonly settings: TriggerSettings,
		private readonly now: number,
		private readonly tell: Tell,
	) {
		this.ticketsLeft = settings.maxTickets;
	}

	get isOver(): boolean {
		return this.stopped !== undefined || this.ticketsLeft <= 0;
	}

	/** Reads the list of products. Those that are known can be looked at without it. */
	async list(): Promise<void> {
		const { listed } = this.state;
		try {
			const list = await withListedProducts(this.state, this.caller.call, this.now);
			({ state: this.state, labels: this.labels } = list);
		} catch (thrown) {
			if (!listed || !isOfOne(thrown)) this.stopFor(thrown);
			else {
				this.tell(`The list of products could not be read: ${thrown.message}`);
				this.state = { ...this.state, listed: { ...listed, at: this.now } };
			}
		}
		if (listed) this.extraCalls += this.caller.made;
	}

	/** Looks at a product. Whatever comes of it, the others have their turn first next time. */
	async take(product: WatchedProduct): Promise<void> {
		const { id } = product;
		const { answered } = this.caller;
		const others = this.state.products.filter((other) => other !== product);
		const keep = (next: WatchedProduct) => {
			this.state = { ...this.state, products: [...others, next] };
		};
		keep(product);
		try {
			const came = await this.lookAt(product);
			keep(came.product);
			const lead = leadAfter(this.state.lead, product, came.product, this.now);
			this.state = { ...this.state, lead };
			this.items.push(...came.items);
			this.gone.push(...came.gone.map((ticketId) => ({ productId: id, ticketId })));
			this.ticketsLeft -= came.tickets;
			this.extraCalls += came.secondLooks;
			if (came.stopped) throw came.stopped;
			this.seen.push(id);
			this.failuresInARow = 0;
		} catch (thrown) {
			// Nothing was read of it: it is still the one that was looked at longest ago.
			const hadNoTurn = !isOfOne(thrown) && this.caller.answered === answered;
			if (hadNoTurn) this.state = { ...this.state, products: [product, ...others] };
			if (mayPass(thrown)) this.failuresInARow++;
			if (isOfOne(thrown)) this.failures.set(id, thrown);
			const isOfAll = mayPass(thrown) && this.failuresInARow >= MOST_FAILURES_IN_A_ROW;
			if (!isOfOne(thrown) || isOfAll) this.stopFor(thrown);
		}
	}

	/** Sets the starting point of a product, or reads on from its state. */
	private async lookAt(product: WatchedProduct): Promise<ProductOutcome> {
		const source = sourceOf(this.caller.call, product.id, this.settings, this.tell);
		if (!isStarted(product)) {
			const started = await startingPoint(product.id, source, this.settings);
			return { product: started, items: [], tickets: 0, gone: [], secondLooks: 0 };
		}
		const mayLookAgain = this.state.debt + this.extraCalls <= 0;
		const settings = { ...this.settings, maxTickets: this.ticketsLeft, mayLookAgain };
		const { state, ...came } = await pollProduct(product, source, settings);
		const items = came.items.map(({ at, json }) => ({ at, json: withProduct(json, product.id) }));
		return { ...came, product: state, items };
	}

	private stopFor(thrown: unknown): void {
		if (!mayPass(thrown) && this.items.length === 0) throw thrown;
		this.stopped = thrown as Error;
	}
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
	const turns = new Turns(known ?? initialState(settings.products), caller, settings, now, tell);
	if (settings.products === 'all' && isListDue(turns.state, now)) await turns.list();
	for (const product of turns.state.products.filter(({ goneAt }) => goneAt === undefined)) {
		if (turns.isOver) break;
		await turns.take(product);
	}
	const { items, gone, seen, failures, stopped, labels, state, extraCalls } = turns;
	// Where there is no product to be looked at, each poll counts as a call.
	const usualCalls = Math.max(1, caller.made - extraCalls);
	const debt = Math.max(0, state.debt + extraCalls * CALLS_FOR_ONE_MORE - usualCalls);
	items.sort((one, other) => compare(one.at, other.at));
	const isKnown = known || state.listed || state.products.some(isStarted);
	const came = { items, gone, seen, failures, stopped, labels };
	return { ...came, ...(isKnown && { state: { ...state, debt } }) };
}
