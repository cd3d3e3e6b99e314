import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import { gather } from '../../api/paging';
import { ticketPage } from '../../api/tickets';
import type { TicketQuery } from '../../api/tickets';
import { withProduct } from '../../fields/belonging';
import {
	callOptions,
	maxRateLimitWaitOption,
	parallelRequestsOption,
} from '../../fields/callOptions';
import { ticketFilters, ticketQuery } from '../../fields/filters';
import { productLocator } from '../../fields/locators';
import { limitField, returnAllField } from '../../fields/paging';
import { simplifyField, simplifyTicket } from '../../fields/simplify';
import { warnOfEarlyEnd } from '../earlyEnd';
import {
	booleanOf,
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
	itemsInParallel: false,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const query = queryOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const simplify = booleanOf(context, itemIndex, 'simplify', true);
		const parallel = parallelRequestsOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const tickets = await gather(
			async (page, signal) => await ticketPage(call, productId, query, page, signal),
			{ limit, parallel, changes: query.order === 'asc' ? 'toEnd' : 'toFront' },
		);
		warnOfEarlyEnd(context, `ticket list of product ${productId}`, tickets);
		const rows = simplify ? tickets.rows.map(simplifyTicket) : tickets.rows;
		return asItems(rows.map((row) => withProduct(row, productId)));
	},
};
