import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import {
	forgetStanding,
	inGoodStanding,
	requireGoodStanding,
} from '../../../../nodes/Desk360/api/auth/standing';
import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import type { Kind } from '../../../../nodes/Desk360/api/failures/failure';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

let accounts = 0;

const failed = (kind: Kind, httpCode?: number) =>
	new CallFailed({ kind, message: `It is ${kind}`, description: 'Look', httpCode });

/** Calls of one account, each of which waits until the test answers it. */
class Calls {
	readonly account = `account ${++accounts}`;

	/** Calls that went out and have no answer yet, in order. */
	readonly out: Array<{ answer: () => void; fail: (thrown: Error) => void }> = [];

	made = 0;

	/** Begins so many calls, and gives what becomes of each. */
	async begin(count: number): Promise<string[]> {
		const call = async () =>
			await inGoodStanding(this.account, async () => {
				this.made++;
				return await new Promise<string>((resolve, reject) => {
					this.out.push({ answer: () => resolve('answered'), fail: reject });
				});
			}).catch((thrown: Error) => thrown.message);
		return await Promise.all(Array.from({ length: count }, call));
	}

	/** The oldest call that has no answer. */
	async next() {
		await jest.advanceTimersByTimeAsync(0);
		const call = this.out.shift();
		if (!call) throw new Error('No call is out');
		return call;
	}

	async areOut(count: number): Promise<void> {
		await jest.advanceTimersByTimeAsync(0);
		expect(this.out).toHaveLength(count);
	}
}

describe('a token of which nothing is known', () => {
	test('is tried by one call, and once it is taken all others go', async () => {
		const calls = new Calls();
		const all = calls.begin(5);
		await calls.areOut(1);
		(await calls.next()).answer();
		await calls.areOut(4);
		for (let call = 0; call < 4; call++) (await calls.next()).answer();
		expect(await all).toEqual(Array(5).fill('answered'));
		void calls.begin(3);
		await calls.areOut(3);
	});

	test('that is refused costs one call of a hundred, and all are told the same', async () => {
		const calls = new Calls();
		const all = calls.begin(100);
		(await calls.next()).fail(failed('tokenRefused', 401));
		expect(new Set(await all)).toEqual(new Set(['It is tokenRefused']));
		expect(calls.made).toBe(1);
	});

	test.each<[Kind, number]>([
		['forbidden', 403],
		['notFound', 404],
		['refused', 422],
	])('is known to be taken when the answer is %s (%i)', async (kind, status) => {
		const calls = new Calls();
		void calls.begin(4);
		(await calls.next()).fail(failed(kind, status));
		await calls.areOut(3);
	});

	test.each<[Kind, number | undefined]>([
		['unavailable', 503],
		['unavailable', 408],
		['unreachable', undefined],
		['blocked', 407],
		['blocked', 403],
		['timeout', undefined],
		['rateLimited', 429],
		['signIn', 401],
		['signInPaused', 429],
		['refused', undefined],
		['refused', 301],
	])('is still unknown after %s (%p): the next call finds out', async (kind, status) => {
		const calls = new Calls();
		void calls.begin(4);
		(await calls.next()).fail(failed(kind, status));
		await calls.areOut(1);
		(await calls.next()).answer();
		await calls.areOut(2);
	});

	test('is still unknown after what is no failure of a call', async () => {
		const calls = new Calls();
		void calls.begin(3);
		(await calls.next()).fail(new Error('cancelled'));
		await calls.areOut(1);
	});
});

describe('a token that was refused', () => {
	async function refused(): Promise<Calls> {
		const calls = new Calls();
		const first = calls.begin(1);
		(await calls.next()).fail(failed('tokenRefused', 401));
		await first;
		return calls;
	}

	test('is told at once for a minute, and then tried by one call again', async () => {
		const calls = await refused();
		jest.advanceTimersByTime(59_999);
		expect(() => requireGoodStanding(calls.account)).toThrow('It is tokenRefused');
		expect(await calls.begin(3)).toEqual(Array(3).fill('It is tokenRefused'));
		expect(calls.made).toBe(1);

		jest.advanceTimersByTime(1);
		expect(() => requireGoodStanding(calls.account)).not.toThrow();
		void calls.begin(3);
		await calls.areOut(1);
	});

	test('says nothing of another account', async () => {
		await refused();
		const others = new Calls();
		expect(() => requireGoodStanding(others.account)).not.toThrow();
	});

	test('is tried at once when a person tests the credential', async () => {
		const calls = await refused();
		forgetStanding(calls.account);
		expect(() => requireGoodStanding(calls.account)).not.toThrow();
		const again = calls.begin(1);
		(await calls.next()).answer();
		expect(await again).toEqual(['answered']);
	});

	test('although it was taken before stops those that have not gone out', async () => {
		const calls = new Calls();
		void calls.begin(1);
		(await calls.next()).answer();
		void calls.begin(2);
		(await calls.next()).fail(failed('tokenRefused', 401));
		await jest.advanceTimersByTimeAsync(0);
		expect(await calls.begin(5)).toEqual(Array(5).fill('It is tokenRefused'));
		expect(calls.made).toBe(3);
	});

	test('is forgotten when a call that was under way is answered after it', async () => {
		const calls = new Calls();
		void calls.begin(1);
		(await calls.next()).answer();
		void calls.begin(2);
		(await calls.next()).fail(failed('tokenRefused', 401));
		(await calls.next()).answer();
		await calls.areOut(0);
		void calls.begin(2);
		await calls.areOut(2);
	});
});

test('of very many accounts the one that called longest ago is forgotten', async () => {
	const calls = new Calls();
	void calls.begin(1);
	(await calls.next()).fail(failed('tokenRefused', 401));
	await jest.advanceTimersByTimeAsync(0);
	for (let other = 0; other < 499; other++) requireGoodStanding(`other ${other}`);
	expect(() => requireGoodStanding(calls.account)).toThrow('It is tokenRefused');
	for (let other = 0; other < 500; other++) requireGoodStanding(`other ${other}`);
	expect(() => requireGoodStanding(calls.account)).not.toThrow();
});
