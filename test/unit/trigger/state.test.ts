import { describe, expect, test } from '@jest/globals';

import { SeenTickets } from '../../../nodes/Desk360/trigger/seen';
import {
	fairShare,
	isSettled,
	isStarted,
	loadState,
	saveState,
	watchOf,
} from '../../../nodes/Desk360/trigger/state';
import type { ProductState, State } from '../../../nodes/Desk360/trigger/state';
import { Desk, stampAt } from './desk';

const MOST_BYTES = 65_536;

const WATCH = watchOf('an address', 'all', ['ticketCreated'], []);

/** Tickets that were handed over, so many in each second, each with two messages. */
function seenTickets(count: number, inASecond = 1): SeenTickets {
	const desk = new Desk();
	const handled = Array.from({ length: count }, (_, index) => {
		desk.seconds = Math.floor(index / inASecond);
		return { row: desk.create().row, keys: [`${200_000 + index}`, `${300_000 + index}`] };
	});
	return SeenTickets.none.with(handled);
}

function productState(id: number, more: Partial<ProductState> = {}): ProductState {
	const stamp = stampAt(10_000);
	const state = { handledUpTo: stamp, completeAt: stamp, rememberedFrom: '' };
	return { id: String(id), ...state, seen: SeenTickets.none, ...more };
}

function stateOf(products: State['products']): State {
	return {
		products,
		lead: { seconds: 10_800, at: Date.now() },
		debt: 1.5,
		listed: { at: Date.now(), stamp: stampAt(0) },
	};
}

/** How many products, each of which is like this one. */
function products(count: number, more: Partial<ProductState>): ProductState[] {
	return Array.from({ length: count }, (_, index) => productState(10_000 + index, more));
}

/** The state as n8n has it after it was saved and read again, and how long its text is. */
function savedAndRead(state: State) {
	const text = JSON.stringify(saveState(state, WATCH));
	const read = loadState(JSON.parse(text), WATCH);
	return { bytes: text.length, products: (read?.products ?? []).filter(isStarted), read };
}

describe('the state', () => {
	test('comes back as it was saved', () => {
		const state = stateOf([
			productState(1, { seen: seenTickets(3), backlog: { page: 3, pagesPerRead: 2, unsure: 1 } }),
			productState(2, {
				revisit: { page: 2, downTo: stampAt(5) },
				failures: { '7': 2 },
				oddPolls: 1,
			}),
			{ id: '3' },
			{ id: '4', goneAt: 5 },
		]);
		expect(savedAndRead(state).read).toEqual(state);
	});

	test('is its own only for the same address, products, events and filters', () => {
		const others = [
			watchOf('another address', 'all', ['ticketCreated'], []),
			watchOf('an address', ['1'], ['ticketCreated'], []),
			watchOf('an address', 'all', ['ticketUpdated'], []),
			watchOf('an address', 'all', ['ticketCreated', 'newMessage'], []),
			watchOf('an address', 'all', ['ticketCreated'], [['status', 1]]),
		];
		const saved = JSON.parse(JSON.stringify(saveState(stateOf([productState(1)]), WATCH)));
		expect(loadState(saved, WATCH)?.products).toHaveLength(1);
		for (const other of others) expect(loadState(saved, other)).toBeUndefined();
	});

	test('of another format is none', () => {
		const saved = saveState(stateOf([productState(1)]), WATCH);
		for (const other of [undefined, null, {}, { ...saved, format: 1 }, 'text', 7, []]) {
			expect(loadState(other, WATCH)).toBeUndefined();
		}
	});

	test('is left alone by what is read from it', () => {
		const saved = saveState(stateOf([productState(1, { failures: { '7': 1 } })]), WATCH);
		const before = JSON.stringify(saved);
		const [product] = (loadState(saved, WATCH)?.products ?? []).filter(isStarted);
		if (product?.failures) product.failures['7'] = 9;
		expect(product?.failures).toEqual({ '7': 9 });
		expect(JSON.stringify(saved)).toBe(before);
	});
});

