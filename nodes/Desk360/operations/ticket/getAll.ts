import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import type { TicketQuery } from '../../api/tickets';
import { withProduct } from '../../fields/belonging';
import { ticketQuery } from '../../fields/filters';
import {
	limitOf,
	optionsOf,
	parallelRequestsOf,
	senderOptionsOf,
	simplifierOf,
} from '../parameters';
import { productsOf } from '../products';
import { asItems } from '../types';
import type { Operation } from '../types';
import { listTickets } from './listTickets';

function queryOf(context: IExecuteFunctions, itemIndex: number): TicketQuery {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query = ticketQuery(filters, context.getTimezone());
	// Newest first is what the service does when nothing is said.
	return optionsOf(context, itemIndex).order === 'asc' ? { ...query, order: 'asc' } : query;
}

export const getAll: Operation = {
	itemsInParallel: false,
	async execute(context, itemIndex) {
		const query = queryOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const simplify = await simplifierOf(context, itemIndex);
		const parallel = parallelRequestsOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const products = await productsOf(context, itemIndex, call);
		const tickets = await listTickets(context, call, { products, query, limit, parallel });
		return asItems(
			tickets.map(({ ticket, productId }) => withProduct(simplify.ticket(ticket), productId)),
		);
	},
};
