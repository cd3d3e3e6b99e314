import type { IExecuteFunctions } from 'n8n-workflow';

import type { Caller } from '../../api/client';
import { Desk360ApiError } from '../../api/failures/Desk360ApiError';
import { CONSEQUENCES } from '../../api/failures/failure';
import { mergeLists } from '../../api/lists/merge';
import type { ReadPage } from '../../api/lists/walk';
import { gather } from '../../api/paging';
import { ticketPage } from '../../api/tickets';
import type { TicketQuery } from '../../api/tickets';
import type { TicketRow } from '../../api/types';
import { withLabels } from '../../fields/productLabel';
import { warnOfEarlyEnd } from '../earlyEnd';
import type { ChosenProduct } from '../products';

interface Wanted {
	products: ChosenProduct[];
	query: TicketQuery;
	/** Of all products together; all unless told. */
	limit?: number;
	/** Pages of all products together that are read at the same time. */
	parallel: number;
}

interface ListedTicket {
	ticket: TicketRow;
	productId: string;
}

/** What ends the calls of all products alike, or says so itself, is no concern of the one that met it. */
function isOfAll({ kind, isOfSignIn }: Desk360ApiError): boolean {
	const isOfAccount = isOfSignIn || CONSEQUENCES[kind].isRemembered === true;
	return isOfAccount || kind === 'rateLimited' || kind === 'cancelled';
}

/** Where the message names the product. */
function withLabel(thrown: unknown, { id, label }: ChosenProduct): unknown {
	if (thrown instanceof Desk360ApiError) {
		thrown.message = withLabels(thrown.message, (other) => (other === id ? label : other));
	}
	return thrown;
}

/** Names the product, of several, that it came from. */
function naming(thrown: unknown, product: ChosenProduct): unknown {
	if (!(thrown instanceof Desk360ApiError) || isOfAll(thrown)) return thrown;
	const isSaid = thrown.message.includes(`product ${product.id}`);
	if (!isSaid) thrown.message = `Product ${product.label}: ${thrown.message}`;
	return withLabel(thrown, product);
}

function pagesOf(call: Caller, { id }: ChosenProduct, query: TicketQuery): ReadPage<TicketRow> {
	return async (page, signal) => await ticketPage(call, id, query, page, signal);
}

async function ofOne(
	context: IExecuteFunctions,
	call: Caller,
	product: ChosenProduct,
	{ query, limit, parallel }: Wanted,
): Promise<ListedTicket[]> {
	const changes = query.order === 'asc' ? 'toEnd' : 'toFront';
	const pages = pagesOf(call, product, query);
	const tickets = await gather(pages, { limit, parallel, changes }).catch((thrown: unknown) => {
		throw withLabel(thrown, product);
	});
	warnOfEarlyEnd(context, `ticket list of product ${product.label}`, tickets);
	return tickets.rows.map((ticket) => ({ ticket, productId: product.id }));
}

async function ofSeveral(
	context: IExecuteFunctions,
	call: Caller,
	{ products, query, limit, parallel }: Wanted,
): Promise<ListedTicket[]> {
	const sources = products.map((product) => {
		const readPage = pagesOf(call, product, query);
		const read: ReadPage<TicketRow> = async (page, signal) =>
			await readPage(page, signal).catch((thrown: unknown) => {
				throw naming(thrown, product);
			});
		return { product, read };
	});
	const order = query.order === 'asc' ? 'asc' : 'desc';
	const { rows, endedEarly } = await mergeLists(sources, { order, limit, parallel });
	for (const { from, ...ended } of endedEarly) {
		warnOfEarlyEnd(context, `ticket list of product ${from.product.label}`, ended);
	}
	return rows.map(({ row, from }) => ({ ticket: row, productId: from.product.id }));
}

/**
 * In the order of their last change, each with its product.
 *
 * @throws Desk360ApiError when one of the products cannot be read
 */
export async function listTickets(
	context: IExecuteFunctions,
	call: Caller,
	wanted: Wanted,
): Promise<ListedTicket[]> {
	const [first, ...others] = wanted.products;
	if (!first) return [];
	return others.length === 0
		? await ofOne(context, call, first, wanted)
		: await ofSeveral(context, call, wanted);
}
