import type { INodeProperties } from 'n8n-workflow';

export const attachmentsField: INodeProperties = {
	displayName: 'Attachments',
	name: 'attachments',
	type: 'string',
	default: '',
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field containing the file to attach',
	description: 'Several fields are separated by commas',
};
