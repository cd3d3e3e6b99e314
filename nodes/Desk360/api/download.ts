import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { isLoopback } from './address';
import type { AttachmentLink } from './attachments';
import { textOfStatus } from './documentedCodes';
import { CallStopped } from './facts';
import type { Facts } from './facts';
import type { Question } from './question';
import type { Headers } from './rateHeaders';
import { CREDENTIAL, createSender } from './sender';
import type { Received, SenderOptions } from './sender';

/** Without a byte for this long a download is stuck. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

interface FileAnswer {
	statusCode: number;
	headers: Headers;
	body: FileStream;
}

/** Fetches an attachment into n8n's binary store. */
export type Downloader = (link: AttachmentLink) => Promise<IBinaryData>;

const WITHOUT_FILES = 'Switch off Download Attachments to get the ticket without its files';

function questionOf({ fileName, url }: AttachmentLink): Question {
	const subject = `the attachment "${fileName ?? url.pathname}"`;
	return { method: 'GET', subject, target: subject, fits: () => true };
}

function refusal(status: number, question: Question, host: string): Facts {
	const { kind, description } = textOfStatus(status);
	const isGone = status === 403 || status === 404 || status === 410;
	return {
		kind: status >= 300 ? kind : 'unexpectedAnswer',
		message: `${host} did not hand out ${question.subject} (status ${status})`,
		description: isGone
			? `The link may have expired, or the file was deleted. ${WITHOUT_FILES}`
			: description,
		httpCode: status,
	};
}

/** A local Desk360 may link to local files; a remote one must not make n8n ask services of this machine. */
function requireEncrypted(url: URL, address: URL, question: Question): void {
	if (url.protocol === 'https:' || (isLoopback(url) && isLoopback(address))) return;
	throw new CallStopped({
		kind: 'refused',
		message: `The link of ${question.subject} does not start with https`,
		description: `It is not fetched unencrypted. ${WITHOUT_FILES}`,
	});
}

/**
 * Makes the function that fetches attachments as streams. Our token goes along only to the API's own host;
 * files elsewhere are fetched without it and cost no call of the API's budget.
 */
export function createDownloader(
	context: IExecuteFunctions,
	options: SenderOptions = {},
): Downloader {
	const send = createSender(context, options);

	async function request(url: URL, signed: boolean): Promise<FileAnswer> {
		const requestOptions: IHttpRequestOptions = {
			method: 'GET',
			url: url.href,
			encoding: 'stream',
			timeout: DOWNLOAD_TIMEOUT_MS,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: context.getExecutionCancelSignal(),
		};
		const answer: unknown = signed
			? await context.helpers.httpRequestWithAuthentication.call(
					context,
					CREDENTIAL,
					requestOptions,
				)
			: await context.helpers.httpRequest(requestOptions);
		return answer as FileAnswer;
	}

	return async (link) => {
		const { url } = link;
		const question = questionOf(link);
		return await send<IBinaryData>(
			question,
			async ({ address }): Promise<Received<IBinaryData>> => {
				requireEncrypted(url, address, question);
				const { statusCode, headers, body } = await request(url, url.host === address.host);
				if (statusCode !== 200) {
					body.destroy();
					return { headers, facts: refusal(statusCode, question, url.host) };
				}
				const result = await context.helpers.prepareBinaryData(body, link.fileName, link.mimeType);
				return { headers, result };
			},
			url.host,
		);
	};
}
