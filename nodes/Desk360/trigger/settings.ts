import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { TicketQuery } from '../api/tickets';
import { ticketQuery } from '../fields/filters';
import { simplifyTicket } from '../fields/simplify';
import {
	InvalidValue,
	booleanValue,
	idValue,
	integerValue,
	productIdValue,
} from '../fields/values';
import { DEFAULT_TICKETS_PER_POLL } from './description';
import type { EventName, EventSettings } from './events';

/** What the user set. */
export interface TriggerSettings extends EventSettings {
	products: 'all' | string[];
	query: TicketQuery;
	/** The most tickets that a poll hands over. */
	maxTickets: number;
}

function idList(value: unknown): string[] {
	return String(value ?? '')
		.split(',')
		.filter((id) => id.trim() !== '')
		.map((id) => idValue(id, 'Ignore Agent IDs'));
}

function read(context: IPollFunctions): TriggerSettings {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const simplify = booleanValue(context.getNodeParameter('simplify', true), 'Simplify', true);
	const { maxTicketsPerPoll = DEFAULT_TICKETS_PER_POLL } = options;
	const productId = context.getNodeParameter('productId', '', { extractValue: true });
	return {
		products:
			productId === 'all'
				? 'all'
				: String(productId)
						.split(',')
						.map((id) => productIdValue(id)),
		query: ticketQuery(filters, context.getTimezone()),
		events: [context.getNodeParameter('events', ['ticketCreated'])].flat() as EventName[],
		simplify: (ticket) => (simplify ? simplifyTicket(ticket) : (ticket as unknown as IDataObject)),
		labels: simplify,
		includeDetails: booleanValue(options.includeDetails, 'Include Details', false),
		messagesFrom: (options.messagesFrom ?? 'all') as EventSettings['messagesFrom'],
		ignoreAgentIds: idList(options.ignoreAgentIds),
		changedTo: [options.changedTo ?? []].flat().map(Number),
		maxTickets: Math.max(1, integerValue(maxTicketsPerPoll, 'Max Tickets per Poll')),
	};
}

/**
 * Reads and checks the parameters of the trigger.
 *
 * @throws NodeOperationError naming what Desk360 cannot take
 */
export function settingsOf(context: IPollFunctions): TriggerSettings {
	try {
		return read(context);
	} catch (thrown) {
		if (!(thrown instanceof InvalidValue)) {
			throw new NodeOperationError(context.getNode(), thrown as Error);
		}
		const { message, description } = thrown;
		throw new NodeOperationError(context.getNode(), message, { description });
	}
}
