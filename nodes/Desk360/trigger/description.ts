import type { INodeProperties } from 'n8n-workflow';

import { STATUS_OPTIONS } from '../fields/codes';
import { triggerFilters } from '../fields/filters';
import { productsLocator } from '../fields/locators';
import { simplifyField } from '../fields/output';

/** The values of the parameter `events`. */
export type EventName = 'ticketCreated' | 'ticketUpdated' | 'statusChanged' | 'newMessage';

export const DEFAULT_TICKETS_PER_POLL = 100;

export const EVENT_OPTIONS = [
	{
		name: 'New Message',
		value: 'newMessage',
		description: 'For each new message of a ticket, from customers and from agents',
	},
	{
		name: 'Status Changed',
		value: 'statusChanged',
		description: 'For each new entry in the logs of a ticket',
	},
	{
		name: 'Ticket Created',
		value: 'ticketCreated',
		description: 'For each new ticket',
	},
	{
		name: 'Ticket Updated',
		value: 'ticketUpdated',
		description:
			'For each ticket that was created or changed since it was last seen. With Ticket Created as well, a new ticket comes as that alone.',
	},
];

export const MESSAGES_FROM_OPTIONS = [
	{
		name: 'Agents',
		value: 'agents',
		description: 'Messages that name an agent',
	},
	{
		name: 'All',
		value: 'all',
	},
	{
		name: 'Customers',
		value: 'customers',
		description: 'Messages that name no agent, which is how Desk360 tells them apart',
	},
];

/** The parameters of the trigger; the poll times are n8n's own. */
export const triggerFields: INodeProperties[] = [
	productsLocator,
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: EVENT_OPTIONS,
		required: true,
		default: ['ticketCreated'],
		description:
			'What starts the workflow. However many are chosen, a poll that finds nothing takes one call for each product.',
	},
	triggerFilters,
	simplifyField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Changed To',
				name: 'changedTo',
				type: 'multiOptions',
				options: STATUS_OPTIONS,
				default: [],
				displayOptions: { show: { '/events': ['statusChanged'] } },
				description:
					'Only changes to one of these statuses start the workflow. An expression may give other numbers.',
			},
			{
				displayName: 'Ignore Agent IDs',
				name: 'ignoreAgentIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 74, 75',
				displayOptions: { show: { '/events': ['newMessage'] } },
				description:
					'Messages of these agents start nothing. Name the agent of the credential here if the workflow replies, so that it does not answer itself.',
			},
			{
				displayName: 'Include Details',
				name: 'includeDetails',
				type: 'boolean',
				default: true, // when it is added; without it this is off
				description:
					'Whether to add all messages of the ticket. This takes one more call for each ticket.',
			},
			{
				displayName: 'Max Tickets per Poll',
				name: 'maxTicketsPerPoll',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_TICKETS_PER_POLL,
				description:
					'The most tickets that one poll hands over. The others follow with the next polls.',
			},
			{
				displayName: 'Messages From',
				name: 'messagesFrom',
				type: 'options',
				options: MESSAGES_FROM_OPTIONS,
				default: 'all',
				displayOptions: { show: { '/events': ['newMessage'] } },
				description: 'Whose messages start the workflow',
			},
		],
	},
];
