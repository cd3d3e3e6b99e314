import type { Caller } from '../api/client';
import { BudgetSpent } from './stopEarly';

/** What a poll may use. */
export interface Limits {
	/** Resolves when the time is over; never earlier. */
	timeIsUp: Promise<unknown>;
	calls: number;
}

export interface LimitedCaller {
	call: Caller;
	/** How many calls were made. */
	readonly made: number;
	/** How many of them were answered. */
	readonly answered: number;
}

/** A caller that gives up with `BudgetSpent` when time or calls are used up, even while it waits for an answer. */
export function within(limits: Limits, send: Caller): LimitedCaller {
	let made = 0;
	let answered = 0;
	let isOver = false;
	const over = limits.timeIsUp.then(() => {
		isOver = true;
		throw new BudgetSpent();
	});
	over.catch(() => {}); // of no interest when the poll ends in time
	return {
		async call(question) {
			if (isOver || made >= limits.calls) throw new BudgetSpent();
			made++;
			const answer = await Promise.race([send(question), over]);
			answered++;
			return answer;
		},
		get made() {
			return made;
		},
		get answered() {
			return answered;
		},
	};
}
