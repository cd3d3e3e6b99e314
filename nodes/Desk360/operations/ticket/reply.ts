import { createCaller } from '../../api/client';
import { replyToTicket } from '../../api/tickets';
import { attachedFiles, multipart } from '../../api/files/upload';
import { withTicket } from '../../fields/belonging';
import { textValue } from '../../fields/values';
import { productIdOf, senderOptionsOf, ticketIdOf } from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';
import { writeOnce } from '../writeOnce';

export const reply: Operation = {
	itemsInParallel: false,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const ticketId = ticketIdOf(context, itemIndex);
		const message = textValue(context.getNodeParameter('message', itemIndex, ''), 'Message');
		const attachments: unknown = context.getNodeParameter('attachments', itemIndex, '');
		const { files, identity } = await attachedFiles(context, itemIndex, attachments);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const body = files.length > 0 ? multipart({ message }, files) : { message };
		const content = { productId, ticketId, message, identity };
		const answer = await writeOnce(context, itemIndex, content, async () => {
			return await replyToTicket(call, productId, ticketId, body);
		});
		return asItems([withTicket(answer, productId, ticketId)]);
	},
};
