import { describe, expect, test } from '@jest/globals';
import { Workflow, extractFromAICalls } from 'n8n-workflow';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { Desk360Api } from '../../credentials/Desk360Api.credentials';
import codexOfNode from '../../nodes/Desk360/Desk360.node.json';
import { Desk360 } from '../../nodes/Desk360/Desk360.node';
import codexOfTrigger from '../../nodes/Desk360/Desk360Trigger.node.json';
import { Desk360Trigger } from '../../nodes/Desk360/Desk360Trigger.node';
import { nodeTypesFrom } from '../support/nodeTypes';
import { find, optionsOf, shownFor } from '../support/shownParameters';

const labelsOf = (properties: INodeProperties[]) =>
	properties.map(({ displayName }) => displayName);

/** All collections of the node and of the trigger. */
const collections = [new Desk360(), new Desk360Trigger()].flatMap(({ description }) =>
	description.properties.filter(({ type }) => type === 'collection'),
);

describe('the editor', () => {
	test('says in Create whose name and email are wanted, and that there is no subject', () => {
		const shown = shownFor('ticket', 'create');
		expect(labelsOf(shown)).toEqual([
			'Product',
			'Customer Name',
			'Customer Email',
			'Reason',
			'Message',
			'Status',
			'Simplify',
			'Additional Fields',
			'Options',
		]);
		expect(find(shown, 'message').hint).toMatch(/first message.*no subject/);
	});

	test('says above the message of a reply that the customer gets it at once', () => {
		const shown = shownFor('ticket', 'reply');
		expect(labelsOf(shown)).toEqual([
			'Product',
			'Ticket',
			'The customer gets this reply at once. It cannot be taken back.',
			'Message',
			'Attachments',
			'Options',
		]);
		expect(shown[2]?.type).toBe('notice');
	});

	test('shows what is switched on or off in a collection as on when it is added', () => {
		const switches = collections.flatMap(optionsOf).filter(({ type }) => type === 'boolean');
		expect(switches.map(({ name }) => name)).toEqual([
			'downloadAttachments',
			'skipMissingFiles',
			'includeDetails',
		]);
		expect(switches.map((field) => field.default)).toEqual([true, true, true]);
	});

	test('says the unit of the longest wait wherever it is an option', () => {
		const waits = collections.flatMap(optionsOf).filter(({ name }) => name === 'maxRateLimitWait');
		expect(waits).toHaveLength(5);
		expect(new Set(labelsOf(waits))).toEqual(new Set(['Max Rate Limit Wait (Seconds)']));
	});

	test('says on its button what it adds where there is nothing to choose', () => {
		const buttonsWith = (isAlone: boolean) =>
			collections
				.filter(({ options = [] }) => (options.length === 1) === isAlone)
				.map(({ placeholder }) => placeholder);
		const text = 'Add Max Rate Limit Wait (Seconds)';
		expect(buttonsWith(true)).toEqual([text, text]);
		expect(buttonsWith(false)).not.toContain(text);
	});

	test.each([
		['apiToken', /Settings > API/],
		['password', /switch on password access.*Settings > API/],
	])('says under the field %s of the credential where to go in Desk360', (name, hint) => {
		expect(find(new Desk360Api().properties, name).hint).toMatch(hint);
	});

	test.each([
		['the node', codexOfNode],
		['the trigger', codexOfTrigger],
	])('finds %s however its name is written', (_what, { alias }) => {
		expect(alias).toContain('desk 360');
	});
});

describe('what keeps a list of options from being chosen by an agent', () => {
	const filters = optionsOf(find(shownFor('ticket', 'getAll'), 'filters'));

	test.each([
		['status of Create', find(shownFor('ticket', 'create'), 'status')],
		['status of Get Many', find(filters, 'status')],
		['priority of Get Many', find(filters, 'priority')],
	])('is answered by the expression in the description of the %s', (_what, field) => {
		const [, expression = ''] = /\{\{ (.*) \}\}/.exec(field.description ?? '') ?? [];
		const choice = (field.options ?? []).map((option) =>
			'value' in option ? `${option.value} ${option.name}` : '',
		);
		expect(extractFromAICalls(expression)).toEqual([
			expect.objectContaining({
				key: field.name,
				description: `one of ${choice.join(', ')}`,
				type: 'number',
			}),
		]);
	});

	test('is no concern of the trigger', () => {
		const { properties } = new Desk360Trigger().description;
		const texts = optionsOf(find(properties, 'filters')).map(({ description }) => description);
		expect(texts.join()).not.toContain('$fromAI');
	});
});

describe('the line below the node on the canvas', () => {
	const { subtitle = '' } = new Desk360().description;

	test.each<[INodeParameters, string]>([
		[{}, 'Get Many · Ticket'],
		[{ resource: 'product' }, 'Get Many · Product'],
		[{ operation: 'getLogs' }, 'Get Logs · Ticket'],
		[{ operation: 'reply' }, 'Reply · Ticket'],
	])('of %j says %s', (parameters, expected) => {
		const node = {
			...{ id: '1', name: 'Desk360', type: 'desk360', typeVersion: 1 },
			...{ position: [0, 0] as [number, number], parameters },
		};
		const nodeTypes = nodeTypesFrom({ desk360: new Desk360() });
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const said = workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
		expect(said).toBe(expected);
	});
});
