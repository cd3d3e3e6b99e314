import type { TicketRow } from '../api/types';
import { readEntries } from './entries';
import { handledOf } from './events';
import type { EventSettings } from './events';
import { PageReader } from './list/pageReader';
import { readDown } from './list/readDown';
import { byId } from './list/reread';
import { Stretch } from './list/stretch';
import { SeenTickets } from './seen';
import type { Handled } from './seen';
import type { Source } from './source';
import { earlier, newestOf } from './stamps';
import { SAVED_LATE_SECONDS } from './state';
import type { ProductState } from './state';
import { mayPass } from './stopEarly';

/** The last two minutes of a busy desk are looked through this far. */
const MOST_PAGES = 5;

const MOST_READINGS = 10;

/** Of so many tickets with the newest stamp it is looked up what belongs to them already. */
const MOST_LOOKED_UP = 20;

/** Without the rest, less is known of the last minutes, which is no reason to have no starting point. */
async function unlessStopped<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch((thrown: unknown) => {
		if (mayPass(thrown)) return undefined;
		throw thrown;
	});
}

/** The newest page, and what was stamped two minutes before: rows may be saved later than they are stamped. */
async function readNewest(reader: PageReader): Promise<Stretch> {
	const first = await reader.read(1);
	const downTo = earlier(newestOf(...first.rows.map((row) => row.updated_at)), SAVED_LATE_SECONDS);
	const stretch = await unlessStopped(readDown(reader, 1, { limit: MOST_PAGES, downTo, first }));
	return stretch ?? new Stretch([first], false, false);
}

/**
 * Several pages are read until a reading brings nothing else, and as many rows as places: those that leave the list
 * meanwhile pull others up unseen, and those that come twice hide as many.
 */
async function rowsUntilSure(reader: PageReader, first: Stretch): Promise<TicketRow[]> {
	const rows = byId(first.rows);
	for (let readings = 1; first.pages.length > 1 && readings < MOST_READINGS; readings++) {
		const known = rows.size;
		const again = await unlessStopped(readNewest(reader));
		for (const row of again?.rows ?? []) rows.set(String(row.id), row);
		if (!again || (rows.size === known && rows.size >= again.stamps.length)) break;
	}
	return [...rows.values()];
}

/**
 * The starting point of a product: what is in it now is no news. It is read without filters, for a ticket that enters
 * the watched list later on is not new when it was elsewhere in the product by now.
 *
 * @throws whatever the first call throws; nothing is known then, and the next poll tries again
 */
export async function startingPoint(
	source: Source,
	settings: EventSettings,
): Promise<ProductState> {
	const reader = new PageReader(source.productPage, startingFrom(source.productId, ''));
	const first = await readNewest(reader);
	const rememberedFrom = first.bottom;
	const rows = await rowsUntilSure(reader, first);
	const newest = newestOf(...rows.map((row) => row.updated_at));
	const handled: Handled[] = [];
	for (const row of rows) {
		const mayChange = row.updated_at === newest && handled.length < MOST_LOOKED_UP;
		// Without it the whole second of the ticket counts as old.
		const lookedUp = mayChange
			? await unlessStopped(lookUp(row, rememberedFrom, source, settings))
			: undefined;
		handled.push(lookedUp ?? { row });
	}
	const seen = SeenTickets.none.with(handled).after(rememberedFrom);
	return { ...startingFrom(source.productId, newest), rememberedFrom, seen };
}

/** More may happen to this ticket within this very second: only what belongs to it by now is old. */
async function lookUp(
	row: TicketRow,
	rememberedFrom: string,
	source: Source,
	{ events }: EventSettings,
): Promise<Handled | undefined> {
	return handledOf(row, await readEntries(row, source, events), { rememberedFrom });
}

/** A product that appeared: what happened in it after a stamp is news. */
export function startingFrom(id: string, stamp: string): ProductState {
	const seen = SeenTickets.none;
	return { id, handledUpTo: stamp, completeAt: stamp, rememberedFrom: stamp, seen };
}
