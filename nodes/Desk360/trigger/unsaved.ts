/**
 * What n8n has not saved yet. With durable cursors it reads the state before a poll begins and saves the next one
 * after it ended, so a poll that waited for another gets the state that the other began with; and it never saves
 * what the poll at activation came to.
 */
import { fingerprint } from '../api/common/fingerprint';

/** After this time n8n has saved a state, or will not any more. */
const SAVED_WITHIN_MS = 30_000;

/** When items were handed over that came of a state, by trigger and by the state's fingerprint. */
const handovers = new Map<string, Map<string, number>>();

/** Starting points of triggers whose state n8n never had so far. */
const startingPoints = new Map<string, unknown>();

/** Notes that the items which came of this state are handed over. */
export function noteHandover(key: string, state: unknown, now: number): void {
	const states = handovers.get(key) ?? new Map<string, number>();
	for (const [other, at] of states) if (now - at > SAVED_WITHIN_MS) states.delete(other);
	handovers.set(key, states.set(fingerprint(state), now));
}

/** True when the items which come of this state were handed over a moment ago. */
export function isHandedOver(key: string, state: unknown, now: number): boolean {
	const at = handovers.get(key)?.get(fingerprint(state));
	return at !== undefined && now - at <= SAVED_WITHIN_MS;
}

export function noteStartingPoint(key: string, state: unknown): void {
	startingPoints.set(key, state);
}

/** The saved state, or the starting point as long as n8n has none. */
export function latestOf(key: string, saved: unknown): unknown {
	if (saved === undefined) return startingPoints.get(key);
	startingPoints.delete(key);
	return saved;
}
