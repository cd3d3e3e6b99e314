import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { unlessSilent } from '../../../../nodes/Desk360/api/files/silence';
import type { FileStream } from '../../../../nodes/Desk360/api/files/silence';
import { openLine } from './openLine';

beforeEach(() => {
	// Streams need these three as they are.
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(() => {
	jest.useRealTimers();
});

const MINUTE_MS = 60_000;

const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

/** Takes all bytes as they come, and gives how many these were. */
async function takeAll(body: FileStream): Promise<number> {
	let bytes = 0;
	for await (const chunk of body) bytes += (chunk as Buffer).length;
	return bytes;
}

/** A store that takes its time: until a test says so. */
function slowStore() {
	let store = () => {};
	const isStored = new Promise<void>((resolve) => {
		store = resolve;
	});
	return { isStored, store };
}

/** What becomes of `unlessSilent`, to be looked at without waiting for it. */
function watched<T>(work: Promise<T>) {
	const seen: { outcome?: T; reason?: NodeJS.ErrnoException } = {};
	work.then(
		(outcome) => (seen.outcome = outcome),
		(reason: NodeJS.ErrnoException) => (seen.reason = reason),
	);
	return seen;
}

describe('a file whose bytes cease to come', () => {
	test.each([
		['before the first one', []],
		['after some', ['one', 'two']],
	])('%s is given up after a minute', async (_case, chunks) => {
		const body = openLine();
		const seen = watched(unlessSilent(body, async () => await takeAll(body)));
		for (const chunk of chunks) {
			await pass(30_000);
			body.push(chunk);
		}
		await pass(MINUTE_MS - 10_000);
		expect(seen).toEqual({});
		await pass(20_000);
		expect(seen.reason).toMatchObject({ code: 'ETIMEDOUT' });
		expect(body.destroyed).toBe(true);
	});

	test('is given up although n8n never asks for more', async () => {
		const body = openLine();
		const seen = watched(unlessSilent(body, async () => await new Promise<never>(() => {})));
		await pass(MINUTE_MS + 5_000);
		expect(seen.reason).toMatchObject({ code: 'ETIMEDOUT' });
		expect(body.destroyed).toBe(true);
	});
});

describe('a file that takes long', () => {
	test('is never cut as long as bytes come', async () => {
		const body = openLine();
		const seen = watched(unlessSilent(body, async () => await takeAll(body)));
		for (let past = 0; past < 60 * MINUTE_MS; past += 50_000) {
			body.push('x');
			await pass(50_000);
		}
		expect(seen).toEqual({});
		body.push(null);
		await pass(0);
		expect(seen).toEqual({ outcome: 72 });
		expect(body.errored).toBeNull();
	});

	test('because n8n stores it slowly is not cut while bytes lie in wait', async () => {
		const body = openLine();
		const { isStored, store } = slowStore();
		const seen = watched(
			unlessSilent(body, async () => {
				await isStored;
				return await takeAll(body);
			}),
		);
		body.push('bytes');
		await pass(30 * MINUTE_MS);
		expect(seen).toEqual({});
		store();
		await pass(0);
		body.push(null);
		await pass(0);
		expect(seen).toEqual({ outcome: 5 });
	});

	test('after its last byte is not cut either', async () => {
		const body = openLine();
		const { isStored, store } = slowStore();
		const seen = watched(
			unlessSilent(body, async () => {
				const bytes = await takeAll(body);
				await isStored;
				return bytes;
			}),
		);
		body.push('bytes');
		body.push(null);
		await pass(30 * MINUTE_MS);
		expect(seen).toEqual({});
		store();
		await pass(0);
		expect(seen).toEqual({ outcome: 5 });
	});
});

describe('a file that is stored', () => {
	test('arrives as it was sent, and nothing is looked at any more', async () => {
		const body = openLine('one', 'two');
		const stored = unlessSilent(body, async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of body) chunks.push(chunk as Buffer);
			return Buffer.concat(chunks).toString();
		});
		expect(await stored).toBe('onetwo');
		await pass(2 * MINUTE_MS);
		expect(jest.getTimerCount()).toBe(0);
	});

	test('in vain is told with the reason of the store', async () => {
		const body = openLine();
		const full = Object.assign(new Error('No space is left'), { code: 'ENOSPC' });
		await expect(unlessSilent(body, async () => await Promise.reject(full))).rejects.toBe(full);
		await pass(2 * MINUTE_MS);
		expect(jest.getTimerCount()).toBe(0);
	});

	test('from a line that breaks is told with the reason of the line', async () => {
		const body = openLine();
		const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		const stored = unlessSilent(body, async () => await takeAll(body));
		body.push('bytes');
		body.destroy(reset);
		await expect(stored).rejects.toBe(reset);
	});
});
