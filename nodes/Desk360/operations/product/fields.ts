import type { INodeProperties } from 'n8n-workflow';

import { limitField, returnAllField } from '../../fields/output';

/** Bare: when they are shown is added to all alike. */
export const productFields: Record<string, INodeProperties[]> = {
	getAll: [returnAllField, limitField],
};
