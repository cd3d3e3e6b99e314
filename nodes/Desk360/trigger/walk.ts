import type { TicketRow } from '../api/types';
import { SLACK, readToBorder } from './border';
import type { Plan } from './border';
import { OutOfReach, isPause } from './pause';
import { readDown } from './reading';
import type { ReadPage, Reading, Trail, View } from './reading';
import { newestOf, oldestOf } from './stamps';

/** What a walk brought. */
export interface Finding extends Reading {
	/** Up to here no row was passed over; undefined when that is not known. */
	sureTo?: string;
	/** Why the walk ended before it was sure. */
	stopped?: Error;
}

const MOST_READINGS = 4;
const MOST_READINGS_OF_UNORDERED = 12;

/** A list that shows a ticket twice for good must not be read for good. */
const MOST_DOUBTS = 10;

/**
 * Reads the part of the list with the oldest news, from page 1 when a poll can reach that far.
 *
 * Rows that leave the list while several pages are read pull others up, past the page that is read next. So
 * a stretch of several pages is read again until a reading confirms the one before, by the next poll if this
 * one runs short.
 *
 * @throws OutOfReach when rows move too fast; and whatever a call of the first reading throws
 */
export async function gather(
	readPage: ReadPage,
	view: View,
	plan: Plan,
	trail: Trail,
): Promise<Finding> {
	const read: ReadPage = async (page) => {
		const answer = await readPage(page);
		trail.pages++;
		return answer;
	};
	const reading = await readToBorder(read, view, plan, trail);
	if (reading.pages === 1) return { ...reading, sureTo: reading.top };
	const { unsureTo = reading.top } = plan;
	const isOldNews = (row: TicketRow) => view.isNews(row) && row.updated_at <= unsureTo;
	if (!reading.rows.some(isOldNews)) {
		return { ...reading, sureTo: sureWithoutOldNews(reading, view, plan) };
	}
	// It was read again before: what it brought goes first, or that could take the calls of every poll.
	if (plan.unsureTo) return reading;
	return await readUntilSure(read, view, reading, trail);
}

/** Up to where a reading of several pages passed no row over, when all its news is newer than what was unsure. */
function sureWithoutOldNews(
	reading: Reading,
	view: View,
	{ unsureTo = reading.top, doubts = 0 }: Plan,
): string | undefined {
	const { start, top, rows, pageOf } = reading;
	const news = rows.filter(view.isNews);
	const excused = news.length > 0 && doubts > 0 ? reading.pushed : 0;
	if (doubts < MOST_DOUBTS && hiddenAt(reading, byId(rows), view).length > excused)
		return undefined;
	const isOnOnePage = news.every((row) => pageOf.get(String(row.id)) === start);
	return start === 1 && isOnOnePage ? top : oldestOf(unsureTo, top);
}

/** Reads the stretch of a first reading again until a reading confirms the one before. */
async function readUntilSure(
	read: ReadPage,
	view: View,
	first: Reading,
	trail: Trail,
): Promise<Finding> {
	const { start } = first;
	const met = byId(first.rows);
	let reading = first;
	const found = (sureTo?: string, stopped?: Error): Finding => ({
		...reading,
		rows: [...met.values()],
		sureTo,
		stopped,
	});
	const untilSure = async () => {
		for (let count = 1, most = MOST_READINGS; count < most; count++) {
			const { top } = reading;
			const hiddenBefore = hiddenAt(reading, met, view);
			const last = oldestNews(reading.rows, hiddenBefore, view);
			const again = await readDown(read, view, start, reading.pages + SLACK, trail, last);
			if (!again.joined) throw new OutOfReach();
			const hasArrived = again.rows.some(
				(row) => row.updated_at >= top && view.isNews(row) && !met.has(String(row.id)),
			);
			for (const row of again.rows) met.set(String(row.id), row);
			const hidden = hiddenAt(again, met, view);
			// What arrives moves the border between two pages to another second; what changes places does not.
			const isExcused = hasArrived && !hidden.some((stamp) => hiddenBefore.includes(stamp));
			const hides = hidden.length > (isExcused ? again.pushed : 0);
			// Nothing came in between, so rows of one second change places from page to page.
			if (hides && !hasArrived && again.top === top) most = MOST_READINGS_OF_UNORDERED;
			const isSure = !hides && confirms(again, reading, last, view);
			reading = { ...again, top: start > 1 ? oldestOf(again.top, top) : again.top };
			if (isSure) return found(reading.top);
		}
		return found();
	};
	return await untilSure().catch((thrown: unknown) => {
		if (isPause(thrown)) return found(undefined, thrown);
		throw thrown;
	});
}

function byId(rows: TicketRow[]): Map<string, TicketRow> {
	return new Map(rows.map((row) => [String(row.id), row]));
}

/** The oldest stamp of news and of what may be news: what lies below is known, and need not be read again. */
function oldestNews(rows: TicketRow[], hidden: string[], view: View): string {
	const news = rows.filter(view.isNews).map((row) => row.updated_at);
	const [stamp = '', ...others] = [...news, ...hidden];
	return oldestOf(stamp, ...others);
}

/** The stamps of places in the list whose tickets are not known: others of that second were met twice. */
function hiddenAt({ stamps, bottom }: Reading, met: Map<string, TicketRow>, view: View): string[] {
	const above = newestOf(view.floor, bottom);
	const places = new Map<string, number>();
	const count = (stamp: string, by: number) => {
		if (stamp > above) places.set(stamp, (places.get(stamp) ?? 0) + by);
	};
	for (const stamp of stamps) count(stamp, 1);
	for (const row of met.values()) count(row.updated_at, -1);
	for (const [id, stamp] of view.changedAfter(above)) if (!met.has(id)) count(stamp, -1);
	return [...places].flatMap(([stamp, left]) => Array<string>(Math.max(0, left)).fill(stamp));
}

/** True when a reading brings no news that the one before did not, and when nothing left the list in between. */
function confirms(again: Reading, before: Reading, last: string, view: View): boolean {
	const isNew = (row: TicketRow) =>
		row.updated_at < before.top && view.isNews(row) && !before.pageOf.has(String(row.id));
	const hasLeft = (row: TicketRow) =>
		row.updated_at >= last && row.updated_at < again.top && !again.pageOf.has(String(row.id));
	return !again.rows.some(isNew) && !before.rows.some(hasLeft);
}
