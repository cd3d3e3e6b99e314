import type { INodeProperties } from 'n8n-workflow';

export const attachmentsField: INodeProperties = {
	displayName: 'Attachments',
	name: 'attachments',
	type: 'string',
	default: '',
	placeholder: 'e.g. data',
	hint: 'The names of the input binary fields containing the files to attach, separated by commas',
	description:
		'Several fields are separated by commas. An expression may also give files themselves, such as {{ $binary.data }}.',
};
