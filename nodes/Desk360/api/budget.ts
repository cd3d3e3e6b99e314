import type { RateReport } from './rateHeaders';
import { ANSWER_MS, RateWindow } from './rateWindow';
import { CancelledError, isAborted, SLICE_MS, wait } from './wait';
import type { Signals } from './wait';

/** The calls of this window are spent and the next one comes too late for this caller. */
export class BudgetSpentError extends Error {
	constructor(readonly retryAfterMs: number) {
		super('The calls of this window are spent');
	}
}

export interface TurnRequest {
	/** Who asks, so that several executions take turns: an execution, or a trigger. */
	owner: string;
	/** A person is waiting in the editor: goes before bulk work. */
	urgent: boolean;
	/** Milliseconds since the epoch after which waiting is no use. */
	deadline: number;
	/** Each may fire, and then the call is not wanted any more. */
	signals: Signals;
}

interface Waiting extends TurnRequest {
	since: number;
	grant: () => void;
	refuse: (reason: Error) => void;
}

/**
 * Lets nobody call an API host before the host would accept it. All of n8n's nodes, triggers and list searches of a
 * process stand in this one line.
 */
export class Budget {
	private readonly window = new RateWindow();

	private line: Waiting[] = [];

	/** The order in which owners were last served. */
	private served = new Map<string, number>();

	private turns = 0;

	private isWaking = false;

	/**
	 * Resolves when a call may be sent, to the window that it is charged to; every turn must be ended with `settle`.
	 *
	 * @throws BudgetSpentError when the next call comes after `deadline`
	 * @throws CancelledError when one of the signals fires first
	 */
	async turn(request: TurnRequest): Promise<number> {
		if (isAborted(request.signals)) throw new CancelledError();
		return await new Promise<number>((resolve, reject) => {
			const leave = () => {
				this.line = this.line.filter((other) => other !== waiting);
			};
			const waiting: Waiting = {
				...request,
				since: Date.now(),
				grant: () => {
					leave();
					resolve(this.begin());
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

	/** Counts a call that goes out without a turn of its own: the sign-in inside another call's turn. */
	begin(): number {
		return this.window.begin(Date.now());
	}

	/**
	 * Ends a turn with what the answer said; an empty report when there was no answer.
	 *
	 * @param window what `turn` or `begin` gave
	 * @param isRefused the call was refused because the calls of the window are spent
	 */
	settle(window: number, report: RateReport, isRefused: boolean): void {
		this.window.settle(window, report, isRefused, Date.now());
		this.serve();
	}

	private serve(): void {
		for (const waiting of this.line.filter(({ signals }) => isAborted(signals))) {
			waiting.refuse(new CancelledError());
		}
		while (this.line.length > 0) {
			const now = Date.now();
			const { at, isSure } = this.window.nextCall(now);
			if (at > now) {
				// What an answer under way may change within moments is no reason to send anybody away.
				const isHopeless = ({ deadline, since }: Waiting) =>
					isSure ? deadline < at : Math.max(deadline, since + ANSWER_MS) <= now;
				for (const waiting of this.line.filter(isHopeless)) {
					waiting.refuse(new BudgetSpentError(at - now));
				}
				return this.lookAgain(Math.min(at - now, SLICE_MS));
			}
			const next = this.nextInLine();
			this.served.set(next.owner, ++this.turns);
			next.grant();
		}
		this.served.clear();
	}

	private nextInLine(): Waiting {
		const lastServed = ({ owner }: Waiting) => this.served.get(owner) ?? 0;
		return this.line.reduce((first, other) => {
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

const budgets = new Map<string, Budget>();

/** The one budget of an API host (`host:port`) in this process. */
export function budgetOf(host: string): Budget {
	const known = budgets.get(host) ?? new Budget();
	budgets.set(host, known);
	return known;
}
