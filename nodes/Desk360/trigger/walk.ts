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
	if (doubts < MOST_DOUBTS && hidesSome(reading, byId(rows), view, news.length > 0)) {
		return undefined;
	}
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
			const { last, rows } = downToLastNews(reading, view);
			const again = await readDown(read, view, start, reading.pages + SLACK, trail, last);
			if (!again.joined) throw new OutOfReach();
			const hasArrived = again.rows.some(
				(row) => row.updated_at >= top && view.isNews(row) && !met.has(String(row.id)),
			);
			for (const row of again.rows) met.set(String(row.id), row);
			const hides = hidesSome(again, met, view, hasArrived);
			// Nothing came in between, so rows of one second change places from page to page.
			if (hides && !hasArrived && again.top === top) most = MOST_READINGS_OF_UNORDERED;
			const isSure = !hides && confirms(again, { ...reading, rows }, view);
			reading = { ...again, top: start > 1 ? oldestOf(again.top, top) : again.top };
			if (isSure) break;
		}
		return found(reading.top);
	};
	return await untilSure().catch((thrown: unknown) => {
		if (isPause(thrown)) return found(undefined, thrown);
		throw thrown;
	});
}

function byId(rows: TicketRow[]): Map<string, TicketRow> {
	return new Map(rows.map((row) => [String(row.id), row]));
}

/** The rows down to the oldest news: what lies below is known, and need not be read again. */
function downToLastNews({ rows }: Reading, view: View): { last?: string; rows: TicketRow[] } {
	const index = rows.findLastIndex(view.isNews);
	return { last: String(rows[index]?.id), rows: rows.slice(0, index + 1) };
}

/** True when the list has more places than tickets are known for them: some were met twice, and others not. */
function hidesSome(
	{ start, stamps, rows, pushed, bottom }: Reading,
	met: Map<string, TicketRow>,
	view: View,
	hasArrived: boolean,
): boolean {
	const excused = hasArrived ? pushed : 0;
	if (start > 1) return Math.max(rows.length, met.size) + excused < stamps.length;
	const above = newestOf(view.floor, bottom);
	const known = new Set(view.changedAfter(above));
	for (const [id, row] of met) if (row.updated_at > above) known.add(id);
	return known.size + excused < stamps.filter((stamp) => stamp > above).length;
}

/** True when a reading brings no news that the one before did not, and when nothing left the list in between. */
function confirms(again: Reading, before: Reading, view: View): boolean {
	const isNew = (row: TicketRow) =>
		row.updated_at < before.top && view.isNews(row) && !before.pageOf.has(String(row.id));
	const hasLeft = (row: TicketRow) =>
		row.updated_at < again.top && !again.pageOf.has(String(row.id));
	return !again.rows.some(isNew) && !before.rows.some(hasLeft);
}
