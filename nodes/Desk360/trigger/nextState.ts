import type { PageReader } from './list/pageReader';
import type { WalkResult } from './list/readOldestNews';
import type { Stretch } from './list/stretch';
import { MOST_TRIES } from './handle';
import type { Handling } from './handle';
import type { SeenTickets } from './seen';
import { earlier, newestOf, oldestOf } from './stamps';
import type { ProductState, Revisit } from './state';
import { isFault } from './stopEarly';

/** Tickets are remembered for an hour: those that come late, or enter a filtered list, are told from old ones. */
const REMEMBERED_SECONDS = 3_600;

/** More pages are not counted at a stretch. */
const MOST_PAGES_COUNTED = 10;

/** The state after a reading that came through, and what became of its news. */
export function nextState(
	state: ProductState,
	walk: WalkResult,
	pagesPerRead: number,
	handling: Handling,
): ProductState {
	const { handled, left, failures } = handling;
	const { stretch, unsure } = walk;
	const { oddFrom, start, end, top } = stretch;
	const seen = state.seen.with(handled);
	const { backlog, oddPolls = 0 } = state;
	const next: ProductState = {
		...state,
		seen,
		backlog: undefined,
		// When none came through it is not the ticket that cannot be read.
		failures: handled.length > 0 ? failures : state.failures,
		oddPolls: oddFrom === undefined ? undefined : oddPolls + 1,
		revisit: nextRevisit(state, walk, handling),
	};
	// What was read before and begins on page 1 is a count itself.
	const isCount = backlog?.unsure !== undefined && start === 1;
	if (backlog && !isCount) {
		next.countDownTo = outOfOrder(stretch, state.seen) ?? state.countDownTo;
	}
	const [oldestLeft] = left;
	if (unsure !== undefined) {
		// From page 1 on, it is read again from there.
		const pages = start === 1 ? Math.max(end, pagesPerRead) : pagesPerRead;
		// The next reading confirms this one only where all had their turn: what it misses as well would be lost.
		const again = oldestLeft ? undefined : unsure;
		return { ...next, backlog: { page: end, pagesPerRead: pages, unsure: again } };
	}
	/** What could not be read is looked for again, down to where it may be. */
	const isHeld = oddFrom !== undefined && oddPolls < MOST_TRIES;

	next.handledUpTo = oldestLeft
		? oldestOf(top, ...left.map((row) => row.updated_at))
		: newestOf(state.handledUpTo, top);
	if (start === 1 && !oldestLeft && next.countDownTo !== undefined) {
		next.handledUpTo = earlier(next.countDownTo, 1);
		next.backlog = { page: 1, pagesPerRead: MOST_PAGES_COUNTED, unsure: 0 };
		next.countDownTo = undefined;
	} else if (start > 1 || (oldestLeft && handling.stopped && stretch.pages.length > 1)) {
		// What took the calls is not read once more before the tickets have their turn.
		const page = (oldestLeft && stretch.pageOf(oldestLeft)) ?? Math.max(1, start - 1);
		next.backlog = { page, pagesPerRead };
	} else if (!oldestLeft && !isHeld) {
		next.completeAt = next.handledUpTo;
		const hourAgo = earlier(next.completeAt, REMEMBERED_SECONDS);
		// What was seen on page 1 must stay known, however old it is.
		const from = oldestOf(hourAgo, stretch.bottomOfFirstPage);
		next.rememberedFrom = newestOf(state.rememberedFrom, from);
		next.seen = seen.after(next.rememberedFrom);
	}
	if (isHeld) {
		next.handledUpTo = oldestOf(next.handledUpTo, newestOf(oddFrom, state.rememberedFrom));
	}
	// Of the very second up to which the list was known, some is missing now.
	if (oldestLeft || isHeld) {
		next.completeAt = oldestOf(next.completeAt, earlier(next.handledUpTo, 1));
	}
	return next;
}

/** All rows of the first page are of the newest second, and others may come in it further down. */
function isOfOneSecond({ start, top, bottomOfFirstPage, end, pages }: Stretch): boolean {
	const isWholeList = start === end && pages[0].nextPage === undefined;
	return start === 1 && top !== '' && top === bottomOfFirstPage && !isWholeList;
}

/**
 * The oldest second whose rows stand in another order on each page: a row that was dealt with stands above news of its
 * second, although the list is worked off from below. Read page by page, some of its rows were on no page; read at a
 * stretch, its places can be counted.
 */
function outOfOrder({ pages }: Stretch, seen: SeenTickets): string | undefined {
	const knownAbove = new Set<string>();
	let oldest: string | undefined;
	for (const row of pages.flatMap(({ rows }) => rows)) {
		if (seen.knows(row)) knownAbove.add(row.updated_at);
		else if (knownAbove.has(row.updated_at)) oldest = row.updated_at;
	}
	return oldest;
}

function nextRevisit(
	{ revisit }: ProductState,
	{ stretch }: WalkResult,
	{ handled }: Handling,
): Revisit | undefined {
	if (isOfOneSecond(stretch)) {
		return handled.length > 0 ? { page: 2, downTo: stretch.top, isNew: true } : revisit;
	}
	const isCovered = revisit && stretch.start === 1 && stretch.bottom < revisit.downTo;
	return isCovered ? undefined : revisit;
}

/** The state after a poll that did not get as far as the oldest news: the next one looks further down, and reads less. */
export function interrupted(state: ProductState, thrown: Error, reader: PageReader): ProductState {
	const ranShort = !isFault(thrown) || thrown.kind === 'rateLimited';
	if (!ranShort || reader.count < 2) return state;
	const known = state.backlog?.pagesPerRead ?? Infinity;
	const isFound = reader.end !== undefined;
	const pagesPerRead = Math.max(1, Math.min(known, reader.count) - Number(isFound));
	return {
		...state,
		backlog: { page: reader.end ?? Math.max(1, reader.deepestNews), pagesPerRead },
	};
}
