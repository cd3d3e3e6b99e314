import { NodeOperationError } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { createCaller } from '../api/client';
import type { Caller } from '../api/client';
import { ticketPage } from '../api/tickets';
import type { TicketQuery } from '../api/tickets';
import type { TicketRow } from '../api/types';
import { WHILE_A_PERSON_WAITS } from './patience';
import { remembered } from './remembered';

/** Which page of which search comes next; goes through the editor as text. */
interface Position {
	search: number;
	page: number;
}

/** The searches that a typed text asks for, one after the other. */
function searchesFor(typed: string): TicketQuery[] {
	if (typed === '') return [{}];
	if (/^\d+$/.test(typed)) return [{ id: typed }];
	if (typed.includes('@')) return [{ email: typed }];
	return [{ subject: typed }, { name: typed }];
}

function positionOf(paginationToken: unknown): Position {
	const [search = 0, page = 1] = String(paginationToken ?? '')
		.split(':')
		.filter((part) => /^\d+$/.test(part))
		.map(Number);
	return { search, page };
}

/** The row as one line: `#12 · Invoice · John Doe <john@example.com>`. */
function asListItem({ id, subject, name, email, last_message }: TicketRow): INodeListSearchItems {
	const topic = subject ?? last_message ?? '';
	const shortTopic = topic.length > 60 ? `${topic.slice(0, 60)}…` : topic;
	const customer = [name, email && `<${email}>`].filter(Boolean).join(' ');
	return { name: [`#${id}`, shortTopic, customer].filter(Boolean).join(' · '), value: String(id) };
}

function selectedProduct(context: ILoadOptionsFunctions): string {
	const value = context.getCurrentNodeParameter('productId', { extractValue: true });
	const productId = String(value ?? '').trim();
	if (/^\d+$/.test(productId)) return productId;
	throw new NodeOperationError(context.getNode(), 'No product is selected', {
		description: 'Select the product first: tickets are searched within one product',
	});
}

/** The next page that holds tickets, from a position on. */
async function nextTickets(
	call: Caller,
	productId: string,
	typed: string,
	{ search, page }: Position,
): Promise<INodeListSearchResult> {
	const searches = searchesFor(typed);
	for (;;) {
		const { rows, nextPage } = await ticketPage(call, productId, searches[search] ?? {}, page);
		const isLast = rows.length === 0 || nextPage === undefined || nextPage <= page;
		[search, page] = isLast ? [search + 1, 1] : [search, nextPage];
		const isOver = search >= searches.length;
		if (rows.length > 0 || isOver) {
			return {
				results: rows.map(asListItem),
				paginationToken: isOver ? undefined : `${search}:${page}`,
			};
		}
	}
}

/**
 * Tickets of the selected product, a page at a time. Digits search the ticket's ID, a text with @ the email,
 * anything else the subject and, where that is used up, the name.
 */
export async function searchTickets(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const productId = selectedProduct(this);
	const typed = filter.trim();
	const position = positionOf(paginationToken);
	return await remembered(this, ['tickets', productId, typed, position], async () => {
		return await nextTickets(createCaller(this, WHILE_A_PERSON_WAITS), productId, typed, position);
	});
}
