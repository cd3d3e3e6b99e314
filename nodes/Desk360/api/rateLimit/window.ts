import type { RateReport } from './headers';

/** Desk360 grants calls by the minute, unless a header says otherwise. */
const WINDOW_MS = 60_000;

/** Stamps and waits are whole seconds, so a refusal that names no wait, or none at all, is over after one. */
const SHORTEST_REFUSAL_MS = 1_000;

/** Two answers of one window name its end in whole seconds, at slightly different times. */
const STAMP_PRECISION_MS = 2_000;

/** An answer that seems older than this is not late: one of the clocks was set. */
const LATEST_ANSWER_MS = 5_000;

/** Answers come within a second or two, so it is worth waiting that long for what one will say. */
export const ANSWER_MS = 2_000;

/** When the next call may go. */
export interface NextCall {
	/** Milliseconds since the epoch; now, or later. */
	at: number;
	/** No answer under way can make it sooner. */
	isSure: boolean;
}

/**
 * What an API host still grants this machine's address, one window after the other. Other processes spend from it
 * unseen, so every answer corrects it.
 */
export class RateWindow {
	private granting?: number;

	/** Calls left by the newest answers, or the limit before any came; undefined as long as nobody said. */
	private remaining?: number;

	/** What was left when this process began to count. */
	private granted = 0;

	private start = 0;

	private end = 0;

	/** So that a call that outlives its window is not charged to the next. */
	private number = 0;

	private underWay = 0;

	private answered = 0;

	private isClosed = false;

	/** The host told or showed a limit; undefined before its first answer. */
	private isLimited?: boolean;

	/** By how much the service's clock is ahead of this machine's. */
	private ahead = -Infinity;

	/** Calls in a window, if the host ever said so. */
	get limit(): number | undefined {
		return this.granting;
	}

	nextCall(now: number): NextCall {
		this.enter(now);
		const { remaining = Infinity, underWay } = this;
		if (remaining <= 0) return { at: this.end, isSure: true };
		if (underWay === 0) return { at: now, isSure: true };
		// One call finds out what others have spent of a new window, rather than several that are refused.
		const heardBy = this.start + ANSWER_MS;
		const isTried = this.answered > 0 || now >= heardBy || this.isLimited === false;
		if (!isTried) return { at: heardBy, isSure: false };
		// A call under way may or may not be in `remaining` already: it counts as not.
		return underWay < Math.floor(remaining * this.share())
			? { at: now, isSure: true }
			: { at: this.end, isSure: false };
	}

	/** Gives the number of the window that the call is charged to. */
	begin(now: number): number {
		this.enter(now);
		this.underWay++;
		return this.number;
	}

	/**
	 * The report is empty when no answer came.
	 *
	 * @param number what `begin` gave
	 * @param isRefused the call was refused because the calls of the window are spent
	 */
	settle(number: number, report: RateReport, isRefused: boolean, now: number): void {
		if (number === this.number) {
			this.underWay--;
			this.answered++;
			if (!this.isClosed) this.learn(report, now);
		}
		const isSpent = isRefused || report.retryAfterMs !== undefined;
		this.isLimited ||= isSpent || report.limit !== undefined;
		if (isSpent) {
			this.close(now + Math.max(SHORTEST_REFUSAL_MS, report.retryAfterMs ?? this.end - now));
		}
	}

	private learn({ limit, remaining, resetInMs, date }: RateReport, now: number): void {
		this.granting = limit ?? this.granting;
		const end = resetInMs === undefined ? this.end : now + resetInMs - this.ageOf(date, now);
		const isSameWindow = Math.abs(end - this.end) < STAMP_PRECISION_MS;
		this.end = end;
		if (remaining === undefined) return;
		if (this.remaining === undefined) this.granted = remaining + this.answered;
		// Answers overtake each other: within a window the lowest number is the newest.
		this.remaining = isSameWindow ? Math.min(remaining, this.remaining ?? remaining) : remaining;
	}

	/**
	 * The part of what is left that this process may have under way: half of its part of what was spent in this window,
	 * for others go on meanwhile.
	 */
	private share(): number {
		const own = Math.max(1, this.answered);
		const others = Math.max(0, this.granted - (this.remaining ?? Infinity) - own);
		return own / (own + others + 1) / 2;
	}

	/**
	 * An answer's `Date` comes in whole seconds and took its way, so of several the one that puts the service's clock
	 * furthest ahead is the nearest to it.
	 */
	private ageOf(date: number | undefined, now: number): number {
		if (date === undefined) return 0;
		const ahead = date - now;
		const isOneClock = Math.abs(ahead - this.ahead) < LATEST_ANSWER_MS;
		this.ahead = isOneClock ? Math.max(ahead, this.ahead) : ahead;
		return this.ahead - ahead;
	}

	/** Nothing is granted until then, whatever the answers to earlier calls say. */
	private close(until: number): void {
		this.end = this.isClosed ? Math.max(this.end, until) : until;
		this.remaining = 0;
		this.isClosed = true;
	}

	private enter(now: number): void {
		const isClockSetBack = now < this.start;
		if (now < this.end && !isClockSetBack) return;
		this.number++;
		this.start = now;
		this.end = now + WINDOW_MS;
		this.underWay = 0;
		this.answered = 0;
		this.remaining = this.granting;
		this.granted = this.granting ?? 0;
		this.isClosed = false;
	}
}
