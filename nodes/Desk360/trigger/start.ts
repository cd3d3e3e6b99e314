import type { TicketRow } from '../api/types';
import { hasEntries, readEntries, summaryOf } from './events';
import type { EventSettings } from './events';
import { WINDOW_SECONDS, paceAfter } from './pace';
import { isPause } from './pause';
import type { PollSettings } from './poll';
import { Memory } from './memory';
import type { Source } from './source';
import { earlier, newestOf, secondsOfMoment } from './stamps';
import type { State } from './state';

/** The last hour of a busy desk is looked through this far. */
const MOST_PAGES = 10;

const MOST_READINGS = 10;

/** Of so many tickets with the newest stamp it is looked up what belongs to them already. */
const MOST_LOOKED_UP = 20;

/** The newest part of a list. */
interface Recent {
	rows: TicketRow[];
	/** Older rows were not read; empty when there are none. */
	bottom: string;
}

/** Reads on for an hour, for whatever comes may be stamped so when the service's clock is set back. */
async function readHour(read: Source['page']): Promise<{ read: TicketRow[]; goesOn: boolean }> {
	const rows: TicketRow[] = [];
	for (let number = 1; number <= MOST_PAGES; number++) {
		const page = await read(number);
		rows.push(...page.rows);
		if (page.nextPage === undefined || page.rows.length === 0) return { read: rows, goesOn: false };
		const hourAgo = earlier(newestOf(...rows.map(stampOfRow)), WINDOW_SECONDS);
		if (page.rows.some((row) => row.updated_at <= hourAgo)) break;
	}
	return { read: rows, goesOn: true };
}

/** Rows that came twice hid as many others: it is read until there are as many as places in the list. */
async function recent(page: Source['page']): Promise<Recent> {
	const rows = new Map<string, TicketRow>();
	for (let readings = 1; ; readings++) {
		const { read, goesOn } = await readHour(page);
		for (const row of read) rows.set(String(row.id), row);
		if (rows.size >= read.length || readings === MOST_READINGS) {
			const bottom = goesOn ? (read.at(-1)?.updated_at ?? '') : '';
			return { rows: [...rows.values()], bottom };
		}
	}
}

const stampOfRow = (row: TicketRow) => row.updated_at;

/**
 * The starting point: what is in the list now is no news.
 *
 * @throws whatever a call throws; nothing is known then, and the next poll tries again
 */
export async function startingPoint(source: Source, settings: PollSettings): Promise<State> {
	const { rows, bottom: floor } = await recent(source.page);
	const front = newestOf(...rows.map(stampOfRow));
	// A ticket that enters the list later on is not new when it was elsewhere in the product by now.
	const others = source.wholeProduct && (await recent(source.wholeProduct));

	const memory = new Memory();
	for (const row of [...(others?.rows ?? []), ...rows]) {
		// Where the clock was set back, the last change may be stamped earlier than the first.
		memory.remember(row, undefined, newestOf(row.updated_at, row.created_at));
	}
	if (hasEntries(settings)) {
		const newest = rows.filter((row) => row.updated_at === front).slice(0, MOST_LOOKED_UP);
		await lookUp(newest, floor, memory, source, settings).catch((thrown: unknown) => {
			// Without it their whole second counts as old, which is no reason to have no starting point.
			if (!isPause(thrown)) throw thrown;
		});
	}
	memory.forgetUpTo(floor);
	const pace = paceAfter(undefined, rows, secondsOfMoment(settings.now));
	return { front, low: front, floor, since: others?.bottom ?? '', calm: false, memory, pace };
}

/** More may happen to these tickets within this very second: only what belongs to them by now is old. */
async function lookUp(
	rows: TicketRow[],
	floor: string,
	memory: Memory,
	source: Source,
	settings: EventSettings,
): Promise<void> {
	for (const row of rows) {
		const read = await readEntries(row, source, settings);
		if (!read) continue;
		const { entries, last } = summaryOf(read, floor);
		memory.remember(row, entries, last);
	}
}
