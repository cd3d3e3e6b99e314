import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';

import { credentialsOf } from '../api/auth/signedRequest';
import type { TicketQuery } from '../api/tickets';
import { statusValue } from '../fields/codes';
import { ticketQuery } from '../fields/filters';
import { UNTOUCHED, simplifier } from '../fields/simplify';
import {
	InvalidValue,
	booleanValue,
	idValue,
	integerValue,
	isEmpty,
	productIdsValue,
	shown,
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

/** The parts of a list, which may come as text with commas. */
function listOf(value: unknown): unknown[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(',');
	return parts.filter((part) => !isEmpty(part));
}

/** One of the values that the editor offers; what people see is taken as well. */
function choiceOf(options: INodePropertyOptions[], value: unknown, what: string): string {
	const wanted = String(value).trim().toLowerCase();
	const found = options.find(
		(option) =>
			String(option.value).toLowerCase() === wanted || option.name.toLowerCase() === wanted,
	);
	if (found) return String(found.value);
	const choice = options.map((option) => option.value).join(', ');
	throw new InvalidValue(`${what}: "${shown(value)}" is not known`, `Choose among ${choice}`);
}

function eventsOf(value: unknown): EventName[] {
	const events = listOf(value).map((event) => choiceOf(EVENT_OPTIONS, event, 'Events'));
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
		messagesFrom: choiceOf(
			MESSAGES_FROM_OPTIONS,
			messagesFrom,
			'Messages From',
		) as EventSettings['messagesFrom'],
		ignoreAgentIds: listOf(options.ignoreAgentIds).map((id) => idValue(id, 'Ignore Agent IDs')),
		changedTo: listOf(options.changedTo).map((status) => statusValue(status, 'Changed To')),
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
