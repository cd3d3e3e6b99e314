import { isFault } from './source';

/** A poll stops here and the next one goes on. */
export abstract class Pause extends Error {}

/** The poll has had its share of time or calls. */
export class BudgetSpent extends Pause {}

/** Known ground lies deeper in the list than a poll may go. */
export class OutOfReach extends Pause {}

/** Whether what was thrown may be over by itself. */
export function isPause(thrown: unknown): thrown is Error {
	return (
		thrown instanceof Pause || (isFault(thrown) && (thrown.passing || thrown.kind === 'cancelled'))
	);
}
