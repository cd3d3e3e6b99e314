import type { INode, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Desk360 } from '../../nodes/Desk360/Desk360.node';

const { description } = new Desk360();

/** All that the editor shows for a choice of resource and operation, these two apart. */
export function shownFor(resource: string, operation: string): INodeProperties[] {
	const parameters = { resource, operation, returnAll: false };
	const node = { typeVersion: 1, parameters } as unknown as INode;
	return description.properties.filter(
		(property) =>
			!['resource', 'operation'].includes(property.name) &&
			NodeHelpers.displayParameter(parameters, property, node, description),
	);
}

export function find(properties: INodeProperties[], name: string): INodeProperties {
	const property = properties.find((candidate) => candidate.name === name);
	if (!property) throw new Error(`No ${name}`);
	return property;
}

/** The fields of a collection. */
export function optionsOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options as INodeProperties[];
}
