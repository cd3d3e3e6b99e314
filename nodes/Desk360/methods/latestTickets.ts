import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { createCaller } from '../api/client';
import type { Caller } from '../api/client';
import { filledText } from '../api/common/values';
import { listProducts } from '../api/products';
import { hasId, isId } from '../api/shapes';
import { ticketPage } from '../api/tickets';
import type { TicketRow } from '../api/types';
import { WHILE_A_PERSON_WAITS } from './patience';
import { remembered } from './remembered';
import { selectedProducts } from './selectedProduct';
import { topicOf } from './topic';

/** What tickets name and Desk360 has no list of. */
export type Seen = 'agent' | 'platform' | 'reason' | 'type';

/** What is kept of a ticket. */
export type LatestTicket = Partial<Record<Seen, string>> & {
	/** Of its product: the name, or `product 11`. */
	product: string;
	/** In one short line; empty when there is none. */
	topic: string;
};

export interface LatestTickets {
	/** Newest change first within each product. */
	tickets: LatestTicket[];
	/** The products that were read, by name. */
	products: string[];
}

interface Product {
	id: string;
	name: string;
}

/** A minute may have ten calls, and many other things want them. */
const MOST_CALLS = 3;

function idOf(value: unknown): string | undefined {
	return isId(value) ? String(value) : undefined;
}

function seenIn(row: TicketRow, product: string): LatestTicket {
	return {
		product,
		topic: topicOf(row),
		agent: idOf(row.agent_id),
		platform: filledText(row.platform),
		reason: idOf(row.reason_id),
		type: idOf(row.type_id),
	};
}

async function firstProducts(call: Caller, most: number): Promise<Product[]> {
	const { rows } = await listProducts(call, most);
	return rows.filter(hasId).map(({ id, name }) => ({
		id: String(id),
		name: filledText(name) ?? `product ${id}`,
	}));
}

/** What a later page lacks is no reason to show nothing. */
async function newestRows(call: Caller, { id }: Product, mostPages: number): Promise<TicketRow[]> {
	const rows = new Map<string, TicketRow>();
	for (let page = 1; page <= mostPages; page++) {
		const read = await ticketPage(call, id, {}, page).catch((thrown: unknown) => {
			if (rows.size === 0) throw thrown;
		});
		for (const row of read?.rows.filter(hasId) ?? []) rows.set(String(row.id), row);
		if (read?.nextPage === undefined) break;
	}
	return [...rows.values()];
}

async function readLatest(call: Caller, chosen: 'all' | string[]): Promise<LatestTickets> {
	const most = chosen === 'all' ? MOST_CALLS - 1 : MOST_CALLS;
	const products =
		chosen === 'all'
			? await firstProducts(call, most)
			: chosen.slice(0, most).map((id) => ({ id, name: `product ${id}` }));
	const pagesEach = Math.floor(most / Math.max(1, products.length));
	const tickets = await Promise.all(
		products.map(async (product) =>
			(await newestRows(call, product, pagesEach)).map((row) => seenIn(row, product.name)),
		),
	);
	return { tickets: tickets.flat(), products: products.map(({ name }) => name) };
}

/**
 * One to three pages of the selected product; of several products the first ones, a page each. It takes three calls at
 * most and none within a minute, whichever list asks.
 *
 * @throws Desk360ApiError
 * @throws NodeOperationError when no product is selected
 */
export async function latestTickets(context: ILoadOptionsFunctions): Promise<LatestTickets> {
	const chosen = selectedProducts(context);
	return await remembered(
		context,
		['latest', chosen],
		async () => await readLatest(createCaller(context, WHILE_A_PERSON_WAITS), chosen),
	);
}
