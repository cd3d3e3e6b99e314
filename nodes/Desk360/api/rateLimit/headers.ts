/** Response headers with lower-case names, as axios gives them. */
export type Headers = Record<string, unknown>;

/** What an answer says about the calls that are left; times in milliseconds from now. */
export interface RateReport {
	limit?: number;
	remaining?: number;
	resetInMs?: number;
	retryAfterMs?: number;
	/** The answer's `Date`, in milliseconds since the epoch. */
	date?: number;
}

/** A reset further away than this, or longer ago, is another unit or a wrong clock. */
const LONGEST_WINDOW_MS = 60 * 60_000;

/** Maintenance may take hours; what asks for more than a day is asked again after a day. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

function text(headers: Headers, name: string): string | undefined {
	const value = headers[name];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function count(headers: Headers, name: string): number | undefined {
	const value = text(headers, name);
	return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

function resetIn(ms: number): number | undefined {
	return Math.abs(ms) <= LONGEST_WINDOW_MS ? Math.max(0, ms) : undefined;
}

/** How dates begin: in HTTP with the day of the week. `Date.parse` finds one in `-5` and `soon 7` as well. */
const DATE = /^((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d{4}-\d\d-\d\dT)/i;

/** Seconds, or an HTTP date; in milliseconds from the service's now. */
function waitOf(retryAfter: string, serviceNow: number): number | undefined {
	const isSeconds = /^\d{1,15}(\.\d{1,15})?$/.test(retryAfter);
	if (!isSeconds && !DATE.test(retryAfter)) return undefined;
	const ms = isSeconds ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - serviceNow;
	return Number.isNaN(ms) ? undefined : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

/**
 * Reads `X-RateLimit-Limit`, `-Remaining`, `-Reset` (Unix seconds) and `Retry-After` (seconds or an HTTP date).
 * Absolute times are measured against the answer's own `Date`, as this machine's clock may be wrong.
 */
export function rateReport(headers: Headers, now: number): RateReport {
	const dated = Date.parse(text(headers, 'date') ?? '');
	const date = Number.isNaN(dated) ? undefined : dated;
	const serviceNow = date ?? now;
	const reset = count(headers, 'x-ratelimit-reset');
	const retryAfter = text(headers, 'retry-after');
	return {
		date,
		limit: count(headers, 'x-ratelimit-limit'),
		remaining: count(headers, 'x-ratelimit-remaining'),
		resetInMs: reset === undefined ? undefined : resetIn(reset * 1000 - serviceNow),
		retryAfterMs: retryAfter === undefined ? undefined : waitOf(retryAfter, serviceNow),
	};
}
