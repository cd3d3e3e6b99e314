import type { IDataObject } from 'n8n-workflow';

/** IDs are integers in the service's samples; one that a number cannot hold stays text. */
function asNumber(id: string): number | string {
	return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

/** An object with further fields right after its ID. */
function named(row: object, fields: IDataObject): IDataObject {
	const { id, ...rest } = row as IDataObject;
	return id === undefined ? { ...fields, ...rest } : { id, ...fields, ...rest };
}

/** A ticket with its product, which the service does not tell and the next node needs. */
export function withProduct(ticket: object, productId: string): IDataObject {
	return named(ticket, { product_id: asNumber(productId) });
}

/** What belongs to a ticket, with the ticket and its product. */
export function withTicket(entry: object, productId: string, ticketId: string): IDataObject {
	return named(entry, { ticket_id: asNumber(ticketId), product_id: asNumber(productId) });
}
