import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { credentialsOf } from '../api/auth/signedRequest';
import type { TicketQuery } from '../api/tickets';
import { choiceValue, statusValue } from '../fields/codes';
import { ticketQuery } from '../fields/filters';
import { UNTOUCHED, simplifier } from '../fields/simplify';
import {
	InvalidValue,
	booleanValue,
	idValue,
	integerValue,
	partsOf,
	productIdsValue,
} from '../fields/values';
import { DEFAULT_TICKETS_PER_POLL, EVENT_OPTIONS, MESSAGES_FROM_OPTIONS } from './description';
import type { EventName } from './description';
import type { EventSettings } from './events';

/** What the user set. */
export interface TriggerSettings extends EventSettings {
	/** IDs, each once. */
	products: 'all' | string[];
	query: TicketQuery;
	/** The most tickets that a poll hands over. */
	maxTickets: number;
}

function eventsOf(value: unknown): EventName[] {
	const events = partsOf(value).map((event) => choiceValue(EVENT_OPTIONS, event, 'Events'));
	if (events.length === 0) {
		throw new InvalidValue('No event is chosen', 'Choose under Events what starts the workflow');
	}
	return [...new Set(events)] as EventName[];
}

async function read(context: IPollFunctions): Promise<TriggerSettings> {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const simplify = booleanValue(context.getNodeParameter('simplify', true), 'Simplify', true);
	const { maxTicketsPerPoll = DEFAULT_TICKETS_PER_POLL, messagesFrom = 'all' } = options;
	return {
		products: productIdsValue(context.getNodeParameter('productId', '', { extractValue: true })),
		query: ticketQuery(filters, context.getTimezone()),
		events: eventsOf(context.getNodeParameter('events', ['ticketCreated'])),
		simplify: simplify ? simplifier(await credentialsOf(context)) : UNTOUCHED,
		includeDetails: booleanValue(options.includeDetails, 'Include Details', false),
		messagesFrom: choiceValue(
			MESSAGES_FROM_OPTIONS,
			messagesFrom,
			'Messages From',
		) as EventSettings['messagesFrom'],
		ignoreAgentIds: partsOf(options.ignoreAgentIds).map((id) => idValue(id, 'Ignore Agent IDs')),
		changedTo: partsOf(options.changedTo).map((status) => statusValue(status, 'Changed To')),
		maxTickets: Math.max(1, integerValue(maxTicketsPerPoll, 'Max Tickets per Poll')),
	};
}

/**
 * Reads and checks the parameters of the trigger, and the time zone of its credential.
 *
 * @throws NodeOperationError naming what Desk360 cannot take
 */
export async function settingsOf(context: IPollFunctions): Promise<TriggerSettings> {
	try {
		return await read(context);
	} catch (thrown) {
		if (!(thrown instanceof InvalidValue)) {
			throw new NodeOperationError(context.getNode(), thrown as Error);
		}
		const { message, description } = thrown;
		throw new NodeOperationError(context.getNode(), message, { description });
	}
}
