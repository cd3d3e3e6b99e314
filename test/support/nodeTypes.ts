import type { INodeProperties, INodeType, INodeTypes } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** Nodes by their full type, such as `n8n-nodes-desk360.desk360`. */
export type NodesByType = Record<string, INodeType>;

/** The registry workflows look nodes up in. */
export function nodeTypesFrom(nodes: NodesByType): INodeTypes {
	const getByName = (type: string): INodeType => {
		const node = nodes[type];
		if (!node) throw new Error(`Unrecognized node type: ${type}`);
		return node;
	};
	return {
		getByName,
		getByNameAndVersion: (type, version) =>
			NodeHelpers.getVersionedNodeType(getByName(type), version),
		getKnownTypes: () => ({}),
	};
}

/** What n8n's loader does to a node: polling nodes get their poll times. */
export function loadNode(node: INodeType, pollingParameters: INodeProperties[]): INodeType {
	const { properties, polling } = node.description;
	const known = properties.some(({ name }) => name === 'pollTimes');
	if (polling && !known) properties.unshift(...pollingParameters);
	return node;
}
