import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import { createTicket } from '../../api/tickets';
import type { NewTicket } from '../../api/tickets';
import { attachedFiles, multipart } from '../../api/files/upload';
import { attachmentsField } from '../../fields/attachments';
import { withProduct } from '../../fields/belonging';
import { callOptions, maxRateLimitWaitOption } from '../../fields/callOptions';
import { STATUS_OPTIONS, statusValue } from '../../fields/codes';
import { productLocator } from '../../fields/locators';
import { emailValue, idForBody, isEmpty, jsonValue, textValue } from '../../fields/values';
import { productIdOf, senderOptionsOf } from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';
import { writeOnce } from '../writeOnce';

function newTicketOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ assignToAgentId, settings }: IDataObject,
): NewTicket {
	const parameter = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	return {
		name: textValue(parameter('name'), 'Name'),
		email: emailValue(parameter('email'), 'Email'),
		reason_id: idForBody(parameter('reasonId'), 'Reason ID'),
		description: textValue(parameter('message'), 'Message'),
		status: statusValue(parameter('status'), 'Status'),
		...(!isEmpty(assignToAgentId) && {
			assign_to_agent_id: idForBody(assignToAgentId, 'Assign to Agent ID'),
		}),
		...(!isEmpty(settings) && { settings: jsonValue(settings, 'Settings') }),
	};
}

export const create: Operation = {
	description: [
		productLocator,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. John Doe',
			description: 'The name of the customer',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@email.com',
			description: 'The email address of the customer',
		},
		{
			displayName: 'Reason ID',
			name: 'reasonId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 5',
			description:
				'Why the customer writes. The IDs are in Desk360 and in the field reason_id of existing tickets.',
		},
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			description: 'What the ticket is about: its first message',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: STATUS_OPTIONS,
			default: '',
			required: true,
			description: 'The status of the new ticket. An expression may give another number.',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Assign to Agent ID',
					name: 'assignToAgentId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 74',
					description: 'The agent who is to take care of the ticket',
				},
				attachmentsField,
				{
					displayName: 'Settings',
					name: 'settings',
					type: 'json',
					default: '{}',
					description: 'An object that Desk360 keeps with the ticket',
				},
			],
		},
		callOptions([maxRateLimitWaitOption]),
	],
	itemsInParallel: false,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const additional = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const ticket = newTicketOf(context, itemIndex, additional);
		const { files, identity } = await attachedFiles(context, itemIndex, additional.attachments);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const body = files.length > 0 ? multipart({ ...ticket }, files) : ticket;
		const content = { productId, ticket, identity };
		const answer = await writeOnce(context, itemIndex, content, async () => {
			return await createTicket(call, productId, body, ticket.email);
		});
		return asItems([withProduct(answer, productId)]);
	},
};
