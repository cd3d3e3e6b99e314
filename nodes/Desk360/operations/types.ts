import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

/** What an operation gives for one input item; the loop adds `pairedItem`. */
export type OperationResult = Array<Pick<INodeExecutionData, 'json' | 'binary'>>;

export interface Operation {
	/** The parameters, bare: the table stamps when they are shown. */
	description: INodeProperties[];
	/** Items that take one read each run at the same time; writes, and lists with their own pages, go one by one. */
	itemsInParallel: boolean;
	/**
	 * @throws InvalidValue before a call is spent
	 * @throws Desk360ApiError when Desk360 did not do it
	 */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<OperationResult>;
}

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

/** Typed answers as what n8n hands on. */
export function asItems(rows: object[]): OperationResult {
	return rows.map((json) => ({ json: json as IDataObject }));
}
