/**
 * What became of a call, in one word:
 * - `rateLimited` the calls of this window are spent; nothing was done
 * - `signInPaused` Desk360 lets nobody sign in for a while; nothing was sent
 * - `unavailable` Desk360 answered 408 or 5xx to a read
 * - `unreachable` no connection, so that nothing was sent; or a read whose connection broke
 * - `blocked` a certificate or a proxy stands between n8n and Desk360; nothing was sent
 * - `timeout` no answer to a read in time
 * - `cancelled` the execution ended first
 * - `tokenRefused` the token is not accepted
 * - `signIn` email and password are not accepted, or the credential cannot be used
 * - `forbidden`, `notFound`, `refused` a definite no; nothing was done
 * - `unexpectedAnswer` an answer to a read that fits no documentation
 * - `unknownOutcome` a write that may or may not have happened
 */
export type Kind =
	| 'rateLimited'
	| 'signInPaused'
	| 'unavailable'
	| 'unreachable'
	| 'blocked'
	| 'timeout'
	| 'cancelled'
	| 'tokenRefused'
	| 'signIn'
	| 'forbidden'
	| 'notFound'
	| 'refused'
	| 'unexpectedAnswer'
	| 'unknownOutcome';

interface Consequences {
	/** Worth another try within seconds, and harmless: a write has this kind only when it surely did not happen. */
	isRepeated?: true;
	/** May be over by itself, so that a poll does better to come again than to stop the trigger. */
	isPassing?: true;
	/** A further try could reach the customer a second time. */
	isOutcomeUnknown?: true;
	/** With a 4xx of Desk360 it is said to an account that Desk360 knows. */
	isSaidToKnown?: true;
	/** Told again for a minute without asking: each wrong try counts towards the lock-out, or costs a call. */
	isRemembered?: true;
}

/** All that the kind of a failure decides is decided here. */
export const CONSEQUENCES: Readonly<Record<Kind, Consequences>> = {
	rateLimited: { isRepeated: true, isPassing: true },
	signInPaused: { isRepeated: true, isPassing: true, isRemembered: true },
	unavailable: { isRepeated: true, isPassing: true },
	unreachable: { isRepeated: true, isPassing: true },
	blocked: { isPassing: true },
	timeout: { isRepeated: true, isPassing: true },
	cancelled: {},
	tokenRefused: { isRemembered: true },
	signIn: { isRemembered: true },
	forbidden: { isSaidToKnown: true },
	notFound: { isSaidToKnown: true },
	refused: { isSaidToKnown: true },
	unexpectedAnswer: { isPassing: true },
	unknownOutcome: { isOutcomeUnknown: true },
};

/** Everything a person, a log or an agent is told about a call that did not work. */
export interface Failure {
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
	/** It was the sign-in that did not work, not the call itself. */
	isOfSignIn?: true;
}

/**
 * Carries a failure to where it becomes what n8n shows. n8n's own sign-in step lets nothing through but an `Error` with
 * a description, and with a status n8n would sign in a second time.
 */
export class CallFailed extends Error {
	readonly description: string;

	constructor(readonly failure: Failure) {
		super(failure.message);
		this.description = failure.description;
	}
}
