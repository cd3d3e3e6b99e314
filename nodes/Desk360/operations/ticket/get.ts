import type { IBinaryData, IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { apiAddress } from '../../api/auth/credentials';
import { credentialsOf } from '../../api/auth/signedRequest';
import { createCaller } from '../../api/client';
import { counted } from '../../api/common/values';
import { Desk360ApiError } from '../../api/failures/Desk360ApiError';
import { createDownloader } from '../../api/files/download';
import type { Downloader } from '../../api/files/download';
import { attachedTo, nameOfFile } from '../../api/files/links';
import type { Attached, AttachmentLink } from '../../api/files/links';
import { tell } from '../../api/notices';
import { messagesOf } from '../../api/shapes';
import { ticketDetails } from '../../api/tickets';
import type { Message, TicketDetails } from '../../api/types';
import { withProduct } from '../../fields/belonging';
import { inParallel } from '../inParallel';
import {
	booleanOption,
	optionsOf,
	parallelRequestsOf,
	productIdOf,
	senderOptionsOf,
	simplifierOf,
	ticketIdOf,
} from '../parameters';
import type { Operation } from '../types';
import { DEFAULT_PREFIX } from './fields';

/** A file that could not be had, as it stands in `missing_attachments`. */
interface MissingFile extends IDataObject {
	name: string;
	reason: string;
}

type Outcome = { file: IBinaryData } | { missing: MissingFile };

const NO_ADDRESS = 'Desk360 gives no address of this file';

const WITHOUT_NAME = 'a file without a name';

/** What cannot be read of them is told. */
function readMessages(context: IExecuteFunctions, ticket: TicketDetails): Message[] {
	const { value, notes } = messagesOf(ticket) ?? {
		value: [],
		notes: [`The messages of ticket ${ticket.id} could not be read`],
	};
	for (const note of notes) tell(context, note);
	return value;
}

/** Those of which no address is given are told. */
async function attachedFilesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	ticket: TicketDetails,
	messages: Message[],
): Promise<Attached> {
	const base = apiAddress(await credentialsOf(context, itemIndex));
	const attached = attachedTo(messages, base);
	const count = attached.withoutAddress.length;
	if (count > 0) {
		tell(
			context,
			`${counted(count, 'file')} of ticket ${ticket.id} could not be downloaded, because Desk360 gives no address`,
		);
	}
	return attached;
}

/** With `skip` a file that cannot be had is no reason to give up the others. */
async function outcomeOf(
	download: Downloader,
	link: AttachmentLink,
	skip: boolean,
): Promise<Outcome> {
	return await download(link).then(
		(file) => ({ file }),
		(thrown: unknown) => {
			const isMissing = thrown instanceof Desk360ApiError && thrown.kind !== 'cancelled';
			if (!skip || !isMissing) throw thrown;
			const name = nameOfFile(link) ?? WITHOUT_NAME;
			return { missing: { name, reason: thrown.message } };
		},
	);
}

/** In `attachment_0`, `attachment_1`, …: numbered, so that none collide. */
async function downloaded(
	context: IExecuteFunctions,
	itemIndex: number,
	{ links, withoutAddress }: Attached,
	skip: boolean,
): Promise<{ binary: IBinaryKeyData; missing: MissingFile[] }> {
	const { attachmentPrefix } = optionsOf(context, itemIndex);
	const prefix = String(attachmentPrefix ?? '').trim() || DEFAULT_PREFIX;
	const download = createDownloader(context, senderOptionsOf(context, itemIndex));
	const outcomes = await inParallel(
		links,
		// Of several items several are under way already.
		context.getInputData().length > 1 ? 1 : parallelRequestsOf(context, itemIndex),
		async (link) => await outcomeOf(download, link, skip),
	);
	const binary = Object.fromEntries(
		outcomes.flatMap((outcome, index) =>
			'file' in outcome ? [[`${prefix}${index}`, outcome.file]] : [],
		),
	);
	const missing = outcomes.flatMap((outcome) => ('missing' in outcome ? [outcome.missing] : []));
	const nowhere = withoutAddress.map((name = WITHOUT_NAME) => ({
		name,
		reason: NO_ADDRESS,
	}));
	return { binary, missing: [...missing, ...nowhere] };
}

export const get: Operation = {
	itemsInParallel: true,
	async execute(context, itemIndex) {
		const productId = productIdOf(context, itemIndex);
		const ticketId = ticketIdOf(context, itemIndex);
		const simplify = await simplifierOf(context, itemIndex);
		const withFiles = booleanOption(context, itemIndex, 'downloadAttachments', false);
		const skip = booleanOption(context, itemIndex, 'skipMissingFiles', false);
		const call = createCaller(context, senderOptionsOf(context, itemIndex));

		const ticket = await ticketDetails(call, productId, ticketId);
		const messages = readMessages(context, ticket);
		const json = withProduct(simplify.ticket(ticket), productId);
		if (!withFiles) return [{ json }];
		const attached = await attachedFilesOf(context, itemIndex, ticket, messages);
		const { binary, missing } = await downloaded(context, itemIndex, attached, skip);
		return [{ json: skip ? { ...json, missing_attachments: missing } : json, binary }];
	},
};
