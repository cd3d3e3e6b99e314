import { PAGE_SIZE } from '../api/paging';
import type { TicketPage, TicketRow } from '../api/types';
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
const MOST_PAGES = 5;

const MOST_READINGS = 10;

/** Of so many tickets with the newest stamp it is looked up what belongs to them already. */
const MOST_LOOKED_UP = 20;

/** The newest part of a list. */
interface Recent {
	rows: Map<string, TicketRow>;
	/** Places of the list that were read last; more than there are rows when some were met twice. */
	places: number;
	/** Older rows were not read; empty when there are none. */
	bottom: string;
}

/** Without the rest, less is known of the last hour, which is no reason to have no starting point. */
async function unlessPaused<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch((thrown: unknown) => {
		if (isPause(thrown)) return undefined;
		throw thrown;
	});
}

/** Reads on for an hour, for whatever comes may be stamped so when the service's clock is set back. */
async function readHour(page: Source['page']): Promise<Recent> {
	const rows: TicketRow[] = [];
	let next: TicketPage | undefined = await page(1);
	let hasEnded = false;
	while (next) {
		rows.push(...next.rows);
		hasEnded = next.nextPage === undefined || next.rows.length === 0;
		const hourAgo = earlier(newestOf(...rows.map(stampOfRow)), WINDOW_SECONDS);
		const isEnough = next.page >= MOST_PAGES || rows.some((row) => row.updated_at <= hourAgo);
		if (hasEnded || isEnough) break;
		next = await unlessPaused(page(next.page + 1));
	}
	return {
		rows: new Map(rows.map((row) => [String(row.id), row])),
		places: rows.length,
		bottom: hasEnded ? '' : (rows.at(-1)?.updated_at ?? ''),
	};
}

/**
 * Rows that leave the list pull others up unseen, and rows that came twice hid as many others: several pages are
 * read until a reading brings nothing else and there are as many rows as places in the list.
 */
async function readAgain(page: Source['page'], recent: Recent): Promise<void> {
	const { rows } = recent;
	if (recent.places <= PAGE_SIZE) return;
	for (let readings = 1; readings < MOST_READINGS; readings++) {
		const known = rows.size;
		const again = await unlessPaused(readHour(page));
		if (!again) return;
		for (const [id, row] of again.rows) rows.set(id, row);
		if (rows.size === known && rows.size >= again.places) return;
	}
}

const stampOfRow = (row: TicketRow) => row.updated_at;

/**
 * The starting point: what is in the list now is no news.
 *
 * @throws whatever the first call throws; nothing is known then, and the next poll tries again
 */
export async function startingPoint(source: Source, settings: PollSettings): Promise<State> {
	const { page, wholeProduct } = source;
	const list = await readHour(page);
	// A ticket that enters the list later on is not new when it was elsewhere in the product by now.
	const product = wholeProduct && (await readHour(wholeProduct));
	await readAgain(page, list);
	if (wholeProduct && product) await readAgain(wholeProduct, product);

	const memory = new Memory();
	const rows = [...list.rows.values()];
	for (const row of [...(product?.rows.values() ?? []), ...rows]) {
		// Where the clock was set back, the last change may be stamped earlier than the first.
		memory.remember(row, undefined, newestOf(row.updated_at, row.created_at ?? ''));
	}
	const front = newestOf(...rows.map(stampOfRow));
	const { bottom: floor } = list;
	if (hasEntries(settings)) {
		const newest = rows.filter((row) => row.updated_at === front).slice(0, MOST_LOOKED_UP);
		// Without it their whole second counts as old.
		await unlessPaused(lookUp(newest, floor, memory, source, settings));
	}
	memory.forgetUpTo(floor);
	const pace = paceAfter(undefined, rows, secondsOfMoment(settings.now));
	return { front, low: front, floor, since: product?.bottom ?? '', calm: false, memory, pace };
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
		if (!read || read.isPartial) continue;
		const { entries, last } = summaryOf(read, floor);
		memory.remember(row, entries, last);
	}
}
