import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { CancelledError, unlessCancelled, wait } from '../../../../nodes/Desk360/api/common/wait';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** Resolves to how `promise` stands after `ms` milliseconds. */
async function stateAfter(ms: number, promise: Promise<void>): Promise<string> {
	let state = 'waiting';
	promise.then(
		() => (state = 'over'),
		(reason: Error) => (state = reason.constructor.name),
	);
	await jest.advanceTimersByTimeAsync(ms);
	return state;
}

describe('wait', () => {
	test('lasts as long as told, and no longer', async () => {
		const waiting = wait(1_700);
		expect(await stateAfter(1_699, waiting)).toBe('waiting');
		expect(await stateAfter(1, waiting)).toBe('over');
	});

	test('a wait of nothing is over at once', async () => {
		expect(await stateAfter(0, wait(0))).toBe('over');
	});

	test('ends when the execution is cancelled', async () => {
		const controller = new AbortController();
		const waiting = wait(60_000, controller.signal);
		expect(await stateAfter(1_200, waiting)).toBe('waiting');
		controller.abort();
		expect(await stateAfter(500, waiting)).toBe('CancelledError');
	});

	test('does not begin when the execution is cancelled already', async () => {
		await expect(wait(60_000, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
	});

	test('ends with any of several signals', async () => {
		const controllers = [new AbortController(), new AbortController()];
		const waiting = wait(60_000, undefined, ...controllers.map(({ signal }) => signal));
		controllers[1]?.abort();
		expect(await stateAfter(500, waiting)).toBe('CancelledError');
	});

	test('does not listen to the signal, which many share', async () => {
		const { signal } = new AbortController();
		const listen = jest.spyOn(signal, 'addEventListener');
		expect(await stateAfter(100, wait(100, signal))).toBe('over');
		expect(listen).not.toHaveBeenCalled();
	});
});

describe('unlessCancelled', () => {
	test('gives what the work gives, and leaves no listener', async () => {
		const { signal } = new AbortController();
		const remove = jest.spyOn(signal, 'removeEventListener');
		expect(await unlessCancelled(Promise.resolve('done'), signal)).toBe('done');
		expect(remove).toHaveBeenCalledTimes(1);
	});

	test('throws what the work throws, and leaves no listener', async () => {
		const { signal } = new AbortController();
		const remove = jest.spyOn(signal, 'removeEventListener');
		await expect(unlessCancelled(Promise.reject(new Error('No')), signal)).rejects.toThrow('No');
		expect(remove).toHaveBeenCalledTimes(1);
	});

	test('is the work itself without a signal, and ends at once with one that has fired', async () => {
		expect(await unlessCancelled(Promise.resolve('done'))).toBe('done');
		const work = unlessCancelled(new Promise<void>(() => {}), AbortSignal.abort());
		expect(await stateAfter(0, work)).toBe('CancelledError');
	});

	test('ends at once when the signal fires', async () => {
		const controller = new AbortController();
		const work = unlessCancelled(new Promise<void>(() => {}), controller.signal);
		controller.abort();
		expect(await stateAfter(0, work)).toBe('CancelledError');
	});
});
