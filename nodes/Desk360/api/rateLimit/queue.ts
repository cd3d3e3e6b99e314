import { keepNewest } from '../common/newest';
import { CancelledError, isAborted, SLICE_MS, wait } from '../common/wait';
import type { Signals } from '../common/wait';
import type { RateReport } from './headers';
import { ANSWER_MS, RateWindow } from './window';
import type { NextCall } from './window';

/** Expressions in a credential may name any number. */
const MOST_ACCOUNTS = 200;

/** The next call comes too late for this caller. */
export class CallsSpentError extends Error {
	constructor(readonly retryAfterMs: number) {
		super('The calls of this window are spent');
	}
}

export interface TurnRequest {
	/** Whose token signs the call, in case the host counts each account for itself. */
	account: string;
	/** Who asks, so that several executions take turns: an execution, or a trigger. */
	owner: string;
	/** A person is waiting in the editor: goes before bulk work. */
	urgent: boolean;
	/** Milliseconds since the epoch after which waiting is no use. */
	deadline: number;
	/** Each may fire, and then the call is not wanted any more. */
	signals: Signals;
}

/** A call that goes out; to be ended with `settle`. */
export interface Turn {
	account: string;
	window: RateWindow;
	/** Which window of time it is charged to. */
	number: number;
}

interface Waiting extends TurnRequest {
	since: number;
	grant: () => void;
	refuse: (reason: Error) => void;
}

/**
 * The one line of calls to a host, of all nodes, triggers and list searches of a process: none goes out before the host
 * would accept it.
 */
export class CallQueue {
	/** The limit is by IP address, so all accounts share one window ... */
	private readonly shared = new RateWindow();

	/** ... unless the answers to different accounts name different limits. */
	private readonly own = new Map<string, RateWindow>();

	/** Named last, by account. */
	private readonly limits = new Map<string, number>();

	private isSplit = false;

	private line: Waiting[] = [];

	/** The order in which owners were last served. */
	private served = new Map<string, number>();

	private turns = 0;

	private isWaking = false;

	/**
	 * Resolves when a call may be sent; every turn must be ended with `settle`.
	 *
	 * @throws CallsSpentError when the next call comes after `deadline`
	 * @throws CancelledError when one of the signals fires first
	 */
	async turn(request: TurnRequest): Promise<Turn> {
		if (isAborted(request.signals)) throw new CancelledError();
		return await new Promise<Turn>((resolve, reject) => {
			const leave = () => {
				this.line = this.line.filter((other) => other !== waiting);
			};
			const waiting: Waiting = {
				...request,
				since: Date.now(),
				grant: () => {
					leave();
					resolve(this.begin(request.account));
				},
				refuse: (reason) => {
					leave();
					reject(reason);
				},
			};
			this.line.push(waiting);
			this.serve();
		});
	}

	/** For a call that waits for no turn: a sign-in inside another call's turn. */
	begin(account: string): Turn {
		const window = this.windowOf(account);
		return { account, window, number: window.begin(Date.now()) };
	}

	/**
	 * The report is empty when there was no answer.
	 *
	 * @param isRefused the call was refused because the calls of the window are spent
	 */
	settle({ account, window, number }: Turn, report: RateReport, isRefused: boolean): void {
		const now = Date.now();
		if (report.limit !== undefined) this.note(account, report.limit);
		window.settle(number, report, isRefused, now);
		const current = this.windowOf(account);
		// The limits have just turned out to differ: what was heard belongs to this account's own window.
		if (current !== window) current.settle(current.begin(now), report, isRefused, now);
		this.serve();
	}

	/** Calls a minute, if the host ever said so. */
	limitOf(account: string): number | undefined {
		return this.windowOf(account).limit;
	}

	private note(account: string, limit: number): void {
		keepNewest(this.limits, account, limit, MOST_ACCOUNTS);
		this.isSplit = new Set(this.limits.values()).size > 1;
	}

	private windowOf(account: string): RateWindow {
		if (!this.isSplit) return this.shared;
		const window = this.own.get(account) ?? new RateWindow();
		keepNewest(this.own, account, window, MOST_ACCOUNTS);
		return window;
	}

	private serve(): void {
		for (const waiting of this.line.filter(({ signals }) => isAborted(signals))) {
			waiting.refuse(new CancelledError());
		}
		while (this.line.length > 0) {
			const now = Date.now();
			const nextCall = this.nextCalls(now);
			const ready = this.line.filter((waiting) => nextCall(waiting).at <= now);
			if (ready.length === 0) return this.holdBack(nextCall, now);
			const next = this.first(ready);
			this.served.set(next.owner, ++this.turns);
			next.grant();
		}
		this.served.clear();
	}

	/** When each of those who wait may go. */
	private nextCalls(now: number): (waiting: Waiting) => NextCall {
		const calls = new Map<RateWindow, NextCall>();
		return ({ account }) => {
			const window = this.windowOf(account);
			const call = calls.get(window) ?? window.nextCall(now);
			calls.set(window, call);
			return call;
		};
	}

	/** Sends away for whom it will be too late, and looks again when the next may go. */
	private holdBack(nextCall: (waiting: Waiting) => NextCall, now: number): void {
		let soonest = Infinity;
		for (const waiting of [...this.line]) {
			const { at, isSure } = nextCall(waiting);
			const { deadline, since } = waiting;
			// What an answer under way may change within moments is no reason to send anybody away.
			const isHopeless = isSure ? deadline < at : Math.max(deadline, since + ANSWER_MS) <= now;
			if (isHopeless) waiting.refuse(new CallsSpentError(at - now));
			else soonest = Math.min(soonest, at);
		}
		this.lookAgain(Math.min(soonest - now, SLICE_MS));
	}

	private first(ready: Waiting[]): Waiting {
		const lastServed = ({ owner }: Waiting) => this.served.get(owner) ?? 0;
		return ready.reduce((first, other) => {
			if (first.urgent !== other.urgent) return first.urgent ? first : other;
			return lastServed(other) < lastServed(first) ? other : first;
		});
	}

	private lookAgain(afterMs: number): void {
		if (this.isWaking || this.line.length === 0) return;
		this.isWaking = true;
		void wait(afterMs).then(() => {
			this.isWaking = false;
			this.serve();
		});
	}
}

const queues = new Map<string, CallQueue>();

/** The queue of a host, `host:port`; one for the process. */
export function queueOf(host: string): CallQueue {
	const known = queues.get(host) ?? new CallQueue();
	queues.set(host, known);
	return known;
}
