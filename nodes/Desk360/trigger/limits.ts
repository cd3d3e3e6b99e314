import type { Caller } from '../api/client';
import { StopEarly } from './stopEarly';

/** What a poll may use. */
export interface Limits {
	/** Resolves when the time is over; never earlier. */
	timeIsUp: Promise<unknown>;
	calls: number;
}

export interface LimitedCaller {
	call: Caller;
	/** For what others are to pay for: second looks, and looks at the list of products. */
	extraCall: Caller;
	/** How many calls were made. */
	readonly made: number;
	/** How many of them others are to pay for. */
	readonly extra: number;
	/** How many of them were answered. */
	readonly answered: number;
}

/** A caller that gives up with `StopEarly` when time or calls are used up, even while it waits for an answer. */
export function within(limits: Limits, send: Caller): LimitedCaller {
	const count = { made: 0, extra: 0, answered: 0 };
	let isOver = false;
	const over = limits.timeIsUp.then(() => {
		isOver = true;
		throw new StopEarly();
	});
	over.catch(() => {}); // of no interest when the poll ends in time
	const callerOf =
		(isExtra: boolean): Caller =>
		async (question) => {
			if (isOver || count.made >= limits.calls) throw new StopEarly();
			count.made++;
			if (isExtra) count.extra++;
			const answer = await Promise.race([send(question), over]);
			count.answered++;
			return answer;
		};
	return Object.assign(count, { call: callerOf(false), extraCall: callerOf(true) });
}
