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
	displayName: 'Max Rate Limit Wait (Seconds)',
	name: 'maxRateLimitWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 120,
	description:
		'How long a call may wait when the calls that Desk360 grants per minute are spent. With 0 it never waits.',
};

/** In alphabetical order. The button says what it adds where there is one alone: n8n adds that one without asking. */
export function callOptions(options: INodeProperties[]): INodeProperties {
	const [first, ...others] = options;
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: first && others.length === 0 ? `Add ${first.displayName}` : 'Add option',
		default: {},
		options,
	};
}
