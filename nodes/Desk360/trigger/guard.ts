/** Polls under way, by trigger; the value is when one counts as lost, in milliseconds since the epoch. */
const underWay = new Map<string, number>();

/**
 * Lets one poll of a trigger run at a time: n8n starts the next one although the last still waits, and both
 * would work from the same state. A poll that never ends blocks the others until it expires only.
 *
 * @param key names the trigger within the process
 * @returns the function that ends the claim, or undefined when another poll runs
 */
export function claimPoll(key: string, now: number, expiresInMs: number): (() => void) | undefined {
	if ((underWay.get(key) ?? 0) > now) return undefined;
	const expiresAt = now + expiresInMs;
	underWay.set(key, expiresAt);
	return () => {
		if (underWay.get(key) === expiresAt) underWay.delete(key);
	};
}
