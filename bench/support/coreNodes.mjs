import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './paths.mjs';

const FILES = {
	httpRequest: 'HttpRequest/HttpRequest.node.js',
	removeDuplicates: 'Transform/RemoveDuplicates/RemoveDuplicates.node.js',
	scheduleTrigger: 'Schedule/ScheduleTrigger.node.js',
};

/**
 * One of n8n's own nodes, in the version that a new workflow gets.
 *
 * @typedef {object} CoreNode
 * @property {string} type such as `n8n-nodes-base.httpRequest`
 * @property {number} typeVersion
 * @property {import('n8n-workflow').INodeType} node
 */

/**
 * Loads one of n8n's own nodes for an engine of `test/support/engine`.
 *
 * @param {keyof typeof FILES} name
 * @param {string} n8n n8n's command line script, as `pinnedN8n` gives it
 * @returns {CoreNode}
 * @throws when this project and the pinned n8n do not have the same n8n-workflow
 */
export function coreNode(name, n8n) {
	const fromN8n = createRequire(n8n);
	shareWorkflow(fromN8n);
	const [Type] = Object.values(fromN8n(`n8n-nodes-base/dist/nodes/${FILES[name]}`));
	const made = new Type();
	const node = 'nodeVersions' in made ? made.getNodeType() : made;
	const { version, defaultVersion } = node.description;
	const typeVersion = defaultVersion ?? [version].flat().at(-1);
	return { type: `n8n-nodes-base.${name}`, typeVersion, node };
}

/**
 * n8n's nodes and the engine must have one n8n-workflow between them, as they do within n8n: with two copies
 * neither would know the errors of the other.
 *
 * @param {NodeJS.Require} fromN8n
 */
function shareWorkflow(fromN8n) {
	const fromProject = createRequire(join(PROJECT_FOLDER, 'package.json'));
	const versions = [fromProject, fromN8n].map((load) => load('n8n-workflow/package.json').version);
	if (versions[0] !== versions[1]) {
		throw new Error(`n8n-workflow is ${versions[0]} here and ${versions[1]} in the pinned n8n`);
	}
	fromProject('n8n-workflow');
	fromN8n.cache[fromN8n.resolve('n8n-workflow')] =
		fromProject.cache[fromProject.resolve('n8n-workflow')];
}
