const { createRequire } = require('node:module');

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
 * Loads one of n8n's own nodes for an engine of `test/support/engine`. The two must have one n8n-workflow between
 * them, as they do within n8n: with two copies neither would know the errors of the other.
 *
 * @param {keyof typeof FILES} name
 * @param {string} n8n n8n's command line script, as `pinnedN8n` gives it
 * @returns {CoreNode}
 */
function coreNode(name, n8n) {
	const [Type] = Object.values(createRequire(n8n)(`n8n-nodes-base/dist/nodes/${FILES[name]}`));
	const made = new Type();
	const node = 'nodeVersions' in made ? made.getNodeType() : made;
	const { version, defaultVersion } = node.description;
	const typeVersion = defaultVersion ?? [version].flat().at(-1);
	return { type: `n8n-nodes-base.${name}`, typeVersion, node };
}

module.exports = { coreNode };
