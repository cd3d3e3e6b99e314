import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { Memory } from './memory';
import type { Pace } from './pace';
import { earlier, newestOf } from './stamps';

/** Where the last poll left a list too long for it: the page on which the news began, and how far a poll reads. */
export interface Backlog {
	page: number;
	reach: number;
	/** The oldest news was not found yet: it lies below that page. */
	isLost?: boolean;
	/** Read once down from here, and to be read again. */
	unsureTo?: string;
	/** How often that brought no news, although some seem to be there. */
	doubts?: number;
}

/** What the trigger knows between two polls. All stamps are the service's own strings. */
export interface State {
	/** Everything up to this stamp was handed over. */
	front: string;
	/** Where `front` was when the whole list was last known: what lies before it by more than an hour is no news. */
	low: string;
	/** Rows up to this stamp are not looked at; `memory` is complete above it. */
	floor: string;
	/** With filters: what happened in the product before this stamp is old, whatever the list showed at the start. */
	since: string;
	/** The last poll found nothing new. */
	calm: boolean;
	memory: Memory;
	pace?: Pace;
	backlog?: Backlog;
	/** How often the details of a ticket did not come although those of others did, by id. */
	refusals?: Record<string, number>;
	/** How often in a row a part of what belongs to a ticket could not be read, by id. */
	partial?: Record<string, number>;
	/** In how many polls one after the other rows of the list could not be read. */
	oddPolls?: number;
}

const FORMAT = 1;

/** The memory stays this small, except while a backlog is worked off. */
const USUAL_BYTES = 7_000;

/** Rows may be saved, and so seen, later than they are stamped. */
const SAVED_LATE_SECONDS = 120;

/** Static data is to stay below 64 kB. */
const MOST_BYTES = 60_000;

/**
 * A short name of what is watched: with another address, product, event or filter nothing known holds any more.
 *
 * @param address the API's
 */
export function watchOf(
	address: string,
	productId: string,
	event: string,
	query: IDataObject,
): string {
	const filters = Object.entries(query).sort(([one], [other]) => (one < other ? -1 : 1));
	const text = JSON.stringify([address, productId, event, filters]);
	return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** The state as it was saved, or undefined when there is none, or one of something else. */
export function loadState(saved: unknown, watch: string): State | undefined {
	const { format, watch: watched, memory, ...state } = (saved ?? {}) as IDataObject;
	if (format !== FORMAT || watched !== watch || typeof memory !== 'string') return undefined;
	// n8n hands out proxies, which must not get into a copy.
	const copy = JSON.parse(JSON.stringify(state)) as State;
	return { ...copy, memory: new Memory(memory) };
}

/** The state as JSON for n8n's static data. */
export function saveState(state: State, watch: string): IDataObject {
	const { memory, ...rest } = bounded(state);
	return { format: FORMAT, watch, ...rest, memory: memory.toString() };
}

/** Forgets the oldest tickets when there are too many; what is older than them is then no news. */
function bounded(state: State): State {
	const { memory, low, front, backlog } = state;
	let { floor } = state;
	const shrink = (bytes: number, upTo: string) => {
		while (memory.toString().length > bytes) {
			const cut = memory.cutFor(Math.floor(memory.size * 0.9));
			if (cut === '' || cut > upTo) return;
			floor = newestOf(floor, cut);
			memory.forgetUpTo(floor);
		}
	};
	memory.forgetUpTo(floor);
	const isWhole = !backlog && low === front;
	if (isWhole) shrink(USUAL_BYTES, earlier(low, SAVED_LATE_SECONDS));
	shrink(MOST_BYTES, memory.cutFor(0));
	return { ...state, floor };
}
