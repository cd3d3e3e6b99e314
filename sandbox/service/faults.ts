import { matches, type RequestFilter } from './matching';
import type { RateLimitRule } from './rateLimit';

/** What can go wrong with one request. Kinds above the line answer instead of the service, so nothing is written. */
export type FaultKind =
	| {
			kind: 'rateLimit';
			retryAfter?: number;
			format?: RateLimitRule['retryAfter'];
			status?: number;
	  }
	| {
			kind: 'status';
			status: number;
			code?: string;
			message?: string;
			body?: unknown;
			headers?: Record<string, string>;
	  }
	/** The connection is cut before an answer. */
	| { kind: 'reset' }
	/** No answer until the server closes. */
	| { kind: 'hang' }
	| { kind: 'html'; status?: number }
	| { kind: 'emptyBody'; status?: number }
	/** JSON of another shape. */
	| { kind: 'json'; body: unknown; status?: number }
	/** Any text, by default as JSON with 200: a notice of PHP before the JSON, byte order marks, a web server's page. */
	| { kind: 'text'; body: string; status?: number; contentType?: string }
	| { kind: 'noContent' }
	| { kind: 'redirect'; location: string; status?: number }
	// ---- From here on the service does its work first.
	/** Done, then the connection is cut. */
	| { kind: 'lostAnswer' }
	/** Done, then answered with this code, as when a channel did not take the message. */
	| { kind: 'channel'; code: string; status?: number; message?: string }
	/** The rows of the page before, with a `Link` to the next. */
	| { kind: 'repeatPage' }
	/** `Link` always names a next page; past the end come no rows, or with `again` the first ones once more. */
	| { kind: 'endlessPages'; rows?: 'none' | 'again' }
	/** One row of a list is replaced; by null unless `value` is given. */
	| { kind: 'malformedRow'; row?: number; value?: unknown }
	/** The second half of the JSON is missing. */
	| { kind: 'malformedJson' }
	| { kind: 'slow'; ms: number }
	/** Done, then answered in another form: 204 without a body, or with a body 200; text is sent as it is. */
	| { kind: 'acceptedWithout'; status?: number; body?: unknown }
	/** The headers with the full length, so many bytes, and nothing more until the server closes. */
	| { kind: 'trickle'; firstBytes: number }
	/** The whole body in pieces of so many bytes, one every so many milliseconds. */
	| { kind: 'slowBytes'; everyMs: number; bytes: number };

export type Fault = FaultKind & {
	match?: Omit<RequestFilter, 'status'>;
	/** This many matching requests go through first. */
	skip?: number;
	/** How many requests it meets; 1 unless given, Infinity for all. */
	times?: number;
};

interface Planned {
	fault: Fault;
	skip: number;
	left: number;
}

/** Every kind, and whether the service does its work although such a fault is planned. */
const leavingTheWork: Record<Fault['kind'], boolean> = {
	rateLimit: false,
	status: false,
	reset: false,
	hang: false,
	html: false,
	emptyBody: false,
	json: false,
	text: false,
	noContent: false,
	redirect: false,
	lostAnswer: true,
	channel: true,
	repeatPage: true,
	endlessPages: true,
	malformedRow: true,
	malformedJson: true,
	slow: true,
	acceptedWithout: true,
	trickle: true,
	slowBytes: true,
};

export const faultKinds = Object.keys(leavingTheWork) as ReadonlyArray<Fault['kind']>;

/** Whether the service does its work although this fault is planned. */
export function leavesTheWork({ kind }: Fault): boolean {
	return leavingTheWork[kind];
}

/** Faults to come, in the order they were added; a request meets at most one. */
export class FaultPlan {
	private planned: Planned[] = [];

	add(fault: Fault): void {
		this.planned.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
	}

	clear(): void {
		this.planned = [];
	}

	/** How many faults still wait for a request. */
	get pending(): number {
		return this.planned.length;
	}

	/** The fault this request meets, which is used up by it. */
	take(request: {
		method: string;
		path: string;
		query: Record<string, string>;
	}): Fault | undefined {
		for (const planned of this.planned) {
			if (!matches(planned.fault.match ?? {}, request)) continue;
			if (planned.skip > 0) {
				planned.skip -= 1;
				continue;
			}
			planned.left -= 1;
			if (planned.left <= 0) this.planned = this.planned.filter((other) => other !== planned);
			return planned.fault;
		}
		return undefined;
	}
}
