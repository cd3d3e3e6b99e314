import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { accountOf, apiAddress, signsInByPassword } from '../auth/credentials';
import type { Desk360Credentials } from '../auth/credentials';
import { credentialsOf, signedRequest } from '../auth/signedRequest';
import { requireGoodStanding } from '../auth/standing';
import { textOfStatus } from '../failures/documentedCodes';
import { CallFailed } from '../failures/failure';
import type { Failure } from '../failures/failure';
import { networkFailure } from '../failures/network';
import type { Question } from '../failures/question';
import { answerTo, streamRequest } from '../http/request';
import { createSender } from '../http/send';
import type { SenderOptions } from '../http/send';
import { rateReport } from '../rateLimit/headers';
import type { Headers, RateReport } from '../rateLimit/headers';
import { flatName, mediaTypeOf, nameOfDisposition } from './fileName';
import { requireAllowed, WITHOUT_FILES } from './guard';
import { lastPathSegment, nameOfFile } from './links';
import type { AttachmentLink } from './links';
import { unlessSilent } from './silence';
import type { FileStream } from './silence';

/** Until the file begins to come. */
const ANSWER_TIMEOUT_MS = 120_000;

/** A link usually leads to storage in one or two steps; more are a circle. */
const MOST_REDIRECTS = 5;

/** A download that takes so long is not worth the usual handful of repeats. */
const RETRIES = 2;

/** What a full or read-only disk says. */
const STORE_CODES = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EMFILE', 'ENFILE', 'ENOENT'];

/** Fetches an attachment into n8n's binary store. */
export type Downloader = (link: AttachmentLink) => Promise<IBinaryData>;

interface FileAnswer {
	status: number;
	headers: Headers;
	body: FileStream;
	/** Closes the connection, however much of the file has come; what waits for more of it ends then. */
	end: () => void;
}

/** n8n gives a signed request the signal of the execution, and takes no other from whoever asks. */
function cancelledBy(context: IExecuteFunctions, signal: AbortSignal): IExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as IExecuteFunctions;
}

function questionOf(link: AttachmentLink): Question {
	const subject = `the attachment "${nameOfFile(link) ?? link.url.host}"`;
	return { effect: 'read', subject, target: subject };
}

function refusal(status: number, question: Question, host: string): Failure {
	const { kind, description } = textOfStatus(status);
	const isGone = [401, 403, 404, 410].includes(status);
	const isRedirect = status >= 300 && status < 400;
	return {
		kind: status >= 400 ? kind : 'unexpectedAnswer',
		message: `${host} did not hand out ${question.subject} (status ${status})`,
		description: isGone
			? `The link may have expired, or the file was deleted. ${WITHOUT_FILES}`
			: isRedirect
				? `The link leads on without an end, or nowhere. ${WITHOUT_FILES}`
				: description,
		httpCode: status,
	};
}

/** Undefined when the answer is no redirect, or names no address. */
function redirectOf({ status, headers }: FileAnswer, from: URL): URL | undefined {
	const location = typeof headers.location === 'string' ? headers.location : '';
	const isRedirect = [301, 302, 303, 307, 308].includes(status);
	return isRedirect && location !== '' && URL.canParse(location, from.href)
		? new URL(location, from.href)
		: undefined;
}

/**
 * Fetches attachments as streams. Redirects are followed step by step: our token goes along only to the API's own host,
 * and nothing is asked of this machine or its network.
 *
 * @throws Desk360ApiError what the function throws when the file cannot be had
 */
export function createDownloader(
	context: IExecuteFunctions,
	options: SenderOptions = {},
): Downloader {
	const send = createSender(context, { ...options, retries: RETRIES });
	const cancelSignal = context.getExecutionCancelSignal();

	async function request(
		url: URL,
		credentials: Desk360Credentials,
		question: Question,
	): Promise<FileAnswer> {
		const isOurs = url.origin === apiAddress(credentials).origin;
		// A file that is refused says nothing of the token, but a token that was refused gets no file.
		if (isOurs) requireGoodStanding(accountOf(credentials));
		const isRenewable = isOurs && signsInByPassword(credentials);
		// n8n's stream of an answer hides the connection: without this it stays open when the stream is destroyed.
		const ended = new AbortController();
		const signal = AbortSignal.any([ended.signal, ...(cancelSignal ? [cancelSignal] : [])]);
		const requestOptions = streamRequest(url, ANSWER_TIMEOUT_MS, signal, isRenewable);
		const { request: sent, ...answer } = await answerTo<FileStream>(
			async () =>
				isOurs
					? await signedRequest(cancelledBy(context, signal), credentials, requestOptions)
					: await context.helpers.httpRequest(requestOptions),
			question,
			url.host,
		);
		const end = () => {
			answer.body.destroy();
			ended.abort();
			sent?.destroy();
		};
		return { ...answer, end };
	}

	async function follow(
		link: AttachmentLink,
		credentials: Desk360Credentials,
		question: Question,
		heard: (report: RateReport) => void,
	): Promise<FileAnswer & { from: URL }> {
		const address = apiAddress(credentials);
		let { url } = link;
		for (let redirects = 0; ; redirects++) {
			requireAllowed(url, address, question);
			const answer = await request(url, credentials, question);
			if (redirects === 0) heard(rateReport(answer.headers, Date.now()));
			if (answer.status === 200) return { ...answer, from: url };
			answer.end();
			const next = redirects < MOST_REDIRECTS ? redirectOf(answer, url) : undefined;
			if (!next) throw new CallFailed(refusal(answer.status, question, url.host));
			url = next;
		}
	}

	/** Desk360's name for the file, else the answer's; the answer's type, else the name's. */
	async function store(link: AttachmentLink, { headers, body, from }: FileAnswer & { from: URL }) {
		const name = [
			link.name,
			nameOfDisposition(headers['content-disposition']),
			lastPathSegment(from),
			lastPathSegment(link.url),
		]
			.map((known) => known && flatName(known))
			.find(Boolean);
		const mediaType = mediaTypeOf(headers['content-type']) ?? link.mediaType;
		return await unlessSilent(
			body,
			async () => await context.helpers.prepareBinaryData(body, name, mediaType),
		);
	}

	function notStored(thrown: unknown, question: Question, host: string): CallFailed {
		if (thrown instanceof CallFailed) return thrown;
		const { code = '', message } = thrown as NodeJS.ErrnoException;
		if (!STORE_CODES.includes(code)) {
			return new CallFailed(networkFailure(thrown, question, host));
		}
		return new CallFailed({
			kind: 'refused',
			message: `n8n could not store ${question.subject}: ${message}`,
			description:
				'Look at the place where this n8n keeps binary data: free space, and the rights to write',
		});
	}

	return async (link) => {
		const question = questionOf(link);
		const credentials = await credentialsOf(context, options.itemIndex);
		const destination = { host: link.url.host, account: accountOf(credentials) };
		return await send(question, destination, async (heard) => {
			const answer = await follow(link, credentials, question, heard);
			return await store(link, answer).catch((thrown: unknown) => {
				answer.end();
				throw notStored(thrown, question, answer.from.host);
			});
		});
	};
}
