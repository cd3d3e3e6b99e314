import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { modelNotFound } from '../service/answers';
import { baseUrlOf, viewsFor, type Desk } from '../service/desk';
import { linkHeader } from '../service/links';
import { pageOf, pagesFor, rowsOfPage, type Query } from '../service/listing';
import type { TicketView } from '../world/records';

export interface ProductPath {
	Params: { productId: string };
}

export interface TicketPath {
	Params: { productId: string; ticketId: string };
}

/** The reading routes. */
export function addTicketRoutes(app: FastifyInstance, desk: Desk): void {
	app.get<ProductPath>('/products/:productId/tickets', async (request, reply) => {
		const productId = findProduct(desk, request.params.productId);
		const query: Query = request.entry.query;
		const page = pageOf(query);
		const tickets = desk.listing.find(productId, query);
		const { rows, nextPage } = pageUnderFault(request, tickets, page);
		link(desk, request, reply, productId, nextPage);
		const views = viewsFor(desk, request);
		return rows.map((ticket) => views.row(ticket));
	});

	app.get<TicketPath>('/products/:productId/tickets/:ticketId', async (request) =>
		viewsFor(desk, request).details(findTicket(desk, request.params)),
	);

	app.get<TicketPath>('/products/:productId/tickets/:ticketId/logs', async (request) => {
		const views = viewsFor(desk, request);
		return findTicket(desk, request.params).logs.map((log) => views.log(log));
	});
}

export function findProduct(desk: Desk, id: string): number {
	const product = desk.world.products.find((one) => `${one.id}` === id);
	if (!product) throw modelNotFound('product');
	return product.id;
}

export function findTicket(desk: Desk, path: TicketPath['Params']): TicketView {
	const productId = findProduct(desk, path.productId);
	const ticket = desk.world.find(path.ticketId);
	if (ticket?.productId !== productId) throw modelNotFound('ticket');
	return ticket;
}

function pageUnderFault({ fault }: FastifyRequest, tickets: TicketView[], page: number) {
	const pages = pagesFor(tickets);
	const nextPage = page < pages ? page + 1 : null;
	if (fault?.kind === 'repeatPage') {
		return { rows: rowsOfPage(tickets, Math.max(1, page - 1)), nextPage: page + 1 };
	}
	if (fault?.kind === 'endlessPages') {
		const shown = fault.rows === 'again' ? ((page - 1) % Math.max(1, pages)) + 1 : page;
		return { rows: rowsOfPage(tickets, shown), nextPage: page + 1 };
	}
	return { rows: rowsOfPage(tickets, page), nextPage };
}

function link(
	{ settings }: Desk,
	request: FastifyRequest,
	reply: FastifyReply,
	productId: number,
	nextPage: number | null,
): void {
	const listUrl = `${settings.linkBase ?? baseUrlOf(request)}/products/${productId}/tickets`;
	const header = linkHeader(listUrl, nextPage, settings.linkStyle);
	if (header !== undefined) reply.header('link', header);
}
