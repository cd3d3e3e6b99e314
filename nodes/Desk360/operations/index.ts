import type { INodeProperties } from 'n8n-workflow';

import { getAll as getAllProducts } from './product/getAll';
import { create } from './ticket/create';
import { get } from './ticket/get';
import { getAll as getAllTickets } from './ticket/getAll';
import { getLogs } from './ticket/getLogs';
import { reply } from './ticket/reply';
import type { Operation } from './types';

/** Every operation by resource and name: a new endpoint is one file and one line here. */
const OPERATIONS: Record<string, Record<string, Operation>> = {
	product: { getAll: getAllProducts },
	ticket: { create, get, getAll: getAllTickets, getLogs, reply },
};

/** The operation that `resource` and `operation` name, if there is one. */
export function operationOf(resource: string, operation: string): Operation | undefined {
	return OPERATIONS[resource]?.[operation];
}

/** The parameter, shown for one operation only. */
function shownFor(
	resource: string,
	operation: string,
	{ displayOptions, ...parameter }: INodeProperties,
): INodeProperties {
	// n8n's `updateDisplayOptions` does the same, and takes as long as all else that this package does as it is loaded.
	const show = { ...displayOptions?.show, resource: [resource], operation: [operation] };
	return { ...parameter, displayOptions: { ...displayOptions, show } };
}

/** The parameters of all operations, each shown for its own. */
export const operationFields: INodeProperties[] = Object.entries(OPERATIONS).flatMap(
	([resource, operations]) =>
		Object.entries(operations).flatMap(([operation, { description }]) =>
			description.map((parameter) => shownFor(resource, operation, parameter)),
		),
);
