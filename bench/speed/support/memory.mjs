import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { BENCH_FOLDER } from './paths.mjs';

/**
 * Resident memory of this process, in bytes.
 *
 * @typedef {object} Memory
 * @property {number} before
 * @property {number} peak
 */

/**
 * Watches this process from a thread of its own, which a busy event loop does not hold up.
 *
 * @returns {() => () => Memory} begins a measurement and gives the function that ends it
 */
export function watchMemory() {
	const peak = new Float64Array(new SharedArrayBuffer(8));
	const file = join(BENCH_FOLDER, 'processes', 'memoryWatch.mjs');
	new Worker(file, { workerData: peak, execArgv: [] }).unref();

	return () => {
		// Garbage of what ran before would hide what is measured.
		globalThis.gc?.();
		const before = process.memoryUsage.rss();
		peak[0] = before;
		return () => ({ before, peak: Math.max(peak[0] ?? 0, process.memoryUsage.rss()) });
	};
}
