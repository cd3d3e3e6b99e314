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

/**
 * One budget for everybody who calls, as the limit by IP address is on loopback. The window is a fixed one that
 * begins with its first request. It runs on this machine's clock, so that a test with a standing service clock still
 * gets out of it.
 */
export class RateLimit implements RateLimitRule {
	limit = defaultRateLimit.limit;
	windowSeconds = defaultRateLimit.windowSeconds;
	refuseWith = defaultRateLimit.refuseWith;
	retryAfter = defaultRateLimit.retryAfter;
	omitHeaders = defaultRateLimit.omitHeaders;
	private used = 0;
	private resetsAt = 0;

	constructor(rule: Partial<RateLimitRule> = {}) {
		Object.assign(this, rule);
	}

	/** Begins a new window. */
	reset(): void {
		this.used = 0;
		this.resetsAt = 0;
	}

	/** The rule alone, without what is used of it. */
	get rule(): RateLimitRule {
		const { limit, windowSeconds, refuseWith, retryAfter, omitHeaders } = this;
		return { limit, windowSeconds, refuseWith, retryAfter, omitHeaders };
	}

	/** Counts one request, valid or not. */
	take(now = Date.now()): { refused: boolean; headers: Record<string, string> } {
		if (this.limit === null) return { refused: false, headers: {} };
		if (now >= this.resetsAt) {
			this.used = 0;
			this.resetsAt = now + this.windowSeconds * 1000;
		}
		this.used += 1;
		const refused = this.used > this.limit;
		const secondsLeft = Math.max(1, Math.ceil((this.resetsAt - now) / 1000));
		return {
			refused,
			headers: {
				...(this.omitHeaders ? {} : this.budgetHeaders(this.limit)),
				...(refused ? retryAfterHeader(secondsLeft, this.retryAfter, now) : {}),
			},
		};
	}

	private budgetHeaders(limit: number): Record<string, string> {
		return {
			'x-ratelimit-limit': `${limit}`,
			'x-ratelimit-remaining': `${Math.max(0, limit - this.used)}`,
			'x-ratelimit-reset': `${Math.ceil(this.resetsAt / 1000)}`,
		};
	}
}
