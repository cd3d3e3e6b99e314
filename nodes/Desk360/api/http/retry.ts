/** With the pauses of `retryPause` they last about six seconds, which outlives a restart of a proxy. */
export const READ_RETRIES = 4;

/**
 * A call that took so long already is told instead: four reads without an answer do, and one write to a port that takes
 * connections and says nothing.
 */
export const REPEATED_WITHIN_MS = 150_000;

const FIRST_PAUSE_MS = 400;
export const LONGEST_PAUSE_MS = 8_000;

/**
 * Milliseconds to wait before repeat number `repeat` (0 is the first): doubling, up to eight seconds, and between half
 * and all of it, so that executions that met the same hiccup do not come back at once.
 *
 * @param random a number from 0 to 1
 */
export function retryPause(repeat: number, random: number): number {
	const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** repeat);
	return Math.round(longest * (0.5 + random / 2));
}
