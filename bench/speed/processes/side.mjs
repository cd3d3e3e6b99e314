import { createHash } from 'node:crypto';
import { watchMemory } from '../support/memory.mjs';
import { serve } from '../support/serve.mjs';

/**
 * @typedef {(work: any) => Promise<unknown[]>} Task
 *
 * @typedef {object} Run
 * @property {number} ms
 * @property {import('../support/memory.mjs').Memory} memory
 * @property {number} items that came out
 * @property {number} lost items that came to nothing
 * @property {string} digest equal for equal output
 */

/** @type {Record<string, (baseUrl: string, n8n: string) => Promise<any>>} */
const SIDES = {
	// Loaded on demand: a side must not have the memory of another one on its account.
	desk360: async (url) => (await import('../sides/desk360.mjs')).desk360Side(url),
	httpRequest: async (url, n8n) =>
		(await import('../sides/httpRequest.mjs')).httpRequestSide(url, n8n),
	requestHelper: async (url) => (await import('../sides/requestHelper.mjs')).requestHelperSide(url),
	raw: async (url) => (await import('../sides/raw.mjs')).rawSide(url),
};

const [name = '', baseUrl = '', n8n = ''] = process.argv.slice(2);
const side = SIDES[name]?.(baseUrl, n8n);
const startWatching = watchMemory();

serve(
	{
		/** @param {string} task @param {unknown} work @returns {Promise<Run>} */
		async run(task, work) {
			const { [task]: perform } = await side;
			const stopWatching = startWatching();
			const startedAt = performance.now();
			const output = await perform(work);
			const ms = performance.now() - startedAt;
			const memory = stopWatching();
			const done = output.filter((/** @type {any} */ json) => json.error === undefined);
			const digest = createHash('sha256').update(JSON.stringify(done)).digest('hex');
			return { ms, memory, items: done.length, lost: output.length - done.length, digest };
		},
	},
	async () => (await side).close(),
);
