import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { apiAddress } from '../../api/address';
import { attachmentLinks } from '../../api/attachments';
import { createCaller } from '../../api/client';
import { createDownloader } from '../../api/download';
import { CREDENTIAL } from '../../api/sender';
import { ticketDetails } from '../../api/tickets';
import type { TicketDetails } from '../../api/types';
import {
	callOptions,
	maxRateLimitWaitOption,
	parallelRequestsOption,
} from '../../fields/callOptions';
import { productLocator, ticketLocator } from '../../fields/locators';
import { simplifyField, simplifyTicket } from '../../fields/simplify';
import { inParallel } from '../inParallel';
import {
	optionsOf,
	parallelRequestsOf,
	productIdOf,
	senderOptionsOf,
	ticketIdOf,
} from '../parameters';
import { asItems } from '../types';
import type { Operation } from '../types';

const DEFAULT_PREFIX = 'attachment_';

/** The attachments of all messages as binary fields `attachment_0`, `attachment_1`, …: numbered, so none collide. */
async function downloads(
	context: IExecuteFunctions,
	itemIndex: number,
	ticket: TicketDetails,
): Promise<IBinaryKeyData> {
	const { attachmentPrefix } = optionsOf(context, itemIndex);
	const prefix = String(attachmentPrefix ?? '').trim() || DEFAULT_PREFIX;
	const base = apiAddress(await context.getCredentials(CREDENTIAL, itemIndex));
	const download = createDownloader(context, senderOptionsOf(context, itemIndex));
	const files = await inParallel(
		attachmentLinks(ticket.messages ?? [], base),
		// Of several items several are under way already.
		context.getInputData().length > 1 ? 1 : parallelRequestsOf(context, itemIndex),
		download,
	);
	return Object.fromEntries(files.map((file, index) => [`${prefix}${index}`, file]));
}

export const get: Operation = {
	description: [
		productLocator,
		ticketLocator,
		simplifyField,
		callOptions([
			{
				displayName: 'Attachment Prefix',
				name: 'attachmentPrefix',
				type: 'string',
				default: DEFAULT_PREFIX,
				displayOptions: { show: { downloadAttachments: [true] } },
				description:
					'What the names of the output binary fields start with. A number from 0 on follows, such as attachment_0.',
			},
			{
				displayName: 'Download Attachments',
				name: 'downloadAttachments',
				type: 'boolean',
				default: false,
				description: 'Whether to put the files of all messages into binary fields of the item',
			},
			maxRateLimitWaitOption,
			parallelRequestsOption,
		]),
	],
	itemsInParallel: true,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const ticketId = ticketIdOf(context, itemIndex);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const ticket = await ticketDetails(call, productId, ticketId);
		const binary =
			optionsOf(context, itemIndex).downloadAttachments === true
				? await downloads(context, itemIndex, ticket)
				: undefined;
		const simplify = context.getNodeParameter('simplify', itemIndex, true) as boolean;
		const items = asItems([simplify ? simplifyTicket(ticket) : ticket]);
		return binary ? items.map((item) => ({ ...item, binary })) : items;
	},
};
