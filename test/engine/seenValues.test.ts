import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { addProduct1, DESK360_TOOL, DESK360_TRIGGER, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE } from '../support/ticketDesk';

const desk360 = forAllTests(startDesk360, addProduct1);

/** What a field holds, by who filled it in; all of them mean the given value. */
const FILLED: Array<[string, (value: string, typedMode: string) => unknown]> = [
	['picked from the list', (value) => ({ __rl: true, mode: 'list', value, cachedResultName: '…' })],
	['entered', (value, mode) => ({ __rl: true, mode, value })],
	['entered as a number', (value, mode) => ({ __rl: true, mode, value: Number(value) || value })],
	['an expression in the field', (_, mode) => ({ __rl: true, mode, value: '={{ $json.wanted }}' })],
	['plain text', (value) => value],
	['a plain number', (value) => Number(value) || value],
	['a plain expression', () => '={{ $json.wanted }}'],
	['an expression that gives a locator', () => '={{ ({ __rl: true, value: $json.wanted }) }}'],
	[
		'left to an agent by the button',
		(_, mode) => ({
			__rl: true,
			mode,
			value: "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('wanted', ``, 'string') }}",
		}),
	],
	['left to an agent by hand', () => "={{ $fromAI('wanted', 'The ID', 'string') }}"],
];

const FILTERS: Array<[string, string, string, string]> = [
	['agentId', 'agent_id', '74', 'id'],
	['platform', 'platform', 'iOS', 'name'],
	['reasonId', 'reason_id', '5', 'id'],
	['typeId', 'type_id', '9', 'id'],
];

const runOf = (wanted: string, node = {}) => ({ items: [{ json: { wanted } }], node });
const asParameter = (value: unknown) => value as INodeParameters[string];

describe.each(FILLED)('%s', (_how, filled) => {
	test.each(FILTERS)('is the filter %s', async (name, parameter, value, mode) => {
		const filters = { [name]: asParameter(filled(value, mode)) };
		const parameters = { operation: 'getAll', productId: '1', filters };
		await desk360.run(parameters, runOf(value));
		await desk360.run(parameters, runOf(value, { type: DESK360_TOOL }));
		expect(desk360.sandbox.requests.entries.map(({ query }) => query)).toEqual([
			{ page: '1', [parameter]: value },
			{ page: '1', [parameter]: value },
		]);
	});

	test('is the reason and the agent of a new ticket', async () => {
		await desk360.run(
			{
				...CREATE,
				reasonId: asParameter(filled('5', 'id')),
				additionalFields: { assignToAgentId: asParameter(filled('5', 'id')) },
			},
			runOf('5'),
		);
		expect(desk360.sandbox.world.tickets).toMatchObject([{ reason_id: 5, agent_id: 5 }]);
	});
});

test.each(FILTERS)('the trigger takes the filter %s', async (name, parameter, value, mode) => {
	const { engine, credentials, sandbox } = desk360;
	for (const filled of [value, { __rl: true, mode, value }, { __rl: true, mode: 'list', value }]) {
		const parameters = { productId: '1', filters: { [name]: filled } };
		const staticData = {};
		await engine.poll({ type: DESK360_TRIGGER, credentials, parameters }, { staticData });
		sandbox.requests.clear();
		await engine.poll({ type: DESK360_TRIGGER, credentials, parameters }, { staticData });
		expect(sandbox.requests.entries[0]?.query).toEqual({ page: '1', [parameter]: value });
	}
});

test.each([
	['', 'id'],
	['', 'list'],
	[null, 'list'],
])(
	'a filter that is added and not filled in asks for nothing, %j in mode %s',
	async (value, mode) => {
		const filled = { __rl: true, mode, value };
		const filters = { agentId: filled, platform: filled, reasonId: filled, typeId: filled };
		await desk360.run({ operation: 'getAll', productId: '1', filters: asParameter(filters) });
		expect(desk360.sandbox.requests.entries.map(({ query }) => query)).toEqual([{ page: '1' }]);
	},
);

test.each<[string, string, string]>([
	['agentId', 'Jane', 'Agent "Jane" is not an ID'],
	['reasonId', 'refund', 'Reason "refund" is not an ID'],
	['typeId', 'question', 'Type "question" is not an ID'],
])('words in %s are refused by the name of the field', async (name, value, message) => {
	const filters = { [name]: { __rl: true, mode: 'id', value } };
	const refusal = await desk360.refusal({ operation: 'getAll', productId: '1', filters });
	expect(refusal.message).toBe(message);
	expect(refusal.description).toMatch(/Give its ID, or choose it from the list\. /);
	expect(desk360.sandbox.requests.count()).toBe(0);
});
