import type { TicketRow } from '../api/types';
import { hasEntries, readEntries, summaryOf } from './events';
import type { EventSettings } from './events';
import { paceAfter } from './pace';
import { isPause } from './pause';
import type { PollSettings } from './poll';
import { Memory } from './memory';
import type { Source } from './source';
import { newestOf, secondsOfMoment } from './stamps';
import type { State } from './state';

/** Tickets that carry the same newest stamp are looked through this far. */
const MOST_PAGES = 10;

/** Of so many tickets with the newest stamp it is looked up what belongs to them already. */
const MOST_LOOKED_UP = 20;

/**
 * The starting point: what is in the list now is no news.
 *
 * @throws whatever a call throws; nothing is known then, and the next poll tries again
 */
export async function startingPoint(source: Source, settings: PollSettings): Promise<State> {
	const rows: TicketRow[] = [];
	let goesOn = true;
	for (let number = 1; goesOn && number <= MOST_PAGES; number++) {
		const page = await source.page(number);
		rows.push(...page.rows);
		goesOn = page.nextPage !== undefined && page.rows.length > 0;
		if (page.rows.some(({ updated_at: at }) => at !== rows[0]?.updated_at)) break;
	}
	const front = newestOf(...rows.map((row) => row.updated_at));
	const floor = goesOn ? (rows.at(-1)?.updated_at ?? '') : '';
	const whole = source.wholeProduct && (await source.wholeProduct());
	const since = whole ? newestOf(front, ...whole.rows.map((row) => row.updated_at)) : '';

	const memory = new Memory();
	// Of the other tickets only those changed in this very second could be taken for news later on.
	for (const row of whole?.rows ?? []) if (row.updated_at === since) memory.remember(row);
	for (const row of rows) memory.remember(row);
	if (hasEntries(settings)) {
		const newest = rows.filter((row) => row.updated_at === front).slice(0, MOST_LOOKED_UP);
		await lookUp(newest, floor, memory, source, settings).catch((thrown: unknown) => {
			// Without it their whole second counts as old, which is no reason to have no starting point.
			if (!isPause(thrown)) throw thrown;
		});
	}
	memory.forgetUpTo(floor);
	const pace = paceAfter(undefined, rows, secondsOfMoment(settings.now));
	return { front, low: front, floor, since, calm: false, memory, pace };
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
