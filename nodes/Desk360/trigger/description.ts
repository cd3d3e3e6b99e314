import type { INodeProperties } from 'n8n-workflow';

import { triggerFilters } from '../fields/filters';
import { productLocator } from '../fields/locators';
import { simplifyField } from '../fields/simplify';

export const DEFAULT_TICKETS_PER_POLL = 100;

/** The parameters of the trigger; the poll times are n8n's own. */
export const triggerFields: INodeProperties[] = [
	productLocator,
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
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
				description: 'For each ticket that was created or changed since it was last seen',
			},
		],
		default: ['ticketCreated'],
		description: 'What starts the workflow',
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
				default: false,
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
		],
	},
];
