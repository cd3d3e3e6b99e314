export interface RateLimitRule {
	/** Requests a window; null: no limit, and no header speaks of one. */
	limit: number | null;
	windowSeconds: number;
	/** The text says an error, 429; its sample shows 200 with `Retry-After`. */
	refuseWith: 429 | 200;
	retryAfter: 'seconds' | 'date' | 'none';
	/** No `X-RateLimit-*` header at all, as behind a proxy that drops them. */
	omitHeaders: boolean;
}

export const defaultRateLimit: RateLimitRule = {
	limit: null,
	windowSeconds: 60,
	refuseWith: 429,
	retryAfter: 'seconds',
	omitHeaders: false,
};

/** The values of the parts that are a choice. */
export const rateLimitChoices = {
	refuseWith: [429, 200],
	retryAfter: ['seconds', 'date', 'none'],
} satisfies { [Name in keyof RateLimitRule]?: Array<RateLimitRule[Name]> };

/** `Retry-After` for a number of seconds, in one of the two forms HTTP knows. */
export function retryAfterHeader(
	seconds: number,
	form: RateLimitRule['retryAfter'],
	now = Date.now(),
): Record<string, string> {
	if (form === 'none') return {};
	return {
		'retry-after': form === 'date' ? new Date(now + seconds * 1000).toUTCString() : `${seconds}`,
	};
}

/** A limit that is counted apart from the one that all others share. */
export interface OwnLimit {
	name: string;
	limit: number;
}

/** What one call used of a limit. */
export interface Taken {
	refused: boolean;
	headers: Record<string, string>;
}

interface CallWindow {
	used: number;
	resetsAt: number;
}

/**
 * One budget for everybody who calls, as the limit by IP address is on loopback, and one for each that has a limit of
 * its own. The window is a fixed one that begins with its first request. It runs on this machine's clock, so that a
 * test with a standing service clock still gets out of it.
 */
export class RateLimit implements RateLimitRule {
	limit = defaultRateLimit.limit;
	windowSeconds = defaultRateLimit.windowSeconds;
	refuseWith = defaultRateLimit.refuseWith;
	retryAfter = defaultRateLimit.retryAfter;
	omitHeaders = defaultRateLimit.omitHeaders;
	private windows = new Map<string | undefined, CallWindow>();

	constructor(rule: Partial<RateLimitRule> = {}) {
		Object.assign(this, rule);
	}

	/** Begins new windows. */
	reset(): void {
		this.windows.clear();
	}

	/** The rule alone, without what is used of it. */
	get rule(): RateLimitRule {
		const { limit, windowSeconds, refuseWith, retryAfter, omitHeaders } = this;
		return { limit, windowSeconds, refuseWith, retryAfter, omitHeaders };
	}

	/** Counts one request, valid or not. */
	take(now = Date.now(), own?: OwnLimit): Taken {
		const limit = own ? own.limit : this.limit;
		if (limit === null) return { refused: false, headers: {} };
		const window = this.windowAt(now, own?.name);
		window.used += 1;
		const refused = window.used > limit;
		const secondsLeft = Math.max(1, Math.ceil((window.resetsAt - now) / 1000));
		return {
			refused,
			headers: {
				...(this.omitHeaders ? {} : budgetHeaders(limit, window)),
				...(refused ? retryAfterHeader(secondsLeft, this.retryAfter, now) : {}),
			},
		};
	}

	private windowAt(now: number, name: string | undefined): CallWindow {
		const current = this.windows.get(name);
		if (current && now < current.resetsAt) return current;
		const begun = { used: 0, resetsAt: now + this.windowSeconds * 1000 };
		this.windows.set(name, begun);
		return begun;
	}
}

function budgetHeaders(limit: number, { used, resetsAt }: CallWindow): Record<string, string> {
	return {
		'x-ratelimit-limit': `${limit}`,
		'x-ratelimit-remaining': `${Math.max(0, limit - used)}`,
		'x-ratelimit-reset': `${Math.ceil(resetsAt / 1000)}`,
	};
}
