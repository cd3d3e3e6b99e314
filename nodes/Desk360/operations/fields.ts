import type { INodeProperties } from 'n8n-workflow';

import { productFields } from './product/fields';
import { ticketFields } from './ticket/fields';

function shownFor(
	resource: string,
	operation: string,
	{ displayOptions, ...parameter }: INodeProperties,
): INodeProperties {
	// n8n's `updateDisplayOptions` does the same, and takes as long as all else that this package does as it is loaded.
	const show = { ...displayOptions?.show, resource: [resource], operation: [operation] };
	return { ...parameter, displayOptions: { ...displayOptions, show } };
}

export const operationFields: INodeProperties[] = Object.entries({
	product: productFields,
	ticket: ticketFields,
}).flatMap(([resource, operations]) =>
	Object.entries(operations).flatMap(([operation, fields]) =>
		fields.map((parameter) => shownFor(resource, operation, parameter)),
	),
);
