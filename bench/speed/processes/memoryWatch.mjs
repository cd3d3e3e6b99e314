import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

const EVERY_MS = 5;

/** @type {Float64Array} */
const peak = workerData;

setInterval(() => {
	peak[0] = Math.max(peak[0] ?? 0, process.memoryUsage.rss());
}, EVERY_MS);
