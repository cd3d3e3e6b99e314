import { describe, expect, test } from '@jest/globals';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Desk360Api } from '../../credentials/Desk360Api.credentials';
import { Desk360 } from '../../nodes/Desk360/Desk360.node';
import { Desk360Trigger } from '../../nodes/Desk360/Desk360Trigger.node';
import { find, shownFor } from '../support/shownParameters';

const { description, methods } = new Desk360();

/** The names of parameters, without what is only to be read. */
const namesOf = (properties: INodeProperties[] = []) =>
	properties
		.filter(({ type }) => type !== 'notice')
		.map(({ name }) => name)
		.sort();

const valuesOf = ({ options = [] }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ name, value }) => [name, value]);

const fieldsOf = ({ options = [] }: INodeProperties) => namesOf(options as INodeProperties[]);

const FILTERS = [
	'agentId',
	'email',
	'endDate',
	'name',
	'platform',
	'priority',
	'reasonId',
	'startDate',
	'status',
	'subject',
	'ticketId',
	'typeId',
];
const READ_OPTIONS = ['maxRateLimitWait', 'parallelRequests'];

describe('the node desk360', () => {
	test('is known by these names', () => {
		expect(description).toMatchObject({
			name: 'desk360',
			version: 1,
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'desk360Api', required: true }],
		});
	});

	test.each([
		['product', 'getAll', ['limit', 'returnAll']],
		['ticket', 'getAll', ['filters', 'limit', 'options', 'productId', 'returnAll', 'simplify']],
		['ticket', 'get', ['options', 'productId', 'simplify', 'ticketId']],
		['ticket', 'getLogs', ['options', 'productId', 'simplify', 'ticketId']],
		[
			'ticket',
			'create',
			[
				'additionalFields',
				'email',
				'message',
				'name',
				'options',
				'productId',
				'reasonId',
				'simplify',
				'status',
			],
		],
		['ticket', 'reply', ['attachments', 'message', 'options', 'productId', 'ticketId']],
	])('%s %s takes these parameters', (resource, operation, names) => {
		expect(namesOf(shownFor(resource, operation))).toEqual(names);
	});

	test.each([
		['ticket', 'getAll', 'filters', FILTERS],
		['ticket', 'getAll', 'options', ['maxRateLimitWait', 'order', 'parallelRequests']],
		[
			'ticket',
			'get',
			'options',
			[
				'attachmentPrefix',
				'downloadAttachments',
				'maxRateLimitWait',
				'parallelRequests',
				'skipMissingFiles',
			],
		],
		['ticket', 'getLogs', 'options', READ_OPTIONS],
		['ticket', 'create', 'options', ['maxRateLimitWait']],
		['ticket', 'create', 'additionalFields', ['assignToAgentId', 'attachments', 'settings']],
		['ticket', 'reply', 'options', ['maxRateLimitWait']],
	])('%s %s: %s offers these fields', (resource, operation, collection, names) => {
		expect(fieldsOf(find(shownFor(resource, operation), collection))).toEqual(names);
	});

	test('offers these operations', () => {
		const resource = find(description.properties, 'resource');
		expect(valuesOf(resource).map(([, value]) => value)).toEqual(['product', 'ticket']);
		expect(resource.default).toBe('ticket');
		const operations = description.properties.filter(({ name }) => name === 'operation');
		expect(operations.map((operation) => valuesOf(operation).map(([, value]) => value))).toEqual([
			['getAll'],
			['create', 'get', 'getLogs', 'getAll', 'reply'],
		]);
		expect(operations.map((operation) => operation.default)).toEqual(['getAll', 'getAll']);
	});

	test("has the service's numbers as values of status and priority", () => {
		const filters = find(shownFor('ticket', 'getAll'), 'filters').options as INodeProperties[];
		const STATUS = [
			['Unresolved', 0],
			['Resolved', 1],
			['Waiting', 2],
			['Reopened', 3],
		];
		expect(valuesOf(find(filters, 'status'))).toEqual(STATUS);
		expect(valuesOf(find(shownFor('ticket', 'create'), 'status'))).toEqual(STATUS);
		expect(valuesOf(find(filters, 'priority'))).toEqual([
			['Low', 0],
			['Medium', 1],
			['High', 2],
			['Urgent', 3],
		]);
	});

	test('never sets a status silently', () => {
		const status = find(shownFor('ticket', 'create'), 'status');
		expect(status).toMatchObject({ required: true, default: '' });
	});

	test.each([
		['productId', 'searchProducts'],
		['ticketId', 'searchTickets'],
	])('%s is chosen from a searchable list or by ID', (name, searchListMethod) => {
		const locator = find(shownFor('ticket', 'get'), name);
		expect(locator).toMatchObject({ type: 'resourceLocator', default: { mode: 'list' } });
		expect(locator.modes?.map((mode) => mode.name)).toEqual(['list', 'id']);
		expect(locator.modes?.[0]?.typeOptions).toMatchObject({ searchListMethod, searchable: true });
		expect(Object.keys(methods.listSearch)).toContain(searchListMethod);
	});

	const fieldOf = (operation: string, collection: string, name: string) =>
		find(find(shownFor('ticket', operation), collection).options as INodeProperties[], name);

	test.each<[string, INodeProperties, string, string]>([
		['reasonId', find(shownFor('ticket', 'create'), 'reasonId'), 'searchReasons', 'id'],
		[
			'assignToAgentId',
			fieldOf('create', 'additionalFields', 'assignToAgentId'),
			'searchAgents',
			'id',
		],
		['the filter agentId', fieldOf('getAll', 'filters', 'agentId'), 'searchAgents', 'id'],
		['the filter platform', fieldOf('getAll', 'filters', 'platform'), 'searchPlatforms', 'name'],
		['the filter reasonId', fieldOf('getAll', 'filters', 'reasonId'), 'searchReasons', 'id'],
		['the filter typeId', fieldOf('getAll', 'filters', 'typeId'), 'searchTypes', 'id'],
	])('%s is chosen from a searchable list or entered', (_name, locator, searchListMethod, mode) => {
		expect(locator).toMatchObject({
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
		});
		expect(locator.modes?.map(({ name }) => name)).toEqual(['list', mode]);
		expect(locator.modes?.[0]?.typeOptions).toMatchObject({ searchListMethod, searchable: true });
		expect(Object.keys(methods.listSearch)).toContain(searchListMethod);
	});

	test('has these defaults', () => {
		const shown = shownFor('ticket', 'getAll');
		expect(find(shown, 'limit').default).toBe(50);
		expect(find(shown, 'returnAll').default).toBe(false);
		expect(find(shown, 'simplify').default).toBe(true);
		const order = find(find(shown, 'options').options as INodeProperties[], 'order');
		expect(valuesOf(order).map(([, value]) => value)).toEqual(['desc', 'asc']);
		expect(order.default).toBe('desc');
	});
});

