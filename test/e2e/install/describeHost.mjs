import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';

/**
 * Checks in one pinned n8n, which runs while they do. The compatibility table lists them.
 *
 * @template {{ close: () => Promise<void> }} Stage
 * @param {string} pinFolder
 * @param {(host: { pinFolder: string }) => Promise<Stage>} start
 * @param {(stage: () => Stage) => void} checks
 */
export function describeHost(pinFolder, start, checks) {
	describe(nameOfHost(pinFolder), () => {
		/** @type {Stage | undefined} */
		let stage;
		before(async () => {
			stage = await start({ pinFolder });
		});
		after(() => stage?.close());
		checks(() => {
			if (!stage) throw new Error('n8n is not running');
			return stage;
		});
	});
}

/** @param {string} pinFolder */
function nameOfHost(pinFolder) {
	const { packages } = JSON.parse(readFileSync(join(pinFolder, 'package-lock.json'), 'utf8'));
	const version = (/** @type {string} */ name) => packages[`node_modules/${name}`].version;
	return `n8n ${version('n8n')} on Node.js ${version('node')}`;
}