describe('a product is settled', () => {
	test('when nothing is left to be read of its list', () => {
		const completeAt = stampAt(1);
		expect(isSettled(productState(1))).toBe(true);
		expect(isSettled(productState(1, { completeAt }))).toBe(false);
		expect(isSettled(productState(1, { backlog: { page: 2, pagesPerRead: 1 } }))).toBe(false);
	});
});

describe('the saved state stays below 64 kB', () => {
	const backlog = { page: 300, pagesPerRead: 10 };

	test.each([
		[1, 5_000, 1],
		[1, 5_000, 5_000],
		[16, 5_000, 60],
		[60, 200, 1],
		[300, 50, 1],
	])(
		'with %i products that have %i tickets of a backlog handed over, %i in a second',
		(count, tickets, inASecond) => {
			const seen = seenTickets(tickets, inASecond);
			const completeAt = stampAt(0);
			const saved = savedAndRead(stateOf(products(count, { seen, completeAt, backlog })));
			expect(saved.bytes).toBeLessThan(MOST_BYTES);
			expect(saved.products).toHaveLength(count);
		},
	);

	test.each([16, 60, 300])('with %i products at rest after a busy hour', (count) => {
		const saved = savedAndRead(stateOf(products(count, { seen: seenTickets(100, 10) })));
		expect(saved.bytes).toBeLessThan(MOST_BYTES);
		expect(saved.products).toHaveLength(count);
	});

	test('with 300 products on each of which pages are to be looked at again', () => {
		const revisit = { page: 12, downTo: stampAt(0) };
		const saved = savedAndRead(stateOf(products(300, { seen: seenTickets(20), revisit })));
		expect(saved.bytes).toBeLessThan(MOST_BYTES);
	});

	test('and what is forgotten is no news afterwards', () => {
		const seen = seenTickets(5_000);
		const [product] = savedAndRead(stateOf([productState(1, { seen, backlog })])).products;
		if (!product) throw new Error('no product');
		expect(product.seen.size).toBeGreaterThan(0);
		expect(product.seen.size).toBeLessThan(seen.size);
		expect(product.seen.after(product.rememberedFrom).size).toBe(product.seen.size);
		expect(seen.after(product.rememberedFrom).size).toBe(product.seen.size);
	});
});

describe('the room in the saved state', () => {
	test('is shared fairly: what has less leaves the rest to the others', () => {
		expect(fairShare([], 100)).toBe(Infinity);
		expect(fairShare([40, 60], 100)).toBe(Infinity);
		expect(fairShare([60, 60], 100)).toBe(50);
		expect(fairShare([10, 20, 500, 700], 100)).toBe(35);
		expect(fairShare([500, 10, 700, 20], 100)).toBe(35);
		expect(fairShare([1], 0)).toBe(0);
	});

	test('goes to products with few tickets first, and in equal parts to the others', () => {
		const backlog = { page: 30, pagesPerRead: 10 };
		const few = seenTickets(20);
		const saved = savedAndRead(
			stateOf([
				productState(1, { seen: few, backlog }),
				...products(15, { seen: seenTickets(1_000), backlog }),
				productState(2, { seen: few }),
			]),
		);
		const [first, ...others] = saved.products.map(({ seen }) => seen.size);
		expect([first, others.pop()]).toEqual([20, 20]);
		expect(Math.min(...others)).toBeGreaterThan(20);
		expect(Math.max(...others) - Math.min(...others)).toBeLessThan(Math.min(...others) / 5);
	});

	test('is more than 7 kB for a product only while it works off a backlog', () => {
		const seen = seenTickets(5_000, 1);
		const atRest = savedAndRead(stateOf([productState(1, { seen })]));
		const backlog = { page: 30, pagesPerRead: 10 };
		const atWork = savedAndRead(stateOf([productState(1, { seen, backlog })]));
		expect(atRest.bytes).toBeLessThan(8_192);
		expect(atWork.bytes).toBeGreaterThan(50_000);
	});
});
