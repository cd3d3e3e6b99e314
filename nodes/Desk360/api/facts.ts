/**
 * What became of a call, in one word:
 * - `rateLimited` refused because the calls of this window are spent; nothing was done
 * - `unavailable` Desk360 answered 408 or 5xx to a read
 * - `unreachable`, `timeout` no answer to a read
 * - `cancelled` the execution ended first
 * - `signIn` token or password not accepted, or the credential cannot be used
 * - `forbidden`, `notFound`, `refused` a definite no; nothing was done
 * - `unexpectedAnswer` an answer that fits no documentation
 * - `unknownOutcome` a write that may or may not have happened
 */
export type Kind =
	| 'rateLimited'
	| 'unavailable'
	| 'unreachable'
	| 'timeout'
	| 'cancelled'
	| 'signIn'
	| 'forbidden'
	| 'notFound'
	| 'refused'
	| 'unexpectedAnswer'
	| 'unknownOutcome';

/** Everything a person, a log or an agent is told about a call that did not work. */
export interface Facts {
	kind: Kind;
	/** What happened. */
	message: string;
	/** What to do next. */
	description: string;
	httpCode?: number;
	/** The service's machine-readable code, such as `failed_validation`. */
	code?: string;
	docUrl?: string;
	/** Milliseconds until another try makes sense. */
	retryAfterMs?: number;
}

/**
 * Carries the facts to where they become what n8n shows. Inside n8n's own sign-in step nothing else than an
 * `Error` with a description gets through, and it must not carry a status, or n8n signs in a second time.
 */
export class CallStopped extends Error {
	readonly description: string;

	constructor(readonly facts: Facts) {
		super(facts.message);
		this.description = facts.description;
	}
}
