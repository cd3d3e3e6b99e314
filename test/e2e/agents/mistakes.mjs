const LIST = 'List_tickets';
const GET = 'Get_ticket';
const productId = '1';
/** In the demo data. */
const EMAIL = 'lena.fischer@example.net';

/**
 * @typedef {object} Mistake
 * @property {string} what
 * @property {(ticketId: string) => import('./model.mjs').Turn[]} turns what the model calls: wrong first, unless the
 *   tool knows what is meant, then right
 * @property {RegExp[]} told what each call is answered
 * @property {number} calls of Desk360 by the tools
 */

/**
 * What models usually get wrong.
 *
 * @type {Mistake[]}
 */
export const MISTAKES = [
	{
		what: "a product's name in place of its ID",
		turns: (ticketId) => [
			[{ tool: GET, args: { productId: 'Mobile App', ticketId } }],
			[{ tool: GET, args: { productId, ticketId } }],
		],
		told: [
			/^\[\{"error":"Product \\"Mobile App\\" is not an ID\. An ID has digits only, .*Product > Get Many shows, or choose it from the list"\}\]$/,
			/^\[\{"id":\d+,"product_id":1,/,
		],
		calls: 1,
	},
	{
		what: '"#44" in place of 44',
		turns: (ticketId) => [[{ tool: GET, args: { productId, ticketId: `#${ticketId}` } }]],
		told: [/^\[\{"id":\d+,"product_id":1,/],
		calls: 1,
	},
	{
		what: 'numbers in place of texts',
		turns: (ticketId) => [[{ tool: GET, args: { productId: 1, ticketId: Number(ticketId) } }]],
		told: [/^\[\{"id":\d+,"product_id":1,/],
		calls: 1,
	},
	{
		what: 'a ticket that there is not',
		turns: (ticketId) => [
			[{ tool: GET, args: { productId, ticketId: '987654' } }],
			[{ tool: GET, args: { productId, ticketId } }],
		],
		told: [
			/^\[\{"error":"Desk360 found no ticket 987654 in product 1\. Check the IDs\. /,
			/^\[\{"id":\d+,"product_id":1,/,
		],
		calls: 2,
	},
	{
		what: 'no arguments',
		turns: (ticketId) => [
			[{ tool: GET, args: {} }],
			[{ tool: GET, args: { productId } }],
			[{ tool: GET, args: { productId, ticketId } }],
		],
		told: [
			/^\[\{"error":"Product [^"]*Product > Get Many/,
			/^\[\{"error":"Ticket [^"]*Ticket > Get Many/,
			/^\[\{"id":\d+,"product_id":1,/,
		],
		calls: 1,
	},
	{
		what: 'a status by its label or number, and one that there is not',
		turns: () => [
			[{ tool: LIST, args: { productId, email: EMAIL, status: 'open' } }],
			[{ tool: LIST, args: { productId, email: EMAIL, status: 'unresolved' } }],
			[{ tool: LIST, args: { productId, email: EMAIL, status: 0 } }],
		],
		told: [
			/^\[\{"error":"Status \\"open\\" is not .*Unresolved.*Resolved.*Waiting.*Reopened/,
			/^\[\{.*"status":"Unresolved"/,
			/^\[\{.*"status":"Unresolved"/,
		],
		calls: 2,
	},
	{
		what: 'a filter that nothing meets',
		turns: () => [[{ tool: LIST, args: { productId, email: 'nobody@example.com' } }]],
		told: [/^\[\{"result":"Nothing was found"\}\]$/],
		calls: 1,
	},
	{
		what: 'two tools at once, one of them with a wrong argument',
		turns: (ticketId) => [
			[
				{ tool: GET, args: { productId: 'Web Shop', ticketId } },
				{ tool: LIST, args: { productId, email: EMAIL } },
			],
			[{ tool: GET, args: { productId, ticketId } }],
		],
		told: [
			/^\[\{"error":"Product \\"Web Shop\\" is not an ID/,
			/^\[\{"id":\d+,.*"email":"lena\.fischer@example\.net"/,
			/^\[\{"id":\d+,"product_id":1,/,
		],
		calls: 2,
	},
];
