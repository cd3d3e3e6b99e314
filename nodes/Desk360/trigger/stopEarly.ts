/** A call that did not work, as the API client reports it. */
export interface Fault extends Error {
	kind: string;
	/** It may be over by itself. */
	passing: boolean;
	retryAfterMs?: number;
	/** It was the sign-in that did not work. */
	isOfSignIn?: boolean;
}

export function isFault(thrown: unknown): thrown is Fault {
	return thrown instanceof Error && 'kind' in thrown && 'passing' in thrown;
}

/** An answer of the documented form that cannot be right. */
export class StrangeAnswer extends Error implements Fault {
	readonly kind = 'unexpectedAnswer';

	readonly passing = true;
}

/** A poll had its share of time or calls: the next one goes on. */
export class StopEarly extends Error {}

/** Whether what was thrown may be over by itself, so that the next poll does better to go on. */
export function mayPass(thrown: unknown): boolean {
	if (thrown instanceof StopEarly) return true;
	return isFault(thrown) && (thrown.passing || thrown.kind === 'cancelled');
}

/** Faults of one product, or of one ticket; any other fault would meet the next call as well. */
const OF_ONE = ['unavailable', 'timeout', 'unexpectedAnswer', 'forbidden', 'notFound', 'refused'];

/** Whether a fault says nothing about other products and tickets. */
export function isOfOne(thrown: unknown): thrown is Fault {
	return isFault(thrown) && !thrown.isOfSignIn && OF_ONE.includes(thrown.kind);
}
