import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import { gather } from '../../api/paging';
import { ticketPage } from '../../api/tickets';
import type { TicketQuery } from '../../api/tickets';
import {
	callOptions,
	maxRateLimitWaitOption,
	parallelRequestsOption,
} from '../../fields/callOptions';
import { ticketFilters, ticketQuery } from '../../fields/filters';
import { productLocator } from '../../fields/locators';
import { limitField, returnAllField } from '../../fields/paging';
import { simplifyField, simplifyTicket } from '../../fields/simplify';
import {
	limitOf,
	optionsOf,
	parallelRequestsOf,
	productIdOf,
	senderOptionsOf,
} from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';

function queryOf(context: IExecuteFunctions, itemIndex: number): TicketQuery {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query = ticketQuery(filters, context.getTimezone());
	// Newest first is what the service does when nothing is said.
	return optionsOf(context, itemIndex).order === 'asc' ? { ...query, order: 'asc' } : query;
}

export const getAll: Operation = {
	description: [
		productLocator,
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
	isRead: true,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const query = queryOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const parallel = parallelRequestsOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const { rows, endedEarly } = await gather(
			async (page) => await ticketPage(call, productId, query, page),
			{ limit, parallel },
		);
		if (endedEarly) {
			const message = `The ticket list of product ${productId} was ended after ${rows.length} tickets: ${endedEarly}`;
			context.logger.warn(message);
			context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		}
		const simplify = context.getNodeParameter('simplify', itemIndex, true) as boolean;
		return asItems(simplify ? rows.map(simplifyTicket) : rows);
	},
};
