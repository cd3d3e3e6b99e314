import type { INodeProperties } from 'n8n-workflow';

import { attachmentsField } from '../../fields/attachments';
import {
	callOptions,
	maxRateLimitWaitOption,
	parallelRequestsOption,
} from '../../fields/callOptions';
import { STATUS_OPTIONS, withWordOnAgents } from '../../fields/codes';
import { ticketFilters } from '../../fields/filters';
import { productLocator, productsLocator, ticketLocator } from '../../fields/locators';
import { limitField, returnAllField, simplifyField } from '../../fields/output';
import { agentLocator, reasonLocator } from '../../fields/seenLocators';

/** What the names of downloaded files start with. */
export const DEFAULT_PREFIX = 'attachment_';

const messageField: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
};

/** Bare: when they are shown is added to all alike. */
export const ticketFields: Record<string, INodeProperties[]> = {
	create: [
		productLocator,
		{
			displayName: 'Customer Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. John Doe',
			description: 'The name of the person whom the ticket is for',
		},
		{
			displayName: 'Customer Email',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@email.com',
			description: 'The email address of the person whom the ticket is for',
		},
		reasonLocator({
			displayName: 'Reason',
			name: 'reasonId',
			required: true,
			description: 'Why the customer writes',
		}),
		{
			...messageField,
			hint: 'The first message of the ticket. Desk360 takes no subject here.',
			description: 'What the customer asks or reports',
		},
		withWordOnAgents({
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: STATUS_OPTIONS,
			default: '',
			required: true,
			description: 'The status of the new ticket. An expression may give another number.',
		}),
		simplifyField,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				agentLocator({
					displayName: 'Assign to Agent',
					name: 'assignToAgentId',
					description: 'The agent who is to take care of the ticket',
				}),
				attachmentsField,
				{
					displayName: 'Settings',
					name: 'settings',
					type: 'json',
					default: '{}',
					description: 'An object that Desk360 keeps with the ticket',
				},
			],
		},
		callOptions([maxRateLimitWaitOption]),
	],

	get: [
		productLocator,
		ticketLocator,
		simplifyField,
		callOptions([
			{
				displayName: 'Attachment Prefix',
				name: 'attachmentPrefix',
				type: 'string',
				default: DEFAULT_PREFIX,
				displayOptions: { show: { downloadAttachments: [true] } },
				description:
					'What the names of the output binary fields start with. A number from 0 on follows, such as attachment_0.',
			},
			{
				displayName: 'Download Attachments',
				name: 'downloadAttachments',
				type: 'boolean',
				default: true, // when it is added; without it this is off
				description: 'Whether to put the files of all messages into binary fields of the item',
			},
			maxRateLimitWaitOption,
			parallelRequestsOption,
			{
				displayName: 'Skip Missing Files',
				name: 'skipMissingFiles',
				type: 'boolean',
				default: true, // when it is added; without it this is off
				displayOptions: { show: { downloadAttachments: [true] } },
				description:
					'Whether to give the ticket without the files that cannot be had. They are listed in missing_attachments.',
			},
		]),
	],

	getAll: [
		productsLocator,
		returnAllField,
		limitField,
		simplifyField,
		ticketFilters,
		callOptions([
			maxRateLimitWaitOption,
			{
				displayName: 'Order',
				name: 'order',
				type: 'options',
				options: [
					{ name: 'Newest Change First', value: 'desc' },
					{ name: 'Oldest Change First', value: 'asc' },
				],
				default: 'desc',
				description: 'Desk360 sorts tickets by the time of their last change',
			},
			parallelRequestsOption,
		]),
	],

	getLogs: [
		productLocator,
		ticketLocator,
		simplifyField,
		callOptions([maxRateLimitWaitOption, parallelRequestsOption]),
	],

	reply: [
		productLocator,
		ticketLocator,
		{
			displayName: 'The customer gets this reply at once. It cannot be taken back.',
			name: 'sentAtOnce',
			type: 'notice',
			default: '',
		},
		{
			...messageField,
			description: 'What the customer gets',
		},
		attachmentsField,
		callOptions([maxRateLimitWaitOption]),
	],
};
