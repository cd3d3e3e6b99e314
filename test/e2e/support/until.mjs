import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 250;

/**
 * Looks until there is something to see.
 *
 * @template T
 * @param {string} what is waited for, for the message when it does not come
 * @param {() => Promise<T | undefined | false> | T | undefined | false} look
 * @param {number} [withinMs]
 * @returns {Promise<T>}
 */
export async function until(what, look, withinMs = 60_000) {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > deadline) {
			throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`);
		}
		await sleep(LOOK_EVERY_MS);
	}
}
