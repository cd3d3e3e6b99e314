import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';

import { rateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import type { RateReport } from '../../../../nodes/Desk360/api/rateLimit/headers';
import { CallQueue } from '../../../../nodes/Desk360/api/rateLimit/queue';
import { RateLimit, type OwnLimit } from '../../../../sandbox/service/rateLimit';

const WINDOW_MS = 60_000;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
});
afterEach(() => {
	jest.useRealTimers();
});

const REQUEST = { owner: 'workflow', urgent: false, signals: [] };

/** One account that calls as fast as the queue lets it. */
class Account {
	answered = 0;

	refused = 0;

	/** Calls that were answered, minute by minute. */
	perMinute: number[] = [];

	constructor(
		private readonly name: string,
		private readonly queue: CallQueue,
		private readonly service: RateLimit,
		/** None: one of those who share. */
		private readonly limit?: number,
	) {}

	private get own(): OwnLimit | undefined {
		return this.limit === undefined ? undefined : { name: this.name, limit: this.limit };
	}

	async callUntil(end: number): Promise<void> {
		const began = Date.now();
		while (Date.now() < end) {
			const turn = await this.queue.turn({
				...REQUEST,
				account: this.name,
				deadline: end + 10 * WINDOW_MS,
			});
			await sleep(50);
			const { refused, headers } = this.service.take(Date.now(), this.own);
			const date = new Date(Date.now()).toUTCString();
			this.queue.settle(turn, rateReport({ ...headers, date }, Date.now()), refused);
			if (refused) this.refused++;
			else {
				this.answered++;
				const minute = Math.floor((Date.now() - began) / WINDOW_MS);
				this.perMinute[minute] = (this.perMinute[minute] ?? 0) + 1;
			}
		}
	}
}

async function untilDone(...work: Array<Promise<unknown>>): Promise<void> {
	let isDone = false;
	void Promise.all(work).then(() => {
		isDone = true;
	});
	while (!isDone) await jest.advanceTimersByTimeAsync(100);
}

describe('two accounts', () => {
	const inTenMinutes = () => Date.now() + 10 * WINDOW_MS - 1_000;

	test('with limits of their own, 10 and 100, each get their own', async () => {
		const queue = new CallQueue();
		const service = new RateLimit({ limit: 60 });
		const small = new Account('small', queue, service, 10);
		const large = new Account('large', queue, service, 100);
		const end = inTenMinutes();
		await untilDone(small.callUntil(end), large.callUntil(end));
		expect(small.answered).toBeGreaterThanOrEqual(90);
		expect(small.answered).toBeLessThanOrEqual(110);
		expect(large.answered).toBeGreaterThanOrEqual(980);
		expect(Math.max(...small.perMinute)).toBeLessThanOrEqual(11);
		expect(small.refused + large.refused).toBeLessThanOrEqual(2);
	});

	test('with the same limit share one window, for it may be that of the address', async () => {
		const queue = new CallQueue();
		const service = new RateLimit({ limit: 10 });
		const one = new Account('one', queue, service);
		const other = new Account('other', queue, service);
		const end = inTenMinutes();
		await untilDone(one.callUntil(end), other.callUntil(end));
		expect(one.answered + other.answered).toBeGreaterThanOrEqual(95);
		expect(one.answered + other.answered).toBeLessThanOrEqual(110);
		expect(Math.min(one.answered, other.answered)).toBeGreaterThan(0);
		expect(one.refused + other.refused).toBe(0);
	});
});

describe('the window of an account', () => {
	/** One call of an account that is answered at once. */
	async function call(queue: CallQueue, account: string, report: RateReport): Promise<void> {
		const turn = await queue.turn({ ...REQUEST, account, deadline: Date.now() });
		queue.settle(turn, report, false);
	}

	/** Whether a call of the account would go out now. */
	async function mayCall(queue: CallQueue, account: string): Promise<boolean> {
		return await queue.turn({ ...REQUEST, account, deadline: Date.now() }).then(
			(turn) => {
				queue.settle(turn, {}, false);
				return true;
			},
			() => false,
		);
	}

	test('is shared as long as only one limit was named', async () => {
		const queue = new CallQueue();
		await call(queue, 'one', { limit: 10, remaining: 0, resetInMs: 30_000 });
		expect(await mayCall(queue, 'other')).toBe(false);
		expect(queue.limitOf('other')).toBe(10);
	});

	test('is its own as soon as the limits differ', async () => {
		const queue = new CallQueue();
		await call(queue, 'one', { limit: 10, remaining: 9, resetInMs: 30_000 });
		await call(queue, 'other', { limit: 100, remaining: 0, resetInMs: 30_000 });
		expect(await mayCall(queue, 'other')).toBe(false);
		expect(await mayCall(queue, 'one')).toBe(true);
		expect(await mayCall(queue, 'a third')).toBe(true);
		expect(queue.limitOf('other')).toBe(100);
	});

	test('is shared again when the limits are the same again', async () => {
		const queue = new CallQueue();
		await call(queue, 'one', { limit: 10, remaining: 9, resetInMs: 30_000 });
		await call(queue, 'other', { limit: 100, remaining: 99, resetInMs: 30_000 });
		await call(queue, 'one', { limit: 100, remaining: 0, resetInMs: 30_000 });
		expect(await mayCall(queue, 'other')).toBe(false);
		expect(await mayCall(queue, 'a third')).toBe(false);
	});

	test('is closed alone by a refusal', async () => {
		const queue = new CallQueue();
		await call(queue, 'one', { limit: 10, remaining: 9, resetInMs: 30_000 });
		await call(queue, 'other', { limit: 100, remaining: 99, resetInMs: 30_000 });
		const turn = await queue.turn({ ...REQUEST, account: 'one', deadline: Date.now() });
		queue.settle(turn, { retryAfterMs: 20_000 }, true);
		expect(await mayCall(queue, 'one')).toBe(false);
		expect(await mayCall(queue, 'other')).toBe(true);
	});

	test('is forgotten with the one whose calls are the longest ago, when there are very many', async () => {
		const queue = new CallQueue();
		await call(queue, 'one', { limit: 10, remaining: 9, resetInMs: 3_000_000 });
		await call(queue, 'other', { limit: 100, remaining: 99, resetInMs: 30_000 });
		await call(queue, 'one', { limit: 10, remaining: 0, resetInMs: 3_000_000 });
		expect(await mayCall(queue, 'one')).toBe(false);
		for (let account = 0; account < 199; account++) await mayCall(queue, `nameless ${account}`);
		expect(await mayCall(queue, 'one')).toBe(false);
		for (let account = 0; account < 200; account++) await mayCall(queue, `nameless ${account}`);
		expect(await mayCall(queue, 'one')).toBe(true);
	});
});
