import type { FastifyInstance, FastifyRequest } from 'fastify';

import { modelNotFound } from '../service/answers';
import { baseUrlOf, viewsFor, type Desk } from '../service/desk';
import { linkHeader, type PagePlace } from '../service/links';
import { pagesFor, readQuery, rowsOfPage } from '../service/listing';
import { formsOf } from '../settings';
import type { TicketView } from '../world/records';

export interface ProductPath {
	Params: { productId: string };
}

export interface TicketPath {
	Params: { productId: string; ticketId: string };
}

/** The reading routes. */
export function addTicketRoutes(app: FastifyInstance, desk: Desk): void {
	const rows = { config: { answer: 'tickets' } } as const;
	app.get<ProductPath>('/products/:productId/tickets', rows, async (request, reply) => {
		const productId = findProduct(desk, request.params.productId);
		const query = readQuery(request.entry.query);
		const page = pageUnderFault(request, desk.listing.find(productId, query), query.page);
		const link = linkOf(desk, request, productId, page);
		if (link !== undefined) reply.header('link', link);
		const views = viewsFor(desk, request);
		return page.rows.map((ticket) => views.row(ticket));
	});

	const details = { config: { answer: 'ticket' } } as const;
	app.get<TicketPath>('/products/:productId/tickets/:ticketId', details, async (request) =>
		viewsFor(desk, request).details(findTicket(desk, request.params)),
	);

	const logs = { config: { answer: 'logs' } } as const;
	app.get<TicketPath>('/products/:productId/tickets/:ticketId/logs', logs, async (request) => {
		const views = viewsFor(desk, request);
		return findTicket(desk, request.params).logs.map((log) => views.log(log));
	});
}

export function findProduct(desk: Desk, id: string): number {
	const product = desk.world.products.find((one) => `${one.id}` === id);
	if (!product) throw modelNotFound('product', id);
	return product.id;
}

export function findTicket(desk: Desk, path: TicketPath['Params']): TicketView {
	const productId = findProduct(desk, path.productId);
	const ticket = desk.world.find(path.ticketId);
	if (ticket?.productId !== productId) throw modelNotFound('ticket', path.ticketId);
	return ticket;
}

interface ListPage extends PagePlace {
	rows: TicketView[];
}

function pageUnderFault({ fault }: FastifyRequest, tickets: TicketView[], page: number): ListPage {
	const pages = pagesFor(tickets);
	if (fault?.kind === 'repeatPage') {
		const rows = rowsOfPage(tickets, Math.max(1, page - 1));
		return { page, pages, rows, nextPage: page + 1 };
	}
	if (fault?.kind === 'endlessPages') {
		const shown = fault.rows === 'again' ? ((page - 1) % Math.max(1, pages)) + 1 : page;
		return { page, pages, rows: rowsOfPage(tickets, shown), nextPage: page + 1 };
	}
	const nextPage = page < pages ? page + 1 : null;
	return { page, pages, rows: rowsOfPage(tickets, page), nextPage };
}

function linkOf(
	{ settings }: Desk,
	request: FastifyRequest,
	productId: number,
	place: PagePlace,
): string | undefined {
	const listUrl = `${settings.linkBase ?? baseUrlOf(request)}/products/${productId}/tickets`;
	return linkHeader(listUrl, place, formsOf(settings).linkStyle);
}
