import type {
	INodeProperties,
	INodePropertyModeValidation,
	INodePropertyTypeOptions,
} from 'n8n-workflow';

import { TYPED_ID, TYPED_IDS } from './values/idPattern';

/**
 * n8n shows its message where it lists what keeps a workflow from running.
 *
 * @param required an empty field is no ID either
 */
export function typedId(
	field: string,
	example: string,
	required = false,
): INodePropertyModeValidation {
	return {
		type: 'regex',
		properties: {
			regex: required ? TYPED_ID : `(?:${TYPED_ID})?`,
			errorMessage: `${field}: enter the digits of its ID, such as ${example}`,
		},
	};
}

/**
 * n8n empties what was chosen when another product is picked. It goes by the name of the product: by the value, n8n
 * would also empty an expression as soon as the one for the product gets another result.
 */
export const OF_THE_PRODUCT: INodePropertyTypeOptions = {
	loadOptionsDependsOn: ['productId.cachedResultName'],
};

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
			validation: [typedId('Product', '11', true)],
		},
	],
};

/** Several may be named, or all. */
export const productsLocator: INodeProperties = {
	...productLocator,
	description: 'One product, several by ID, or all products of the account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a product or all...',
			typeOptions: { searchListMethod: 'searchProductsOrAll', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 11, 12 or all',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: TYPED_IDS,
						errorMessage: 'Product: enter the digits of its ID, several such as 11, 12, or all',
					},
				},
			],
		},
	],
};

export const ticketLocator: INodeProperties = {
	displayName: 'Ticket',
	name: 'ticketId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	typeOptions: OF_THE_PRODUCT,
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
			validation: [typedId('Ticket', '1234', true)],
		},
	],
};
