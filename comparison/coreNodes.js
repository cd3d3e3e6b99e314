const { createRequire } = require('node:module');
const { join } = require('node:path');
const { DataDeduplicationService } = require('n8n-core');

const FILES = {
	scheduleTrigger: 'Schedule/ScheduleTrigger.node.js',
	httpRequest: 'HttpRequest/HttpRequest.node.js',
	removeDuplicates: 'Transform/RemoveDuplicates/RemoveDuplicates.node.js',
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
 * The nodes that people build a trigger from.
 *
 * @param {string} n8n n8n's command line script
 * @returns {Record<keyof typeof FILES, CoreNode>}
 */
function loadCoreNodes(n8n) {
	const fromN8n = createRequire(n8n);
	/** @param {keyof typeof FILES} name @returns {CoreNode} */
	const load = (name) => {
		const [Type] = Object.values(fromN8n(`n8n-nodes-base/dist/nodes/${FILES[name]}`));
		const made = new Type();
		const node = 'nodeVersions' in made ? made.getNodeType() : made;
		const { version, defaultVersion } = node.description;
		const typeVersion = defaultVersion ?? [version].flat().at(-1);
		return { type: `n8n-nodes-base.${name}`, typeVersion, node };
	};
	return {
		scheduleTrigger: load('scheduleTrigger'),
		httpRequest: load('httpRequest'),
		removeDuplicates: load('removeDuplicates'),
	};
}

/**
 * Gives n8n's engine what n8n's server gives it for Remove Duplicates: n8n's own deduplication, over a table in memory.
 *
 * @param {string} n8n n8n's command line script
 * @returns {Promise<import('./processedData').ProcessedDataRepository>}
 */
async function provideDeduplication(n8n) {
	const fromN8n = createRequire(n8n);
	const { Container } = fromN8n('@n8n/di');
	const { ProcessedDataRepository } = fromN8n('@n8n/db');
	const table = new ProcessedDataRepository();
	Container.set(ProcessedDataRepository, table);
	const { getDataDeduplicationService } = fromN8n(join(n8n, '../../dist/deduplication'));
	await DataDeduplicationService.init(getDataDeduplicationService());
	return table;
}

module.exports = { loadCoreNodes, provideDeduplication };
