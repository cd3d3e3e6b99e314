import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { CancelledError, unlessCancelled, wait } from '../common/wait';
import { Desk360ApiError } from '../failures/Desk360ApiError';
import { CALLS_SPENT } from '../failures/documentedCodes';
import { CallFailed, CONSEQUENCES } from '../failures/failure';
import type { Failure } from '../failures/failure';
import { cancelledBefore, cancelledDuring } from '../failures/network';
import { unknownOutcome } from '../failures/question';
import type { Question } from '../failures/question';
import { duration } from '../failures/text';
import type { RateReport } from '../rateLimit/headers';
import { CallsSpentError, queueOf } from '../rateLimit/queue';
import type { TurnRequest } from '../rateLimit/queue';
import { noteWait } from '../rateLimit/waits';
import { LONGEST_PAUSE_MS, READ_RETRIES, REPEATED_WITHIN_MS, retryPause } from './retry';

export type Desk360Context = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

export interface SenderOptions {
	/** The longest wait for calls of a new window, in seconds; 120 unless told. */
	maxRateLimitWaitSeconds?: number;
	/** How often a read is repeated after an outage; a handful unless told. */
	retries?: number;
	/** The item that messages name. */
	itemIndex?: number;
	/** A person is waiting in the editor for a list. */
	urgent?: boolean;
	/** The node has Max Rate Limit Wait among its options. */
	hasWaitOption?: boolean;
}

/**
 * Makes one request and reads its answer.
 *
 * @param heard to be told what the answer says of the calls that are left, as soon as one came
 * @throws CallFailed
 */
export type Perform<T> = (heard: (report: RateReport) => void) => Promise<T>;

export interface Destination {
	/** Who is asked, as `host:port`. */
	host: string;
	/** Whose token signs, for hosts that count each account for itself. */
	account: string;
	/** Fires when the result is no longer wanted; what is under way then is left to end by itself. */
	signal?: AbortSignal;
}

/**
 * Brings a request through: within the calls that its host grants, repeated as the kind of its failure allows.
 *
 * @throws Desk360ApiError when there is no result
 */
export type Sender = <T>(
	question: Question,
	destination: Destination,
	perform: Perform<T>,
) => Promise<T>;

const DEFAULT_RATE_LIMIT_WAIT_SECONDS = 120;

const REPORT_IT =
	'Run the node again. If it stays, report it with this message to the authors of the node';

function ownerOf(context: Desk360Context): string {
	const { id: workflow } = context.getWorkflow();
	const execution = 'getExecutionId' in context ? context.getExecutionId() : undefined;
	return `${workflow}/${execution ?? context.getNode().id}`;
}

function longestWait(seconds: number): string {
	return seconds > 0 ? `at most ${duration(seconds * 1000)}` : 'no time';
}

function callsSpent(
	{ retryAfterMs }: CallsSpentError,
	waitSeconds: number,
	{ urgent, hasWaitOption }: SenderOptions,
): Failure {
	const time = duration(retryAfterMs);
	if (urgent) {
		return {
			kind: CALLS_SPENT.kind,
			message: `${CALLS_SPENT.message}; open the list again in ${time}`,
			description: `A list waits ${longestWait(waitSeconds)} for that`,
			retryAfterMs,
		};
	}
	const advice = hasWaitOption
		? 'Raise Max Rate Limit Wait in its options, or run the workflow later'
		: 'Run the workflow later';
	return {
		kind: CALLS_SPENT.kind,
		message: `${CALLS_SPENT.message}; the next one may go out in ${time}`,
		description: `The node waits ${longestWait(waitSeconds)} for that. ${advice}`,
		retryAfterMs,
	};
}

async function attempt<T>(host: string, request: TurnRequest, perform: Perform<T>): Promise<T> {
	const queue = queueOf(host);
	const turn = await queue.turn(request);
	let report: RateReport = {};
	let isRefused = false;
	const heard = (told: RateReport) => {
		report = told;
	};
	return await perform(heard)
		.catch((thrown: unknown) => {
			isRefused = thrown instanceof CallFailed && thrown.failure.kind === 'rateLimited';
			// An outage's own Retry-After concerns this call, not all that go to the host.
			if (!isRefused) report = { ...report, retryAfterMs: undefined };
			throw thrown;
		})
		.finally(() => queue.settle(turn, report, isRefused));
}

