import type { TicketRow } from '../api/types';
import { readEntries } from './entries';
import { handledOf } from './events';
import type { EventSettings } from './events';
import { PageReader } from './list/pageReader';
import { readDown } from './list/readDown';
import { Stretch, distinct } from './list/stretch';
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

/**
 * What was stamped in the two minutes before the newest change, for rows may be saved later than they are stamped; at
 * least the newest page. Several pages are read until a reading brings nothing else, and as many rows as places: those
 * that leave the list meanwhile pull others up unseen, and those that come twice hide as many.
 */
async function readNewest(source: Source): Promise<{ rows: TicketRow[]; bottom: string }> {
	const { productId, productPage } = source;
	const first = await productPage(1);
	const newest = newestOf(...first.rows.map((row) => row.updated_at));
	const lateFrom = startingFrom(productId, earlier(newest, SAVED_LATE_SECONDS));
	const reader = new PageReader(productPage, lateFrom);
	const stretch =
		(await unlessStopped(readDown(reader, 1, { limit: MOST_PAGES, first }))) ??
		new Stretch([first], false);
	let { rows } = stretch;
	for (let readings = 1; stretch.pages.length > 1 && readings < MOST_READINGS; readings++) {
		const again = await unlessStopped(readDown(reader, 1, { limit: MOST_PAGES }));
		const known = rows.length;
		rows = distinct([...rows, ...(again?.rows ?? [])]);
		if (!again || (rows.length === known && known >= again.rows.length + again.metTwice)) break;
	}
	return { rows, bottom: stretch.bottom };
}

/**
 * The starting point of a product: what is in it now is no news. It is read without filters, for a ticket that enters
 * the watched list later on is not new when it was elsewhere in the product by now.
 *
 * @throws whatever the first call throws; nothing is known then, and the next poll tries again
 */
export async function startingPoint(
	source: Source,
	{ events }: EventSettings,
): Promise<ProductState> {
	const { rows, bottom: rememberedFrom } = await readNewest(source);
	const newest = newestOf(...rows.map((row) => row.updated_at));
	const handled: Handled[] = [];
	for (const row of rows) {
		// More may happen to it within this very second: only what belongs to it by now is old.
		const mayChange = row.updated_at === newest && handled.length < MOST_LOOKED_UP;
		const entries = mayChange ? await unlessStopped(readEntries(row, source, events)) : undefined;
		// Without its entries the whole second of the ticket counts as old.
		handled.push((entries && handledOf(row, entries, { rememberedFrom })) ?? { row });
	}
	const seen = SeenTickets.none.with(handled).after(rememberedFrom);
	return { ...startingFrom(source.productId, newest), rememberedFrom, seen };
}

/** A product that appeared: what happened in it after a stamp is news. */
export function startingFrom(id: string, stamp: string): ProductState {
	const seen = SeenTickets.none;
	return { id, handledUpTo: stamp, completeAt: stamp, rememberedFrom: stamp, seen };
}
