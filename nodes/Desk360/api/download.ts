import { NodeApiError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions, JsonObject } from 'n8n-workflow';

import { isLoopback } from './address';
import type { AttachmentLink } from './attachments';
import { textOfStatus } from './documentedCodes';
import { CallStopped } from './facts';
import type { Facts } from './facts';
import type { Question } from './question';
import type { Headers } from './rateHeaders';
import { CREDENTIAL, createSender } from './sender';
import type { Received, SenderOptions } from './sender';
import { wait } from './wait';

/** Until the file begins to come. */
const ANSWER_TIMEOUT_MS = 120_000;

/** A line over which no byte comes for so long is dead. */
const LONGEST_SILENCE_MS = 60_000;

/** Until all of it is there, where the bytes cannot be counted: 150 MB over a line of 2 Mbit/s. */
const LONGEST_DOWNLOAD_MS = 600_000;

/** A download that takes so long is not worth the usual handful of repeats. */
const RETRIES = 2;

type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
> & {
	/** n8n hands out the answer of Node's http client, which has one; a stream that unpacks has none. */
	socket?: { bytesRead: number };
};

interface FileAnswer {
	statusCode: number;
	headers: Headers;
	body: FileStream;
}

/** Fetches an attachment into n8n's binary store. */
export type Downloader = (link: AttachmentLink) => Promise<IBinaryData>;

/** What a full or read-only disk says. */
const STORE_CODES = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EMFILE', 'ENFILE', 'ENOENT'];

const WITHOUT_FILES = 'Switch off Download Attachments to get the ticket without its files';

/** Resolves when a file ceased to come. */
async function silenceOf(body: FileStream, signal: AbortSignal): Promise<void> {
	let before: number | undefined;
	do {
		before = body.socket?.bytesRead;
		await wait(before === undefined ? LONGEST_DOWNLOAD_MS : LONGEST_SILENCE_MS, signal);
	} while (body.readableEnded || body.socket?.bytesRead !== before);
}

/**
 * Gives what `work` gives, unless the bytes cease to come. The request's own time limit ends with the headers, and
 * n8n would wait for the rest of a body for ever.
 */
async function unlessSilent<T>(work: Promise<T>, body: FileStream): Promise<T> {
	const ended = new AbortController();
	const silence = silenceOf(body, ended.signal).then(() => {
		body.destroy();
		throw Object.assign(new Error('The download came to a halt'), { code: 'ETIMEDOUT' });
	});
	silence.catch(() => {}); // of no interest when the work ends first
	return await Promise.race([work, silence]).finally(() => ended.abort());
}

function questionOf({ fileName, url }: AttachmentLink): Question {
	const subject = `the attachment "${fileName ?? url.pathname}"`;
	return { method: 'GET', subject, target: subject, fits: () => true };
}

function refusal(status: number, question: Question, host: string): Facts {
	const { kind, description } = textOfStatus(status);
	const isGone = [401, 403, 404, 410].includes(status);
	return {
		kind: status >= 300 ? kind : 'unexpectedAnswer',
		message: `${host} did not hand out ${question.subject} (status ${status})`,
		description: isGone
			? `The link may have expired, or the file was deleted. ${WITHOUT_FILES}`
			: description,
		httpCode: status,
	};
}

function stop(facts: Facts): never {
	throw new CallStopped(facts);
}

/** A local Desk360 may link to local files; a remote one must not make n8n ask services of this machine. */
function requireEncrypted(url: URL, address: URL, question: Question): void {
	if (url.protocol === 'https:' || (isLoopback(url) && isLoopback(address))) return;
	stop({
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
	const send = createSender(context, { ...options, retries: RETRIES });

	async function request(url: URL, signed: boolean): Promise<FileAnswer> {
		const requestOptions: IHttpRequestOptions = {
			method: 'GET',
			url: url.href,
			headers: { 'Accept-Encoding': 'identity' },
			encoding: 'stream',
			timeout: ANSWER_TIMEOUT_MS,
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

	async function stored(body: FileStream, link: AttachmentLink, question: Question) {
		try {
			return await context.helpers.prepareBinaryData(body, link.fileName, link.mimeType);
		} catch (thrown) {
			const { code, message } = thrown as NodeJS.ErrnoException;
			if (!STORE_CODES.includes(code ?? ''))
				throw new NodeApiError(context.getNode(), thrown as JsonObject);
			return stop({
				kind: 'refused',
				message: `n8n could not store ${question.subject}: ${message}`,
				description:
					'Look at the place where this n8n keeps binary data: free space, and the rights to write',
			});
		}
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
				return { headers, result: await unlessSilent(stored(body, link, question), body) };
			},
			{ host: url.host },
		);
	};
}