/** Anything but the failure of a call stays as it is. */
export function shownAs(context: Desk360Context, thrown: unknown, itemIndex?: number): unknown {
	return thrown instanceof CallFailed
		? new Desk360ApiError(context.getNode(), thrown.failure, itemIndex)
		: thrown;
}

/** Anything but a failure of the call goes on its way. */
function asFailure(thrown: unknown): CallFailed {
	if (thrown instanceof CallFailed) return thrown;
	throw thrown;
}

/** What else may be thrown while a call is under way. */
function failedUnderWay(thrown: unknown, question: Question): CallFailed {
	if (thrown instanceof CallFailed) return thrown;
	if (thrown instanceof CancelledError) return new CallFailed(cancelledDuring(question));
	const happened = `The node could not read what came for ${question.subject} (${String(thrown)})`;
	return new CallFailed(
		question.effect === 'write'
			? unknownOutcome(question, happened)
			: { kind: 'unexpectedAnswer', message: happened, description: REPORT_IT },
	);
}

export function createSender(context: Desk360Context, options: SenderOptions = {}): Sender {
	const waitSeconds = options.maxRateLimitWaitSeconds ?? DEFAULT_RATE_LIMIT_WAIT_SECONDS;
	const retries = options.retries ?? READ_RETRIES;
	const execution =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

	/** @param since when the call began: its waits count together */
	function isWorthRepeating({ kind, retryAfterMs = 0 }: Failure, since: number): boolean {
		const passed = Date.now() - since;
		const isNear = retryAfterMs <= Math.max(0, waitSeconds * 1000 - passed) + LONGEST_PAUSE_MS;
		const isRepeated = CONSEQUENCES[kind].isRepeated === true;
		return isRepeated && isNear && passed < REPEATED_WITHIN_MS + waitSeconds * 1000;
	}

	async function withRepeats<T>(
		question: Question,
		{ host, account, signal }: Destination,
		perform: Perform<T>,
	): Promise<T> {
		const since = Date.now();
		const request = {
			account,
			owner: ownerOf(context),
			urgent: options.urgent ?? false,
			deadline: since + waitSeconds * 1000,
			signals: [execution, signal],
		};
		// A signal of its own: with a listener for each of several calls on one, Node.js would suspect a leak.
		const cancel = execution && AbortSignal.any([execution]);
		const once = async (from: number) =>
			await attempt(host, request, async (heard) => {
				noteWait(context, from, Date.now(), queueOf(host).limitOf(account));
				return await unlessCancelled(perform(heard), cancel).catch((thrown: unknown) => {
					throw failedUnderWay(thrown, question);
				});
			});
		let repeats = 0;
		for (;;) {
			const outcome = await once(Date.now()).catch(asFailure);
			if (!(outcome instanceof CallFailed)) return outcome;
			const { failure } = outcome;
			if (failure.kind === 'rateLimited') continue; // the queue knows when the next may go
			if (repeats >= retries || !isWorthRepeating(failure, since)) throw outcome;
			// A service that asks to wait no time gets its usual pause.
			const pause = Math.max(failure.retryAfterMs ?? 0, retryPause(repeats, Math.random()));
			await wait(pause, ...request.signals);
			repeats++;
		}
	}

	function explained(thrown: unknown, question: Question): unknown {
		if (thrown instanceof CallsSpentError) {
			return new CallFailed(callsSpent(thrown, waitSeconds, options));
		}
		if (thrown instanceof CancelledError) return new CallFailed(cancelledBefore(question));
		return thrown;
	}

	return async (question, destination, perform) =>
		await withRepeats(question, destination, perform).catch((thrown: unknown) => {
			throw shownAs(context, explained(thrown, question), options.itemIndex);
		});
}