describe('the node desk360Trigger', () => {
	const trigger = new Desk360Trigger();
	const { properties } = trigger.description;

	test('is known by these names', () => {
		expect(trigger.description).toMatchObject({
			name: 'desk360Trigger',
			version: 1,
			polling: true,
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'desk360Api', required: true }],
		});
		expect(namesOf(properties)).toEqual(['events', 'filters', 'options', 'productId', 'simplify']);
	});

	test('offers these events', () => {
		const events = find(properties, 'events');
		expect(events.type).toBe('multiOptions');
		expect(valuesOf(events).map(([, value]) => value)).toEqual([
			'newMessage',
			'statusChanged',
			'ticketCreated',
			'ticketUpdated',
		]);
		expect(events.default).toEqual(['ticketCreated']);
	});

	test('has the filters of the list but dates and ID', () => {
		expect(fieldsOf(find(properties, 'filters'))).toEqual(
			FILTERS.filter((name) => !['endDate', 'startDate', 'ticketId'].includes(name)),
		);
	});

	test('has these options, those of one event shown with it only', () => {
		const options = find(properties, 'options');
		expect(fieldsOf(options)).toEqual([
			'changedTo',
			'ignoreAgentIds',
			'includeDetails',
			'maxTicketsPerPoll',
			'messagesFrom',
		]);
		const shownWith = (name: string) =>
			find(options.options as INodeProperties[], name).displayOptions?.show?.['/events'];
		expect(shownWith('changedTo')).toEqual(['statusChanged']);
		expect(shownWith('ignoreAgentIds')).toEqual(['newMessage']);
		expect(shownWith('messagesFrom')).toEqual(['newMessage']);
		const from = find(options.options as INodeProperties[], 'messagesFrom');
		expect(valuesOf(from).map(([, value]) => value)).toEqual(['agents', 'all', 'customers']);
		expect(from.default).toBe('all');
	});

	test.each([
		['agentId', 'searchAgents'],
		['platform', 'searchPlatforms'],
		['reasonId', 'searchReasons'],
		['typeId', 'searchTypes'],
	])('has lists for the filter %s', (name, method) => {
		const filter = find(find(properties, 'filters').options as INodeProperties[], name);
		expect(filter.modes?.[0]?.typeOptions?.searchListMethod).toBe(method);
		expect(Object.keys(trigger.methods.listSearch)).toContain(method);
	});

	test('finds products as the node does, and all of them', () => {
		const [list] = find(properties, 'productId').modes ?? [];
		const method = list?.typeOptions?.searchListMethod;
		expect(method).toBe('searchProductsOrAll');
		expect(Object.keys(trigger.methods.listSearch)).toContain(method);
	});
});

describe('the credential desk360Api', () => {
	const credential = new Desk360Api();

	test('is known by these names', () => {
		expect(credential).toMatchObject({ name: 'desk360Api', displayName: 'Desk360 API' });
		expect(credential.properties.map(({ name, type }) => [name, type])).toEqual([
			['authentication', 'options'],
			['apiToken', 'string'],
			['email', 'string'],
			['password', 'string'],
			['sessionToken', 'hidden'],
			['baseUrl', 'string'],
			['timeZone', 'string'],
		]);
	});

	test('has these defaults', () => {
		const authentication = find(credential.properties, 'authentication');
		expect(valuesOf(authentication).map(([, value]) => value)).toEqual(['apiToken', 'password']);
		expect(authentication.default).toBe('apiToken');
		expect(find(credential.properties, 'baseUrl').default).toBe('https://api.desk360.com/v1');
		expect(find(credential.properties, 'timeZone')).toMatchObject({
			displayName: 'Time Zone',
			default: '',
			placeholder: 'e.g. Europe/Istanbul',
		});
	});

	test.each(['apiToken', 'password', 'sessionToken'])('hides %s', (name) => {
		expect(find(credential.properties, name).typeOptions).toMatchObject({ password: true });
	});

	test('lets n8n keep and renew the fetched token', () => {
		expect(find(credential.properties, 'sessionToken').typeOptions).toMatchObject({
			expirable: true,
		});
	});

	test('is tested by the function that its node names', () => {
		const [reference] = description.credentials ?? [];
		expect(Object.keys(methods.credentialTest)).toContain(reference?.testedBy);
	});
});
