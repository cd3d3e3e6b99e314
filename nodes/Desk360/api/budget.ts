import type { RateReport } from './rateHeaders';
import { CancelledError, wait } from './wait';

/** What Desk360 grants is per minute; the window is this long when no header says otherwise. */
export const WINDOW_MS = 60_000;

/** Stamps and waits are whole seconds, so a refusal that names no wait, or none at all, is over after one. */
const SHORTEST_REFUSAL_MS = 1_000;

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

	/** Calls left when the newest answer was given; undefined as long as nothing is known. */
	private remaining?: number;

	private windowStart = 0;

	private windowEnd = 0;

	private blockedUntil = 0;

	private underWay = 0;

	private queue: Waiting[] = [];

	/** The order in which owners were last served. */
	private served = new Map<string, number>();

	private turns = 0;

	private waking = false;

	/**
	 * Resolves when a call may be sent; every turn must be ended with `settle`.
	 *
	 * @throws BudgetSpentError when the next call comes after `deadline`
	 * @throws CancelledError when the signal fires first
	 */
	async turn(request: TurnRequest): Promise<void> {
		if (request.signal?.aborted) throw new CancelledError();
		await new Promise<void>((resolve, reject) => {
			const leave = () => {
				this.queue = this.queue.filter((other) => other !== waiting);
				request.signal?.removeEventListener('abort', onAbort);
			};
			const onAbort = () => waiting.refuse(new CancelledError());
			const waiting: Waiting = {
				...request,
				grant: () => {
					leave();
					this.begin();
					resolve();
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
	begin(): void {
		const now = Date.now();
		if (now >= this.windowEnd && this.underWay === 0) this.windowStart = now;
		this.underWay++;
	}

	/** Ends a turn with what the answer said; an empty report when there was no answer. */
	settle(report: RateReport, refused: boolean): void {
		const now = Date.now();
		this.underWay--;
		if (report.limit !== undefined) this.limit = report.limit;
		if (report.remaining !== undefined) this.remaining = report.remaining;
		const resetInMs = report.resetInMs ?? this.restOfWindow(now);
		if (report.remaining !== undefined || report.resetInMs !== undefined) {
			this.windowEnd = now + resetInMs;
		}
		if (refused || report.retryAfterMs !== undefined) {
			this.blockedUntil = Math.max(
				this.blockedUntil,
				now + Math.max(SHORTEST_REFUSAL_MS, report.retryAfterMs ?? resetInMs),
			);
		}
		this.serve();
	}

	private restOfWindow(now: number): number {
		const rest = this.windowStart + WINDOW_MS - now;
		return rest > 0 ? rest : WINDOW_MS;
	}

	/** When the next call may go: now or later; undefined when an answer under way decides. */
	private nextCallAt(now: number): number | undefined {
		if (now < this.blockedUntil) return this.blockedUntil;
		if (now >= this.windowEnd) this.remaining = this.windowEnd > 0 ? this.limit : undefined;
		if (this.remaining === undefined) return now;
		// A call under way may or may not be in `remaining` already: it counts as not.
		if (this.remaining - this.underWay > 0) return now;
		return this.underWay > 0 ? undefined : Math.max(now, this.windowEnd);
	}

	private serve(): void {
		while (this.queue.length > 0) {
			const now = Date.now();
			const at = this.nextCallAt(now);
			if (at === undefined) return;
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
