import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { methods, runtime } from './deferred';
import { operationFields } from './operations/fields';

export class Desk360 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Desk360',
		name: 'desk360',
		icon: { light: 'file:../../icons/desk360.svg', dark: 'file:../../icons/desk360.dark.svg' },
		group: ['transform'],
		version: 1,
		// Such as "Get Many · Ticket".
		subtitle:
			'={{ [$parameter["operation"].replace("getAll", "getMany"), $parameter["resource"]].map((name) => name.replace(/([A-Z])/g, " $1").replace(/^./, (first) => first.toUpperCase())).join(" · ") }}',
		description: 'Read, open and answer tickets of the Desk360 helpdesk',
		defaults: { name: 'Desk360' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'desk360Api', required: true, testedBy: 'testDesk360Credential' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Product', value: 'product' },
					{ name: 'Ticket', value: 'ticket' },
				],
				default: 'ticket',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['product'] } },
				options: [
					{
						name: 'Get Many',
						value: 'getAll',
						description: 'List the products of the account',
						action: 'Get many products',
					},
				],
				default: 'getAll',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['ticket'] } },
				options: [
					{
						name: 'Create',
						value: 'create',
						description: 'Open a ticket for a customer',
						action: 'Create a ticket',
					},
					{
						name: 'Get',
						value: 'get',
						description: 'Get a ticket with its messages',
						action: 'Get a ticket',
					},
					{
						name: 'Get Logs',
						value: 'getLogs',
						description: 'List the status changes of a ticket',
						action: 'Get the status log of a ticket',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						description: 'List or search the tickets of one product, several or all',
						action: 'Get many tickets',
					},
					{
						name: 'Reply',
						value: 'reply',
						description: 'Send a message to the customer of a ticket',
						action: 'Reply to a ticket',
					},
				],
				default: 'getAll',
			},
			...operationFields,
		],
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runOperation } = await runtime();
		return await runOperation(this);
	}
}
