/** How long the calls of a node's run waited for their turn. */
export interface Waits {
	/** Milliseconds in which at least one call waited. */
	ms: number;
	/** Calls a minute that the host grants to the one that waited longest, if it said so. */
	limit?: number;
}

/** From one moment to another, in milliseconds since the epoch. */
interface Span {
	from: number;
	to: number;
}

interface Noted {
	/** When at least one call waited, in the order in which that was noted; none touches another. */
	spans: Span[];
	/** Of spans so long ago that no wait can touch them any more. */
	earlierMs: number;
	longestMs: number;
	limit?: number;
}

/** A call that goes at once takes a moment, too. */
const MOMENT_MS = 100;

/** n8n keeps a trigger's context for as long as its workflow is published. */
const MOST_SPANS = 50;

/** By the context of the run. */
const waits = new WeakMap<object, Noted>();

function lengthOf(spans: Span[]): number {
	return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Calls that wait side by side count once. */
export function noteWait(run: object, from: number, to: number, limit: number | undefined): void {
	if (to - from < MOMENT_MS) return;
	const noted = waits.get(run) ?? { spans: [], earlierMs: 0, longestMs: 0 };
	const isApart = (span: Span) => span.to < from || to < span.from;
	const touching = noted.spans.filter((span) => !isApart(span));
	const span = {
		from: Math.min(from, ...touching.map((other) => other.from)),
		to: Math.max(to, ...touching.map((other) => other.to)),
	};
	const spans = [...noted.spans.filter(isApart), span];
	const isLongest = limit !== undefined && to - from >= noted.longestMs;
	waits.set(run, {
		spans: spans.slice(-MOST_SPANS),
		earlierMs: noted.earlierMs + lengthOf(spans.slice(0, -MOST_SPANS)),
		longestMs: isLongest ? to - from : noted.longestMs,
		limit: isLongest ? limit : noted.limit,
	});
}

export function waitsOf(run: object): Waits {
	const noted = waits.get(run);
	if (!noted) return { ms: 0 };
	const { spans, earlierMs, limit } = noted;
	return { ms: earlierMs + lengthOf(spans), limit };
}
