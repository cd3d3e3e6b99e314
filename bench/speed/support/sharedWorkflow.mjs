import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

/**
 * Makes n8n's own nodes and the engine have one n8n-workflow between them, as they do within n8n.
 *
 * @param {string} n8n n8n's command line script, as `pinnedN8n` gives it
 * @throws when this project and the pinned n8n do not have the same n8n-workflow
 */
export function shareWorkflow(n8n) {
	const fromN8n = createRequire(n8n);
	const fromProject = createRequire(join(PROJECT_FOLDER, 'package.json'));
	const versions = [fromProject, fromN8n].map((load) => load('n8n-workflow/package.json').version);
	if (versions[0] !== versions[1]) {
		throw new Error(`n8n-workflow is ${versions[0]} here and ${versions[1]} in the pinned n8n`);
	}
	fromProject('n8n-workflow');
	fromN8n.cache[fromN8n.resolve('n8n-workflow')] =
		fromProject.cache[fromProject.resolve('n8n-workflow')];
}
