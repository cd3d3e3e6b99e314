import type { IDataObject } from 'n8n-workflow';

/** IDs are integers in the service's samples; one that a number cannot hold stays text. */
function asNumber(id: string): number | string {
	return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

/** With further fields right after the ID. */
function named(row: object, fields: IDataObject): IDataObject {
	const { id, ...rest } = row as IDataObject;
	return id === undefined ? { ...fields, ...rest } : { id, ...fields, ...rest };
}

/** Desk360 does not tell the product, which the next node needs. */
export function withProduct(ticket: object, productId: string): IDataObject {
	return named(ticket, { product_id: asNumber(productId) });
}

export function withTicket(entry: object, productId: string, ticketId: string): IDataObject {
	return named(entry, { ticket_id: asNumber(ticketId), product_id: asNumber(productId) });
}
