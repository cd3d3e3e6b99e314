/** How long the calls of a node's run waited for their turn. */
export interface Waits {
	/** Milliseconds in which at least one call waited. */
	ms: number;
	/** Calls a minute that the host grants, if it said so. */
	limit?: number;
}

interface Noted extends Waits {
	until: number;
}

/** By the context of the run. */
const waits = new WeakMap<object, Noted>();

/** Notes that a call waited from one moment to another; calls that wait side by side count once. */
export function noteWait(run: object, from: number, to: number, limit: number | undefined): void {
	const { ms, until } = waits.get(run) ?? { ms: 0, until: 0 };
	const added = Math.max(0, to - Math.max(from, until));
	waits.set(run, { ms: ms + added, until: Math.max(to, until), limit });
}

/** What was noted of a run. */
export function waitsOf(run: object): Waits {
	return waits.get(run) ?? { ms: 0 };
}
