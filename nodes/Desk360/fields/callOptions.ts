import type { INodeProperties } from 'n8n-workflow';

export const parallelRequestsOption: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10 },
	default: 4,
	description: 'How many reads may be under way at the same time. The order of the output stays.',
};

export const maxRateLimitWaitOption: INodeProperties = {
	displayName: 'Max Rate Limit Wait',
	name: 'maxRateLimitWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 120,
	description:
		'How many seconds a call may wait when the calls that Desk360 grants per minute are spent',
};

/** The collection `options` with those of an operation, in alphabetical order. */
export function callOptions(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}
