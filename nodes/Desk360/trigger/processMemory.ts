import { fingerprint } from '../api/common/fingerprint';

/**
 * What this process knows of its triggers beyond the state in n8n's static data, and forgets. In memory, because after
 * a restart patience is to begin anew: a poll that throws while n8n starts would leave the trigger dead. And because
 * n8n saves a state late, or not at all: with durable cursors it reads the state before a poll begins and saves the
 * next one after it ended, so that a poll that waited for another gets the state that the other began with; and it
 * never saves what the poll at activation came to.
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

/** Since when something does not come through, and when that was told last. */
interface Trouble {
	since: number;
	toldAt: number;
}

interface TriggerMemory {
	polledAt: number;
	/** From the poll before the last one to the last one. */
	intervalMs: number;
	/** Until then another poll runs, or counts as lost. */
	claimedUntil: number;
	/** Until then Desk360 asked not to be called. */
	notBefore: number;
	/** By what it is of, such as a product's ID. */
	troubles: Map<string, Trouble>;
	/** Refusals that were told, by product. */
	refusals: Set<string>;
	/** Of the products that it watches, as messages name them, by ID. */
	labels: ReadonlyMap<string, string>;
	/** When items were handed over that came of a state, by the state's fingerprint. */
	handovers: Map<string, number>;
	/** The state in which it started, and the fingerprint of what n8n had saved by then. */
	startingPoint?: { state: unknown; saved: string };
}

const triggers = new Map<string, TriggerMemory>();

function memoryOf(key: string): TriggerMemory {
	const known = triggers.get(key);
	if (known) return known;
	const fresh: TriggerMemory = {
		...{ polledAt: 0, intervalMs: 0, claimedUntil: 0, notBefore: 0 },
		...{ troubles: new Map(), refusals: new Set(), labels: new Map(), handovers: new Map() },
	};
	triggers.set(key, fresh);
	return fresh;
}

/** Notes that a poll begins. Trouble from before a pause, such as a workflow that was not published, is over. */
export function notePoll(key: string, now: number): void {
	for (const [other, { polledAt, intervalMs }] of triggers) {
		const isIdle = now - polledAt > Math.max(FORGOTTEN_AFTER_MS, MISSED_POLLS * intervalMs);
		if (isIdle && other !== key) triggers.delete(other);
	}
	const memory = memoryOf(key);
	const passed = memory.polledAt === 0 ? 0 : now - memory.polledAt;
	if (passed > Math.max(PATIENCE_MS, MISSED_POLLS * memory.intervalMs)) {
		memory.troubles.clear();
		memory.notBefore = 0;
	}
	memory.polledAt = now;
	memory.intervalMs = passed;
}

/**
 * Lets one poll of a trigger run at a time: n8n starts the next one although the last still waits, and both would work
 * from the same state. A poll that never ends blocks the others until it expires only.
 *
 * @returns the function that ends the claim, or undefined when another poll runs
 */
export function claimPoll(key: string, now: number, expiresInMs: number): (() => void) | undefined {
	const memory = memoryOf(key);
	if (memory.claimedUntil > now) return undefined;
	const until = now + expiresInMs;
	memory.claimedUntil = until;
	return () => {
		if (memory.claimedUntil === until) memory.claimedUntil = 0;
	};
}

/** True while Desk360 asked not to be called. */
export function isTooEarly(key: string, now: number): boolean {
	return now < memoryOf(key).notBefore;
}

export function recordSuccess(key: string, what: string): void {
	const { troubles, refusals } = memoryOf(key);
	troubles.delete(what);
	refusals.delete(what);
}

/**
 * Notes a passing fault.
 *
 * @param what it is of, such as a product's ID
 * @returns since when nothing came through, when that must be told now: after a quarter of an hour, and then once in
 * each further one
 */
export function recordFailure(
	key: string,
	what: string,
	now: number,
	retryAfterMs = 0,
): number | undefined {
	const memory = memoryOf(key);
	const { since, toldAt } = memory.troubles.get(what) ?? { since: now, toldAt: now };
	const mustTell = now - toldAt >= PATIENCE_MS;
	memory.troubles.set(what, { since, toldAt: mustTell ? now : toldAt });
	memory.notBefore = Math.max(memory.notBefore, now + retryAfterMs);
	return mustTell ? since : undefined;
}

/** Notes that a product was refused; true when that was not told yet. */
export function isNewRefusal(key: string, what: string): boolean {
	const { refusals } = memoryOf(key);
	return !refusals.has(what) && Boolean(refusals.add(what));
}

/** Keeps how messages name the products, until their list is read again. */
export function noteLabels(key: string, labels: ReadonlyMap<string, string>): void {
	memoryOf(key).labels = labels;
}

/** How messages name a product; undefined when no list told its name since n8n started. */
export function productLabelOf(key: string, id: string): string | undefined {
	return memoryOf(key).labels.get(id);
}

/** Notes that the items which came of this state are handed over. */
export function noteHandover(key: string, state: unknown, now: number): void {
	const { handovers } = memoryOf(key);
	for (const [other, at] of handovers) if (now - at > SAVED_WITHIN_MS) handovers.delete(other);
	handovers.set(fingerprint(state), now);
}

/** True when the items which come of this state were handed over a moment ago. */
export function isHandedOver(key: string, state: unknown, now: number): boolean {
	const at = memoryOf(key).handovers.get(fingerprint(state));
	return at !== undefined && now - at <= SAVED_WITHIN_MS;
}

/** Keeps the state in which a trigger started, for as long as n8n has saved no other since. */
export function noteStartingPoint(key: string, state: unknown, saved: unknown): void {
	memoryOf(key).startingPoint = { state, saved: fingerprint(saved) };
}

/** The state in which the trigger started; undefined when n8n saved another one since. */
export function startingPointOf(key: string, saved: unknown): unknown {
	const { startingPoint } = memoryOf(key);
	return startingPoint?.saved === fingerprint(saved) ? startingPoint.state : undefined;
}
