import type { INodeProperties } from 'n8n-workflow';

const DIGITS_ONLY = {
	type: 'regex' as const,
	properties: { regex: '^\\s*[0-9]+\\s*$', errorMessage: 'An ID has digits only' },
};

/** `productId`: which product's tickets. */
export const productLocator: INodeProperties = {
	displayName: 'Product',
	name: 'productId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Desk360 keeps the tickets of each product apart',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a product...',
			typeOptions: { searchListMethod: 'searchProducts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 11',
			validation: [DIGITS_ONLY],
		},
	],
};

/** `ticketId`: which ticket of the product. */
export const ticketLocator: INodeProperties = {
	displayName: 'Ticket',
	name: 'ticketId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Search by ID, by the email of the customer, or by subject or name',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a ticket...',
			typeOptions: {
				searchListMethod: 'searchTickets',
				searchable: true,
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1234',
			validation: [DIGITS_ONLY],
		},
	],
};
