import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

const FOLDER = join(PROJECT_FOLDER, 'test', 'e2e');

/**
 * @typedef {object} Part
 * @property {Array<keyof typeof import('./debian.mjs').PROGRAMS>} [programs] what it runs beside n8n
 * @property {Array<'current' | 'older'>} n8n which n8n it runs in
 */

/**
 * What `npm run test:e2e` runs. The tests of a part are in `<part>.test.mjs` and `<part>-*.test.mjs`; Node.js takes
 * them in the order of their names.
 *
 * @type {Record<string, Part>}
 */
export const PARTS = {
	agents: { n8n: ['current'] },
	browser: { n8n: ['current'], programs: ['chromium'] },
	crm: { n8n: ['current'] },
	install: { n8n: ['current'] },
	older: { n8n: ['older'] },
	queue: { n8n: ['current'], programs: ['redis', 'postgresql'] },
	release: { n8n: [] },
	soak: { n8n: ['current'] },
};

/**
 * @param {string[]} names of parts
 * @returns {Promise<string[]>} the paths of their tests
 */
export async function testFilesOf(names) {
	const files = await readdir(FOLDER);
	const isWanted = (/** @type {string} */ file) =>
		names.includes(/^(\w+)(-[\w-]+)?\.test\.mjs$/.exec(file)?.[1] ?? '');
	return files.filter(isWanted).map((file) => join(FOLDER, file));
}
