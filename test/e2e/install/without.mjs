import assert from 'node:assert/strict';

/**
 * The workflow without one of its nodes, which stands between two others.
 *
 * @param {string} name of the node
 * @param {import('../support/workflows.mjs').NewWorkflow} workflow
 * @returns {import('../support/workflows.mjs').NewWorkflow}
 */
export function without(name, workflow) {
	const { [name]: next, ...others } = /** @type {import('n8n-workflow').IConnections} */ (
		workflow.connections
	);
	assert.ok(next);
	const leadsTo = JSON.stringify({ node: name, type: 'main', index: 0 });
	const isBefore = (/** @type {unknown} */ value) => JSON.stringify(value).includes(leadsTo);
	const joined = Object.entries(others).map(([from, to]) => [from, isBefore(to) ? next : to]);
	return {
		...workflow,
		nodes: workflow.nodes.filter((node) => node.name !== name),
		connections: Object.fromEntries(joined),
	};
}
