import type { INodePropertyOptions } from 'n8n-workflow';

/** Values as in the documentation's table. */
export const PRIORITY_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Low', value: 0 },
	{ name: 'Medium', value: 1 },
	{ name: 'High', value: 2 },
	{ name: 'Urgent', value: 3 },
];

/** The documentation names 1 and 2 only; 0 and 3 are inferred from its samples and the product's guide. */
export const STATUS_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Unresolved',
		value: 0,
		description: 'Inferred from an example: the documentation does not list it',
	},
	{ name: 'Resolved', value: 1 },
	{ name: 'Waiting', value: 2 },
	{
		name: 'Reopened',
		value: 3,
		description: 'Inferred from the product: the documentation does not list it',
	},
];

/** The label of a code, or the code itself when no label is known. */
export function labelOf(options: INodePropertyOptions[], code: unknown): unknown {
	return options.find(({ value }) => String(value) === String(code))?.name ?? code;
}
