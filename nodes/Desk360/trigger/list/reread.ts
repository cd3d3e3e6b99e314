import type { TicketRow } from '../../api/types';
import { newestOf, oldestOf } from '../stamps';
import { OutOfReach, mayPass } from '../stopEarly';
import type { PageReader } from './pageReader';
import { readDown } from './readDown';
import type { Stretch } from './stretch';

/** What was read of the list. */
export interface WalkResult {
	/** As it was read last. */
	stretch: Stretch;
	/** All tickets that were met, each in its newest version. */
	rows: TicketRow[];
	/** The newest stamp of the stretch in all readings. */
	top: string;
	/** No row was passed over. */
	isSure: boolean;
	/** Why the reading ended before it was sure. */
	stopped?: Error;
}

/** Rows that arrive while a stretch is read push its end down. */
export const SLACK = 2;

const MOST_READINGS = 4;

/** The seconds in which there are places whose tickets are not known: others were met twice. */
export function hiddenIn(
	stretch: Stretch,
	met: ReadonlyMap<string, TicketRow>,
	{ known }: PageReader,
): string[] {
	const above = newestOf(known.rememberedFrom, stretch.bottom);
	const places = new Map<string, number>();
	const count = (stamp: string, by: number) => {
		if (stamp > above) places.set(stamp, (places.get(stamp) ?? 0) + by);
	};
	for (const stamp of stretch.stamps) count(stamp, 1);
	for (const row of met.values()) count(row.updated_at, -1);
	// One that is known, but not met, may have left the list: a list that was read before is counted without it. Above a
	// stretch that begins further down there may be more of a second.
	if (known.backlog?.unsure === undefined || stretch.start > 1) {
		for (const [id, stamp] of known.seen.changedAfter(above)) if (!met.has(id)) count(stamp, -1);
	}
	return [...places].filter(([, left]) => left > 0).map(([stamp]) => stamp);
}

/**
 * Reads a stretch again until a reading confirms the one before: rows that leave the list meanwhile pull others up,
 * past the page that is read next.
 */
export async function rereadUntilSure(reader: PageReader, first: Stretch): Promise<WalkResult> {
	const { start } = first;
	const met = new Map(first.byId);
	let stretch = first;
	let { top } = first;
	let isSure = false;
	/** A reading brings no news that the one before did not, and nothing left the list in between. */
	const isConfirmed = (again: Stretch) => {
		const isNew = (row: TicketRow) =>
			row.updated_at < top && reader.isNews(row) && !stretch.byId.has(String(row.id));
		// Of the last second there may be more on the next page.
		const hasLeft = (row: TicketRow) =>
			row.updated_at > again.bottom &&
			row.updated_at < again.top &&
			!again.byId.has(String(row.id));
		return !again.rows.some(isNew) && !stretch.rows.some(hasLeft);
	};
	const untilSure = async () => {
		for (let count = 1; count < MOST_READINGS && !isSure; count++) {
			const again = await readDown(reader, start, stretch.pages.length + SLACK);
			if (!again.reachesKnown) throw new OutOfReach();
			const hiddenBefore = hiddenIn(stretch, met, reader);
			for (const [id, row] of again.byId) met.set(id, row);
			// A row that one that arrives pushes to the next page is met twice as well, but in another second each time.
			const isHidden = hiddenIn(again, met, reader).some((stamp) => hiddenBefore.includes(stamp));
			isSure = !isHidden && isConfirmed(again);
			top = start > 1 ? oldestOf(again.top, top) : again.top;
			stretch = again;
		}
		return undefined;
	};
	const stopped = await untilSure().catch((thrown: unknown) => {
		if (mayPass(thrown)) return thrown as Error;
		throw thrown;
	});
	return { stretch, top, rows: [...met.values()], isSure, stopped };
}
