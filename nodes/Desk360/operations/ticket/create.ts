import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import { createTicket } from '../../api/tickets';
import type { NewTicket } from '../../api/tickets';
import { attachedFiles, multipart } from '../../api/files/upload';
import { attachmentsField } from '../../fields/attachments';
import { withProduct } from '../../fields/belonging';
import { callOptions, maxRateLimitWaitOption } from '../../fields/callOptions';
import { STATUS_OPTIONS, statusValue, withWordOnAgents } from '../../fields/codes';
import { productLocator } from '../../fields/locators';
import { agentLocator, reasonLocator } from '../../fields/seenLocators';
import { simplifyField } from '../../fields/simplify';
import { emailValue, idForBody, isEmpty, jsonValue, textValue } from '../../fields/values';
import { productIdOf, senderOptionsOf, simplifierOf } from '../parameters';
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
		name: textValue(parameter('name'), 'Customer Name'),
		email: emailValue(parameter('email'), 'Customer Email'),
		reason_id: idForBody(parameter('reasonId'), 'Reason'),
		description: textValue(parameter('message'), 'Message'),
		status: statusValue(parameter('status'), 'Status'),
		...(!isEmpty(assignToAgentId) && {
			assign_to_agent_id: idForBody(assignToAgentId, 'Assign to Agent'),
		}),
		...(!isEmpty(settings) && { settings: jsonValue(settings, 'Settings') }),
	};
}

export const create: Operation = {
	description: [
		productLocator,
		{
			displayName: 'Customer Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. John Doe',
			description: 'The name of the person whom the ticket is for',
		},
		{
			displayName: 'Customer Email',
			name: 'email',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@email.com',
			description: 'The email address of the person whom the ticket is for',
		},
		reasonLocator({
			displayName: 'Reason',
			name: 'reasonId',
			required: true,
			description: 'Why the customer writes',
		}),
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			hint: 'The first message of the ticket. Desk360 takes no subject here.',
			description: 'What the customer asks or reports',
		},
		withWordOnAgents({
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: STATUS_OPTIONS,
			default: '',
			required: true,
			description: 'The status of the new ticket. An expression may give another number.',
		}),
		simplifyField,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				agentLocator({
					displayName: 'Assign to Agent',
					name: 'assignToAgentId',
					description: 'The agent who is to take care of the ticket',
				}),
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
		const simplify = await simplifierOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const body = files.length > 0 ? multipart({ ...ticket }, files) : ticket;
		const content = { productId, ticket, identity };
		const answer = await writeOnce(context, itemIndex, content, async () => {
			return await createTicket(call, productId, body, ticket.email);
		});
		const opened = 'accepted' in answer ? answer : simplify.ticket(answer);
		return asItems([withProduct(opened, productId)]);
	},
};
