import type { TicketRow } from '../api/types';
import { newestOf, secondsOf, stampOf } from './stamps';

/**
 * How the service's stamps ran against this machine's clock. Nothing is read from it but that the service's
 * clock was set back, and then a poll looks further down the list, no more.
 */
export interface Pace {
	/** When the list was last known whole, by this machine's clock, in seconds. */
	at: number;
	/** By how much the newest stamps were ahead of this machine's clock, in seconds; negative when behind. */
	ahead: number;
}

/** A clock change sets the service's stamps back by an hour; two minutes more for rows that were saved late. */
export const WINDOW_SECONDS = 3_720;

/** A stamp may be seen late by so much before it counts as set back by an hour. */
const TOLERANCE_SECONDS = 2_700;

const RENEWED_AFTER_SECONDS = 600;

/** A change that is stamped earlier should have been seen before; empty when nothing is known. */
export function dueFrom(pace: Pace | undefined): string {
	return pace ? stampOf(pace.at + pace.ahead - TOLERANCE_SECONDS) : '';
}

/**
 * Whether a quiet poll is to look down the list once more. After the service's clock was set back, changes are
 * stamped earlier than what came before, and on a busy desk that is below the first page; so as long as they
 * may be, every ten minutes of quiet are checked.
 *
 * @param front the newest stamp that was dealt with
 */
export function isLookDue(pace: Pace | undefined, front: string, nowSeconds: number): boolean {
	const newest = secondsOf(front);
	if (!pace || newest === undefined) return false;
	const quietSeconds = pace.at + pace.ahead - newest;
	return (
		nowSeconds - pace.at >= RENEWED_AFTER_SECONDS &&
		quietSeconds < WINDOW_SECONDS + RENEWED_AFTER_SECONDS
	);
}

/** The pace after a poll that knows the whole list and found this news. */
export function paceAfter(
	pace: Pace | undefined,
	news: TicketRow[],
	nowSeconds: number,
): Pace | undefined {
	const newest = newestOf(...news.map((row) => row.updated_at));
	const seconds = secondsOf(newest);
	if (seconds === undefined) {
		const isRecent = !pace || nowSeconds - pace.at < RENEWED_AFTER_SECONDS;
		return isRecent ? pace : { ...pace, at: nowSeconds };
	}
	const ahead = seconds - nowSeconds;
	const isSetBack = newest < dueFrom(pace);
	return { at: nowSeconds, ahead: isSetBack ? ahead : Math.max(ahead, pace?.ahead ?? ahead) };
}
