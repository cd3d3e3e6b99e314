/** How long passing faults are borne before the trigger says so. */
export const PATIENCE_MS = 15 * 60_000;

/** What a trigger went through since the last poll that came through; times in milliseconds since the epoch. */
interface Trouble {
	since: number;
	notBefore: number;
	toldAt: number;
}

/** How a trigger polls, in milliseconds. */
interface Rhythm {
	polledAt: number;
	/** From the poll before the last one to the last one. */
	interval: number;
}

/** A trigger that did not poll for so many of its intervals was not published meanwhile. */
const MISSED_POLLS = 3;

/**
 * By trigger. In memory and not in n8n's static data: after a restart the patience begins anew, because a poll
 * that throws while n8n starts would leave the trigger dead.
 */
const troubles = new Map<string, Trouble>();

const rhythms = new Map<string, Rhythm>();

/** Notes that a poll begins. Trouble from before a pause, such as a workflow that was not published, is over. */
export function notePoll(key: string, now: number): void {
	const { polledAt, interval } = rhythms.get(key) ?? { polledAt: now, interval: 0 };
	const passed = now - polledAt;
	if (passed > Math.max(PATIENCE_MS, MISSED_POLLS * interval)) troubles.delete(key);
	rhythms.set(key, { polledAt: now, interval: passed });
}

export function cameThrough(key: string): void {
	troubles.delete(key);
}

/** True while the service asked not to be called. */
export function isTooEarly(key: string, now: number): boolean {
	return now < (troubles.get(key)?.notBefore ?? 0);
}

/**
 * Notes a passing fault.
 *
 * @returns since when nothing came through, when that must be told now: after a quarter of an hour, and then
 * once in each further one
 */
export function noteFault(key: string, now: number, retryAfterMs = 0): number | undefined {
	const { since, toldAt } = troubles.get(key) ?? { since: now, toldAt: now };
	const mustTell = now - toldAt >= PATIENCE_MS;
	troubles.set(key, { since, notBefore: now + retryAfterMs, toldAt: mustTell ? now : toldAt });
	return mustTell ? since : undefined;
}
