import { PAGE_SIZE } from '../paging';
import type { Desk360Id } from '../types';
import { ListSoFar } from './listSoFar';
import { Walk } from './walk';
import type { ReadPage, WalkOptions } from './walk';

/** The order of a list by the time of the last change. */
export type Order = 'desc' | 'asc';

export interface SortedRow {
	id: Desk360Id;
	updated_at?: unknown;
}

const STAMP = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)/;

/** In milliseconds on the digits alone, so that no zone and no clock comes in. */
function changedAt({ updated_at: stamp }: SortedRow): number | undefined {
	const [, day, time] = (typeof stamp === 'string' && STAMP.exec(stamp)) || [];
	const ms = Date.parse(`${day}T${time}Z`);
	return Number.isNaN(ms) ? undefined : ms;
}

/**
 * Where rows stand in an order: the smaller, the earlier. A row without a time stands where the one before it does.
 *
 * @param before where the row before the first one stands
 */
export function placesOf(rows: SortedRow[], order: Order, before = -Infinity): number[] {
	let last = before;
	return rows.map((row) => {
		const at = changedAt(row);
		if (at !== undefined) last = order === 'asc' ? at : -at;
		return last;
	});
}

/** The places ascend; with `ties` those at `limit` count as well. */
function countUpTo(places: number[], limit: number, ties: boolean): number {
	let low = 0;
	let high = places.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		const place = places[middle] as number;
		if (place < limit || (ties && place === limit)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** One of several lists that are read side by side. */
export class SortedList<Row extends SortedRow> {
	readonly soFar = new ListSoFar<Row>();

	readonly walk: Walk<Row>;

	/** Where the rows stand; none before the one before it, even should the service mix them up. */
	private readonly places: number[] = [];

	/** How far the last page reached. */
	private span = 0;

	/** @param index which of the lists it is; of rows that stand in one place those of the first list come first */
	constructor(
		readonly index: number,
		private readonly order: Order,
		readonly read: ReadPage<Row>,
		options: WalkOptions,
	) {
		this.walk = new Walk(read, options);
	}

	/** Further rows may come. */
	get isOpen(): boolean {
		return !this.walk.isAtEnd && this.soFar.endedEarly === undefined;
	}

	/** No row of it came yet. */
	get isUnknown(): boolean {
		return this.places.length === 0;
	}

	/** What further pages bring comes after it. */
	get end(): number {
		return this.places.at(-1) ?? -Infinity;
	}

	/** Each page under way will probably reach as far as the last one did. */
	get likelyEnd(): number {
		return this.end + this.span * this.walk.underWay;
	}

	/** Rows that come before whatever another list brings next. */
	rowsBefore(other: SortedList<Row>): number {
		return countUpTo(this.places, other.end, this.index <= other.index);
	}

	/** How many rows up to a place it will have once the pages under way came, should those be full. */
	likelyRowsUpTo(place: number): number {
		const { end, span } = this;
		const pages = place < end ? 0 : span > 0 ? (place - end) / span : Infinity;
		return countUpTo(this.places, place, true) + PAGE_SIZE * Math.min(this.walk.underWay, pages);
	}

	takeAnswered(): void {
		while (this.isOpen) {
			const page = this.walk.take();
			if (!page) return;
			this.add(this.soFar.take(page));
		}
		this.walk.end();
	}

	private add(rows: Row[]): void {
		const before = this.places.at(-1);
		for (const place of placesOf(rows, this.order, before)) {
			this.places.push(Math.max(place, this.end));
		}
		const span = this.end - (before ?? this.places[0] ?? this.end);
		this.span = Number.isFinite(span) ? span : 0;
	}
}
