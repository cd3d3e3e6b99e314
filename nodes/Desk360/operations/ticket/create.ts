import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createCaller } from '../../api/client';
import { createTicket } from '../../api/tickets';
import type { NewTicket } from '../../api/tickets';
import { attachedFiles, multipart } from '../../api/files/upload';
import { withProduct } from '../../fields/belonging';
import { statusValue } from '../../fields/codes';
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
