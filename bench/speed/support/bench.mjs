import { join } from 'node:path';
import { pinnedN8n } from '../../../host/cache.mjs';
import { startChild } from './child.mjs';
import { BENCH_FOLDER } from './paths.mjs';

/**
 * @typedef {import('./child.mjs').Child} Child
 * @typedef {'desk360' | 'httpRequest' | 'requestHelper' | 'raw'} SideName
 */

/** What is compared, as tables name it. */
export const LABELS = {
	desk360: 'Desk360 node',
	httpRequest: 'HTTP Request node',
	requestHelper: "n8n's request helper",
	raw: 'raw client',
};

/** Everything a row needs: a local Desk360 and sides that call it, each in a process of its own. */
export class Bench {
	/**
	 * @param {Child} sandbox
	 * @param {string} url
	 * @param {string} n8n
	 * @param {boolean} quick
	 */
	constructor(sandbox, url, n8n, quick) {
		this.sandbox = sandbox;
		this.url = url;
		this.n8n = n8n;
		this.quick = quick;
	}

	/**
	 * @param {import('../../../host/progress.mjs').Progress} progress
	 * @param {boolean} quick one turn instead of several
	 */
	static async start(progress, quick) {
		const { signal } = new AbortController();
		const { n8n } = await pinnedN8n({ progress, signal });
		const sandbox = startChild(join(BENCH_FOLDER, 'processes', 'sandbox.mjs'));
		return new Bench(sandbox, await sandbox.call('url'), n8n, quick);
	}

	/** How many turns are taken. @param {number} wanted */
	turns(wanted) {
		return this.quick ? 1 : wanted;
	}

	/**
	 * Starts sides, and stops them when the work with them is done.
	 *
	 * @template Result
	 * @param {SideName[]} names
	 * @param {(...sides: Child[]) => Promise<Result>} work
	 */
	async withSides(names, work) {
		const file = join(BENCH_FOLDER, 'processes', 'side.mjs');
		const sides = names.map((name) => startChild(file, name, this.url, this.n8n));
		try {
			return await work(...sides);
		} finally {
			await Promise.all(sides.map((side) => side.stop()));
		}
	}

	async stop() {
		await this.sandbox.stop();
	}
}
