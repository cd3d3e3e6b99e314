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
import { cleanWord, emailPartValue, idInText, trimmed } from '../fields/values';
import { WHILE_A_PERSON_WAITS } from './patience';
import { remembered } from './remembered';
import { selectedProduct } from './selectedProduct';
import { topicOf } from './topic';

/** Which page of which search comes next; goes through the editor as text. */
interface Position {
	search: number;
	page: number;
}

/** What is no line such as `Jane Roe <jane@example.com>` is searched for as it is. */
function emailIn(typed: string): string {
	try {
		return emailPartValue(typed, 'Email');
	} catch {
		return typed;
	}
}

/** To be made one after the other. */
function searchesFor(typed: string): TicketQuery[] {
	if (typed === '') return [{}];
	const id = idInText(typed, 'ticket');
	if (id !== undefined) {
		// A whole line of the list or an address of the panel cannot stand in a subject; a number can.
		const isPasted = /[·/]/.test(typed);
		return isPasted ? [{ id }] : [{ id }, { subject: cleanWord(typed) }];
	}
	if (typed.includes('@')) return [{ email: emailIn(typed) }];
	return [{ subject: typed }, { name: typed }];
}

function positionOf(paginationToken: unknown): Position {
	const [search = 0, page = 1] = String(paginationToken ?? '')
		.split(':')
		.filter((part) => /^\d+$/.test(part))
		.map(Number);
	return { search, page };
}

/** `#12 · Invoice · John Doe <john@example.com>`. */
function asListItem(row: TicketRow): INodeListSearchItems {
	const customer = [row.name, row.email && `<${row.email}>`].filter(Boolean).join(' ');
	const parts = [`#${row.id}`, topicOf(row), customer];
	return { name: parts.filter(Boolean).join(' · '), value: String(row.id) };
}

/** From a position on, the next page that holds any. */
async function nextTickets(
	call: Caller,
	productId: string,
	typed: string,
	{ search, page }: Position,
): Promise<INodeListSearchResult> {
	const searches = searchesFor(typed);
	// The ticket that the search by ID showed does not come again with those of the subject.
	const isShown = ({ id }: TicketRow) => search > 0 && String(id) === searches[0]?.id;
	for (let query = searches[search]; query !== undefined; query = searches[search]) {
		const { rows, nextPage } = await ticketPage(call, productId, query, page);
		const fresh = rows.filter((row) => !isShown(row));
		const isLast = rows.length === 0 || nextPage === undefined || nextPage <= page;
		[search, page] = isLast ? [search + 1, 1] : [search, nextPage];
		if (fresh.length > 0) {
			return {
				results: fresh.map(asListItem),
				paginationToken: search < searches.length ? `${search}:${page}` : undefined,
			};
		}
	}
	return { results: [] };
}

/**
 * A page at a time. A number searches the ticket's ID and, where that is used up, the subject; a pasted line of the
 * list or an address of the panel the ID; a text with @ the email; anything else the subject and, where that is used
 * up, the name.
 */
export async function searchTickets(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const productId = selectedProduct(this);
	const typed = trimmed(filter);
	const position = positionOf(paginationToken);
	return await remembered(this, ['tickets', productId, typed, position], async () => {
		return await nextTickets(createCaller(this, WHILE_A_PERSON_WAITS), productId, typed, position);
	});
}
