const TICKET = { productId: '1', ticketId: '7' };
export const REPLY = { ...TICKET, message: 'It is on its way.' };

/** Arguments that work, by tool. */
export const RIGHT = {
	List_tickets: { productId: '1', limit: 20 },
	Get_ticket: TICKET,
	Get_logs: TICKET,
	Reply: REPLY,
	Reply_with_retries: REPLY,
	Open_ticket: {
		productId: '1',
		name: 'Ada Example',
		email: 'ada@example.com',
		reasonId: '5',
		message: 'The parcel did not come.',
		status: 2,
	},
};

/**
 * @typedef {object} Wrong
 * @property {string} what is wrong
 * @property {Record<string, unknown>} args that take the place of the right ones
 * @property {Array<keyof typeof RIGHT>} of which tools
 * @property {RegExp} says what happened
 * @property {RegExp} next tells what to do
 * @property {number} calls of Desk360 that it takes to find out
 */

/**
 * What agents get wrong, and what they are told.
 *
 * @type {Wrong[]}
 */
export const WRONG = [
	{
		what: 'a ticket that does not exist',
		args: { ticketId: '987654' },
		of: ['Get_ticket', 'Get_logs', 'Reply'],
		says: /Desk360 found no ticket 987654 in product 1/,
		next: /Check the IDs\. A ticket is found only under its own product/,
		calls: 1,
	},
	{
		what: 'a product that does not exist',
		args: { productId: '99' },
		of: ['List_tickets', 'Open_ticket'],
		says: /Desk360 found no product 99/,
		next: /Check the IDs/,
		calls: 1,
	},
	{
		what: 'the name of a product in place of its ID',
		args: { productId: 'Mobile App' },
		of: ['List_tickets', 'Get_ticket', 'Reply', 'Open_ticket'],
		says: /Product "Mobile App" is not an ID/,
		next: /An ID has digits only, such as 1234\. .*Product > Get Many/,
		calls: 0,
	},
	{
		what: 'an empty message',
		args: { message: ' ' },
		of: ['Reply', 'Reply_with_retries'],
		says: /Message is empty/,
		next: /Give a text for Message/,
		calls: 0,
	},
	{
		what: 'an email address that is none',
		args: { email: 'Ada, at example' },
		of: ['Open_ticket'],
		says: /Customer Email "Ada, at example" cannot be an email address/,
		next: /Give one address such as name@email\.com/,
		calls: 0,
	},
	{
		what: 'a status that there is not',
		args: { status: 'open' },
		of: ['List_tickets'],
		says: /Status "open" is not/,
		next: /Unresolved.*Resolved.*Waiting.*Reopened/,
		calls: 0,
	},
	{
		what: 'no ticket at all',
		args: { ticketId: undefined },
		of: ['Get_ticket', 'Reply'],
		says: /did not match expected schema/,
		next: /Required\s+→ at ticketId/,
		calls: 0,
	},
];
