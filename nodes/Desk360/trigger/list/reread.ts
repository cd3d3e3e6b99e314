import type { TicketRow } from '../../api/types';
import { newestOf, oldestOf } from '../stamps';
import { StopEarly, mayPass } from '../stopEarly';
import type { PageReader } from './pageReader';
import { readDown } from './readDown';
import type { Stretch } from './stretch';

/** What was read of the list. */
export interface WalkResult {
	/** As it was read last. */
	stretch: Stretch;
	/** No row was passed over. */
	isSure: boolean;
	/** Why the reading ended before it was sure. */
	stopped?: Error;
}

/** Rows that arrive while a stretch is read push its end down. */
export const SLACK = 2;

const MOST_READINGS = 4;

/** The oldest stamp of news and of what may be news: what lies below is known, and need not be read again. */
function oldestNews(rows: TicketRow[], hidden: string[], reader: PageReader): string {
	const news = rows.filter((row) => reader.isNews(row)).map((row) => row.updated_at);
	const [stamp = '', ...others] = [...news, ...hidden];
	return oldestOf(stamp, ...others);
}

/**
 * The stamps of places in the list whose tickets are not known: others of that second were met twice.
 *
 * @param isStrict every place takes a ticket that was met: one that is known, but not met, may have left the list
 */
export function hiddenIn(stretch: Stretch, { known, met }: PageReader, isStrict = false): string[] {
	const above = newestOf(known.rememberedFrom, stretch.bottom);
	const places = new Map<string, number>();
	const count = (stamp: string, by: number) => {
		if (stamp > above) places.set(stamp, (places.get(stamp) ?? 0) + by);
	};
	for (const stamp of stretch.stamps) count(stamp, 1);
	for (const row of met.values()) count(row.updated_at, -1);
	// Above a stretch that begins further down there may be more of a second.
	if (!isStrict || stretch.start > 1) {
		for (const [id, stamp] of known.seen.changedAfter(above)) if (!met.has(id)) count(stamp, -1);
	}
	return [...places].flatMap(([stamp, left]) => Array<string>(Math.max(0, left)).fill(stamp));
}

/** Both readings show the same tickets, but for those at the top that came or left, and those that are known below. */
function isConfirmed(one: Stretch, other: Stretch, downTo: string): boolean {
	// Of the last second there may be more on the next page.
	const from = newestOf(downTo, other.bottom);
	const to = oldestOf(one.top, other.top);
	const isBetween = (row: TicketRow) => row.updated_at > from && row.updated_at < to;
	const hasMore = ({ rows }: Stretch, { tickets }: Stretch) =>
		rows.some((row) => isBetween(row) && !tickets.has(String(row.id)));
	return !hasMore(one, other) && !hasMore(other, one);
}

/**
 * Reads a stretch again until a reading confirms the one before: rows that leave the list meanwhile pull others up,
 * past the page that is read next.
 *
 * @throws StopEarly when rows move too fast
 */
export async function rereadUntilSure(
	reader: PageReader,
	first: Stretch,
	isStrict: boolean,
): Promise<WalkResult> {
	let stretch = first;
	const untilSure = async () => {
		for (let readings = 1; readings < MOST_READINGS; readings++) {
			const metBefore = new Set(reader.met.keys());
			const hiddenBefore = hiddenIn(stretch, reader, isStrict);
			const downTo = oldestNews(stretch.rows, hiddenBefore, reader);
			const limit = stretch.pages.length + SLACK;
			const again = await readDown(reader, stretch.start, { limit, downTo });
			if (!again.reachesKnown) throw new StopEarly();
			const hasArrived = again.rows.some(
				(row) =>
					row.updated_at >= stretch.top && reader.isNews(row) && !metBefore.has(String(row.id)),
			);
			const hidden = hiddenIn(again, reader, isStrict);
			// What arrives moves the border between two pages to another second; what changes places does not.
			const isExcused = hasArrived && !hidden.some((stamp) => hiddenBefore.includes(stamp));
			const isSure = (hidden.length === 0 || isExcused) && isConfirmed(stretch, again, downTo);
			stretch = again;
			if (isSure) return true;
		}
		return false;
	};
	let stopped: Error | undefined;
	const isSure = await untilSure().catch((thrown: unknown) => {
		if (!mayPass(thrown)) throw thrown;
		stopped = thrown as Error;
		return false;
	});
	return { stretch, isSure, stopped };
}
