import {
	accountOf,
	apiAddress,
	endpoint,
	requireUsable,
	secretsOf,
	signsInByPassword,
} from './auth/credentials';
import type { Desk360Credentials } from './auth/credentials';
import { requireSignIn, withSignIn } from './auth/refusedSignIns';
import { fetchedTokens } from './auth/session';
import { credentialsOf, explainRefusedToken, signedRequest } from './auth/signedRequest';
import { inGoodStanding, requireGoodStanding } from './auth/standing';
import type { Accepted, Read } from './failures/judge';
import type { Question } from './failures/question';
import { readAnswerTo, textRequest } from './http/request';
import { createSender, shownAs } from './http/send';
import type { Desk360Context, SenderOptions } from './http/send';
import { tell } from './notices';
import type { Headers, RateReport } from './rateLimit/headers';

/** One call: a path below the base URL, what goes with it, and how its answer is read. */
export interface Call<T> extends Question {
	path: string;
	query?: Record<string, string | number>;
	/** A JSON body as an object, or a multipart form. */
	body?: Record<string, unknown> | FormData;
	read: Read<T>;
	/** Fires when the answer is no longer wanted: nothing further is sent then. */
	signal?: AbortSignal;
}

export interface Answer<T> {
	value: T;
	headers: Headers;
	/** How many rows of a list could not be read. */
	leftOut?: number;
}

/** A write that was accepted may be answered without its data. */
type AnswerTo<T, Effect> = Answer<Effect extends 'write' ? T | Accepted : T>;

/**
 * Calls Desk360. What was odd about an answer that could be read all the same is told to the person.
 *
 * @throws Desk360ApiError for everything that is not a success that can be read
 */
export type Caller = <T, Effect extends Question['effect']>(
	call: Call<T> & { effect: Effect },
) => Promise<AnswerTo<T, Effect>>;

/** Desk360 answers within a second or two; half a minute is a hang. */
const READ_TIMEOUT_MS = 30_000;

/** A reply with attachments is passed on to a mail server or a social network first. */
const WRITE_TIMEOUT_MS = 300_000;

interface Account {
	address: URL;
	credentials: Desk360Credentials;
	name: string;
	/** Secrets of the credential itself. */
	secrets: string[];
}

/**
 * Made once for an item, not for each call: it takes a hash and several searches in texts.
 *
 * @throws CallFailed when the credential cannot be used
 */
function accountFrom(credentials: Desk360Credentials): Account {
	const name = accountOf(credentials);
	requireUsable(credentials);
	return { address: apiAddress(credentials), credentials, name, secrets: secretsOf(credentials) };
}

/** To be struck out of anything that is quoted. */
function allSecrets({ credentials, secrets }: Account): string[] {
	return signsInByPassword(credentials) ? [...secrets, ...fetchedTokens(credentials)] : secrets;
}

/**
 * Whose account an item calls with, as a name to remember things by.
 *
 * @throws Desk360ApiError when the credential cannot be used
 */
export async function accountNameOf(context: Desk360Context, itemIndex?: number): Promise<string> {
	return await credentialsOf(context, itemIndex)
		.then((credentials) => accountFrom(credentials).name)
		.catch((thrown: unknown) => {
			throw shownAs(context, thrown, itemIndex);
		});
}

async function ask<T>(
	context: Desk360Context,
	account: Account,
	call: Call<T>,
	heard: (report: RateReport) => void,
): Promise<AnswerTo<T, 'write'>> {
	const { address, credentials, name } = account;
	const { effect, path, query, body } = call;
	const options = textRequest(
		{
			method: effect === 'read' ? 'GET' : 'POST',
			url: endpoint(address, path),
			query,
			body,
			timeoutMs: effect === 'read' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS,
		},
		signsInByPassword(credentials),
	);
	const { value, notes, headers, leftOut } = await withSignIn(
		context,
		name,
		async () =>
			await readAnswerTo({
				question: call,
				host: address.host,
				send: async () => await signedRequest(context, credentials, options),
				read: call.read,
				secrets: () => allSecrets(account),
				heard,
			}),
	).catch((thrown: unknown) => {
		throw explainRefusedToken(thrown, credentials);
	});
	for (const note of notes) tell(context, note);
	return { value, headers, leftOut };
}

/** Makes the function through which an operation, a trigger or a list search calls Desk360. */
export function createCaller(context: Desk360Context, options: SenderOptions = {}): Caller {
	const send = createSender(context, options);
	let account: Promise<Account> | undefined;

	/** @throws CallFailed when the credential cannot be used, or was refused a moment ago */
	async function usableAccount(): Promise<Account> {
		account ??= credentialsOf(context, options.itemIndex).then(accountFrom);
		const caller = await account;
		requireGoodStanding(caller.name);
		requireSignIn(context, caller.name);
		return caller;
	}

	return async <T, Effect extends Question['effect']>(call: Call<T> & { effect: Effect }) => {
		const caller = await usableAccount().catch((thrown: unknown) => {
			throw shownAs(context, thrown, options.itemIndex);
		});
		const destination = {
			host: caller.address.host,
			account: caller.name,
			signal: call.signal,
		};
		const answer = await send(
			call,
			destination,
			async (heard) =>
				await inGoodStanding(caller.name, async () => await ask(context, caller, call, heard)),
		);
		return answer as AnswerTo<T, Effect>;
	};
}
