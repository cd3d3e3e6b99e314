import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { apiAddress, bearerToken } from './address';
import type { Desk360Credentials } from './address';
import { BudgetSpentError, budgetOf } from './budget';
import type { Budget, TurnRequest } from './budget';
import { textOfStatus } from './documentedCodes';
import { Desk360ApiError } from './errors';
import { CallStopped } from './facts';
import type { Facts } from './facts';
import { cancelledBefore, causeOf, networkFacts, neverConnected } from './network';
import type { Question } from './question';
import { rateReport } from './rateHeaders';
import type { Headers, RateReport } from './rateHeaders';
import { LONGEST_PAUSE_MS, READ_RETRIES, REPEATED_KINDS, retryPause } from './retry';
import { duration } from './text';
import { CancelledError, unlessCancelled, wait } from './wait';

export type Desk360Context = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

export const CREDENTIAL = 'desk360Api';

export interface SenderOptions {
	/** The longest wait for calls of a new window, in seconds; 120 unless told. */
	maxRateLimitWaitSeconds?: number;
	/** How often a read is repeated after an outage; a handful unless told. */
	retries?: number;
	/** The item that messages name. */
	itemIndex?: number;
	/** A person is waiting in the editor. */
	urgent?: boolean;
}

/** The API's address and the credential that signs calls to it. */
export interface SignIn {
	address: URL;
	credentials: Desk360Credentials;
}

/** What one request brought: its headers, and either a result or what is wrong with the answer. */
export type Received<T> = { headers: Headers } & (
	{ result: T; facts?: undefined } | { facts: Facts }
);

/** Sends one request, once; throws what n8n throws when no answer came. */
export type Perform<T> = (signIn: SignIn) => Promise<Received<T>>;

/**
 * Brings a request through: within the budget of its host, a read repeated after an outage, a write sent once
 * unless it is certain that it did not happen.
 *
 * @throws Desk360ApiError when there is no result
 */
export type Sender = <T>(
	question: Question,
	perform: Perform<T>,
	options?: SendOptions,
) => Promise<T>;

export interface SendOptions {
	/** The host asked, if it is not the API's. */
	host?: string;
	/** Fires when the result is no longer wanted; what is under way then is left to end by itself. */
	signal?: AbortSignal;
}

const DEFAULT_RATE_LIMIT_WAIT_SECONDS = 120;

function ownerOf(context: Desk360Context): string {
	const { id: workflow } = context.getWorkflow();
	const execution = 'getExecutionId' in context ? context.getExecutionId() : undefined;
	return `${workflow}/${execution ?? context.getNode().id}`;
}

function spent({ retryAfterMs }: BudgetSpentError, waitSeconds: number): Facts {
	const { message, kind } = textOfStatus(429);
	return {
		kind,
		message: `${message}; the next one may go out in ${duration(retryAfterMs)}`,
		description: `The node waits ${waitSeconds > 0 ? `at most ${duration(waitSeconds * 1000)}` : 'no time'} for that. Raise Max Rate Limit Wait in its options, or run the workflow later`,
		retryAfterMs,
	};
}

/** The end of one attempt; `undone` when the connection was never made. */
type Outcome<T> = { report: RateReport } & (
	{ result: T; facts?: undefined } | { facts: Facts; undone: boolean }
);

async function outcomeOf<T>(
	perform: () => Promise<Received<T>>,
	question: Question,
	host: string,
): Promise<Outcome<T>> {
	try {
		const { headers, ...received } = await perform();
		const report = rateReport(headers, Date.now());
		return 'result' in received
			? { ...received, report }
			: { facts: received.facts, undone: false, report };
	} catch (thrown) {
		const facts = causeOf(thrown, CallStopped)?.facts ?? networkFacts(thrown, question, host);
		const { retryAfterMs } = facts;
		return { facts, undone: neverConnected(thrown), report: { retryAfterMs } };
	}
}

/** Takes a turn of the budget and performs the request. */
async function attempt<T>(
	budget: Budget,
	turn: TurnRequest,
	perform: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
	const window = await budget.turn(turn);
	const outcome = await perform();
	const { facts, report } = outcome;
	const isRefused = facts?.kind === 'rateLimited';
	// An outage's own Retry-After concerns this call, not all that go to the host.
	budget.settle(
		window,
		facts && !isRefused ? { ...report, retryAfterMs: undefined } : report,
		isRefused,
	);
	return outcome;
}

/** Makes the sender of an operation, a trigger or a list search. */
export function createSender(context: Desk360Context, options: SenderOptions = {}): Sender {
	const waitSeconds = options.maxRateLimitWaitSeconds ?? DEFAULT_RATE_LIMIT_WAIT_SECONDS;
	const retries = options.retries ?? READ_RETRIES;
	const execution =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	let credentials: Promise<Desk360Credentials> | undefined;

	function worthRepeating(facts: Facts, undone: boolean, question: Question): boolean {
		const isSafe = question.method === 'GET' || undone;
		const isNear = (facts.retryAfterMs ?? 0) <= waitSeconds * 1000 + LONGEST_PAUSE_MS;
		return isSafe && isNear && REPEATED_KINDS.includes(facts.kind);
	}

	async function withRepeats<T>(
		question: Question,
		perform: () => Promise<Received<T>>,
		host: string,
		unwanted: AbortSignal | undefined,
	): Promise<T> {
		const turn = {
			owner: ownerOf(context),
			urgent: options.urgent ?? false,
			deadline: Date.now() + waitSeconds * 1000,
			signals: [execution, unwanted],
		};
		// A signal of its own: with a listener for each of several calls on one, Node.js would suspect a leak.
		const cancel = execution && AbortSignal.any([execution]);
		const once = async () =>
			await outcomeOf(async () => await unlessCancelled(perform(), cancel), question, host);
		let repeats = 0;
		for (;;) {
			const outcome = await attempt(budgetOf(host), turn, once);
			if (!outcome.facts) return outcome.result;
			const { facts, undone } = outcome;
			if (facts.kind === 'rateLimited') continue; // the budget knows when the next may go
			if (repeats >= retries || !worthRepeating(facts, undone, question)) {
				throw new CallStopped(facts);
			}
			await wait(facts.retryAfterMs ?? retryPause(repeats, Math.random()), ...turn.signals);
			repeats++;
		}
	}

	function factsOf(thrown: unknown, question: Question): Facts {
		if (thrown instanceof CallStopped) return thrown.facts;
		if (thrown instanceof BudgetSpentError) return spent(thrown, waitSeconds);
		if (thrown instanceof CancelledError) return cancelledBefore(question);
		return networkFacts(thrown, question, 'Desk360');
	}

	function fail(facts: Facts): never {
		throw new Desk360ApiError(context.getNode(), facts, options.itemIndex);
	}

	return async (question, perform, { host, signal } = {}) => {
		credentials ??= context.getCredentials<Desk360Credentials>(CREDENTIAL, options.itemIndex);
		const known = await credentials;
		try {
			const address = apiAddress(known);
			if (known.authentication !== 'password') bearerToken(known);
			return await withRepeats(
				question,
				async () => await perform({ address, credentials: known }),
				host ?? address.host,
				signal,
			);
		} catch (thrown) {
			return fail(factsOf(thrown, question));
		}
	};
}
