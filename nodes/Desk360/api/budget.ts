import type { RateReport } from './rateHeaders';
import { CancelledError, wait } from './wait';

/** What Desk360 grants is per minute; the window is this long when no header says otherwise. */
const WINDOW_MS = 60_000;

/** Stamps and waits are whole seconds, so a refusal that names no wait, or none at all, is over after one. */
const SHORTEST_REFUSAL_MS = 1_000;

/** Two answers of one window name its end in whole seconds, at slightly different times. */
const STAMP_PRECISION_MS = 2_000;

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
	signal?: AbortSignal;
}

interface Waiting extends TurnRequest {
	grant: () => void;
	refuse: (reason: Error) => void;
}

/**
 * The calls that one API host still grants this machine's address. It learns from every answer and lets
 * nobody call before the host would accept it. All of n8n's nodes, triggers and list searches of a process
 * share it; other processes spend from the same window unseen, which is why every answer corrects it.
 */
export class Budget {
	private limit?: number;

	/** Calls left in this window by the newest answers; undefined as long as nothing is known. */
	private remaining?: number;

	private windowEnd = 0;

	/** Counts the windows, so that a call that outlives its own is not charged to the next. */
	private window = 0;

	/** Calls of this window that are not answered yet. */
	private underWay = 0;

	private blockedUntil = 0;

	private queue: Waiting[] = [];

	/** The order in which owners were last served. */
	private served = new Map<string, number>();

	private turns = 0;

	private waking = false;

	/**
	 * Resolves when a call may be sent, to the window that it is charged to; every turn must be ended with `settle`.
	 *
	 * @throws BudgetSpentError when the next call comes after `deadline`
	 * @throws CancelledError when the signal fires first
	 */
	async turn(request: TurnRequest): Promise<number> {
		if (request.signal?.aborted) throw new CancelledError();
		return await new Promise<number>((resolve, reject) => {
			const leave = () => {
				this.queue = this.queue.filter((other) => other !== waiting);
				request.signal?.removeEventListener('abort', onAbort);
			};
			const onAbort = () => waiting.refuse(new CancelledError());
			const waiting: Waiting = {
				...request,
				grant: () => {
					leave();
					resolve(this.begin());
				},
				refuse: (reason) => {
					leave();
					reject(reason);
				},
			};
			request.signal?.addEventListener('abort', onAbort, { once: true });
			this.queue.push(waiting);
			this.serve();
		});
	}

	/** Counts a call that goes out without a turn of its own: the sign-in inside another call's turn. */
	begin(): number {
		this.enterWindow(Date.now());
		this.underWay++;
		return this.window;
	}

	/**
	 * Ends a turn with what the answer said; an empty report when there was no answer.
	 *
	 * @param window what `turn` or `begin` gave
	 * @param refused the call was refused because the calls of the window are spent
	 */
	settle(window: number, report: RateReport, refused: boolean): void {
		const now = Date.now();
		if (window === this.window) {
			this.underWay--;
			this.learn(report, now);
		}
		if (refused || report.retryAfterMs !== undefined) {
			const pause = Math.max(SHORTEST_REFUSAL_MS, report.retryAfterMs ?? this.windowEnd - now);
			this.blockedUntil = Math.max(this.blockedUntil, now + pause);
		}
		this.serve();
	}

	private learn({ limit, remaining, resetInMs }: RateReport, now: number): void {
		const end = resetInMs === undefined ? this.windowEnd : now + resetInMs;
		const isSameWindow = Math.abs(end - this.windowEnd) < STAMP_PRECISION_MS;
		this.windowEnd = end;
		this.limit = limit ?? this.limit;
		if (remaining === undefined) return;
		// Answers overtake each other: within a window the lowest number is the newest.
		this.remaining = isSameWindow ? Math.min(remaining, this.remaining ?? remaining) : remaining;
	}

	private enterWindow(now: number): void {
		if (now < this.windowEnd) return;
		this.window++;
		this.windowEnd = now + WINDOW_MS;
		this.underWay = 0;
		this.remaining = this.limit;
	}

	/** When the next call may go: now, or later unless an answer under way says otherwise. */
	private nextCallAt(now: number): number {
		this.enterWindow(now);
		if (now < this.blockedUntil) return this.blockedUntil;
		// A call under way may or may not be in `remaining` already: it counts as not.
		const isFree = this.remaining === undefined || this.remaining - this.underWay > 0;
		return isFree ? now : this.windowEnd;
	}

	private serve(): void {
		while (this.queue.length > 0) {
			const now = Date.now();
			const at = this.nextCallAt(now);
			if (at > now) {
				for (const waiting of this.queue.filter(({ deadline }) => deadline < at)) {
					waiting.refuse(new BudgetSpentError(at - now));
				}
				return this.wakeAt(at);
			}
			const next = this.nextInLine();
			this.served.set(next.owner, ++this.turns);
			next.grant();
		}
		this.served.clear();
	}

	private nextInLine(): Waiting {
		const lastServed = ({ owner }: Waiting) => this.served.get(owner) ?? 0;
		return this.queue.reduce((first, other) => {
			if (first.urgent !== other.urgent) return first.urgent ? first : other;
			return lastServed(other) < lastServed(first) ? other : first;
		});
	}

	private wakeAt(at: number): void {
		if (this.waking || this.queue.length === 0) return;
		this.waking = true;
		// In short steps, for the queue may empty itself, or an answer may name another time meanwhile.
		void wait(Math.min(at - Date.now(), WINDOW_MS / 120)).then(() => {
			this.waking = false;
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
