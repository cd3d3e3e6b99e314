import { fingerprint } from '../api/common/fingerprint';

/**
 * What this process knows of its triggers beyond the state in n8n's static data. In memory, because after a restart
 * patience is to begin anew: a poll that throws while n8n starts would leave the trigger dead. And because n8n saves a
 * state late, or not at all: with durable cursors it reads the state before a poll begins and saves the next one after
 * it ended, so that a poll that waited for another gets the state that the other began with; and it never saves what
 * the poll at activation came to.
 *
 * All times are in milliseconds since the epoch.
 */

/** How long passing faults are borne before the trigger says so. */
export const PATIENCE_MS = 15 * 60_000;

/** A trigger that did not poll for so many of its intervals was not published meanwhile. */
const MISSED_POLLS = 3;

/** After this time n8n has saved a state, or will not any more. */
const SAVED_WITHIN_MS = 30_000;

/** A trigger that did not poll for so long, and for several of its intervals, is forgotten. */
const FORGOTTEN_AFTER_MS = 2 * 24 * 60 * 60_000;

export class TriggerMemory {
	/** How messages name products, by ID. */
	labels: ReadonlyMap<string, string> = new Map();

	private polledAt = 0;

	/** From the poll before the last one to the last one. */
	private intervalMs = 0;

	/** Until then another poll runs, or counts as lost. */
	private claimedUntil = 0;

	/** Until then Desk360 asked not to be called. */
	private notBefore = 0;

	/** Since when something does not come through, and when that was told last, by what it is of. */
	private readonly troubles = new Map<string, { since: number; toldAt: number }>();

	/** Refusals that were told, by product. */
	private readonly refusals = new Set<string>();

	/** When items were handed over, by the fingerprint of the state that they came of. */
	private readonly handovers = new Map<string, number>();

	/** The state in which it started, and the fingerprint of what n8n had saved by then. */
	private startingPoint?: { state: unknown; saved: string };

	/** It did not poll for so long, and for several of its intervals. */
	isIdle(now: number, forMs: number): boolean {
		return now - this.polledAt > Math.max(forMs, MISSED_POLLS * this.intervalMs);
	}

	/** Trouble from before a pause, such as a workflow that was not published, is over. */
	notePoll(now: number): void {
		if (this.isIdle(now, PATIENCE_MS)) {
			this.troubles.clear();
			this.notBefore = 0;
		}
		this.intervalMs = this.polledAt === 0 ? 0 : now - this.polledAt;
		this.polledAt = now;
	}

	/**
	 * One poll of the trigger at a time: n8n starts the next one although the last still waits, and both would work from
	 * the same state. One that never ends blocks the others until its claim expires.
	 *
	 * @returns the function that ends the claim; undefined when another poll runs, or Desk360 asked not to be called
	 */
	claimPoll(now: number, expiresInMs: number): (() => void) | undefined {
		if (this.claimedUntil > now || this.notBefore > now) return undefined;
		const until = now + expiresInMs;
		this.claimedUntil = until;
		return () => {
			if (this.claimedUntil === until) this.claimedUntil = 0;
		};
	}

	recordSuccess(what: string): void {
		this.troubles.delete(what);
		this.refusals.delete(what);
	}

	/**
	 * @param what it is of, such as a product's ID
	 * @returns since when nothing came through, when that must be told now: after a quarter of an hour, and then once in
	 * each further one
	 */
	recordFailure(what: string, now: number, retryAfterMs = 0): number | undefined {
		const { since, toldAt } = this.troubles.get(what) ?? { since: now, toldAt: now };
		const mustTell = now - toldAt >= PATIENCE_MS;
		this.troubles.set(what, { since, toldAt: mustTell ? now : toldAt });
		this.notBefore = Math.max(this.notBefore, now + retryAfterMs);
		return mustTell ? since : undefined;
	}

	/** True when that was not told yet. */
	isNewRefusal(what: string): boolean {
		return !this.refusals.has(what) && Boolean(this.refusals.add(what));
	}

	noteHandover(state: unknown, now: number): void {
		const { handovers } = this;
		for (const [other, at] of handovers) if (now - at > SAVED_WITHIN_MS) handovers.delete(other);
		handovers.set(fingerprint(state), now);
	}

	/** The items which come of this state were handed over a moment ago. */
	isHandedOver(state: unknown, now: number): boolean {
		const at = this.handovers.get(fingerprint(state));
		return at !== undefined && now - at <= SAVED_WITHIN_MS;
	}

	/** Kept for as long as n8n has saved no other since. */
	noteStartingPoint(state: unknown, saved: unknown): void {
		this.startingPoint = { state, saved: fingerprint(saved) };
	}

	/** Undefined when n8n saved another one since. */
	startingPointOf(saved: unknown): unknown {
		const { startingPoint } = this;
		return startingPoint?.saved === fingerprint(saved) ? startingPoint.state : undefined;
	}
}

const triggers = new Map<string, TriggerMemory>();

/** Triggers that do not poll any more are forgotten. */
export function memoryOf(key: string, now: number): TriggerMemory {
	for (const [other, memory] of triggers) {
		if (other !== key && memory.isIdle(now, FORGOTTEN_AFTER_MS)) triggers.delete(other);
	}
	const memory = triggers.get(key) ?? new TriggerMemory();
	triggers.set(key, memory);
	memory.notePoll(now);
	return memory;
}
