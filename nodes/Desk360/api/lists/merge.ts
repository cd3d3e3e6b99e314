import { PAGE_SIZE } from '../paging';
import type { Changes } from './listSoFar';
import { Slots } from './slots';
import { SortedList, placesOf } from './sortedList';
import type { Order, SortedRow } from './sortedList';
import type { ReadPage } from './walk';

export interface MergeOptions {
	order: Order;
	/** Rows wanted of all lists together; all unless told. */
	limit?: number;
	/** Pages of all lists together that are read at the same time. */
	parallel: number;
}

/** A list to be merged with others; what else stands here comes out with its rows. */
export interface ListSource<Row> {
	read: ReadPage<Row>;
}

export interface Merged<Row, From> {
	rows: Array<{ row: Row; from: From }>;
	/** The lists that were ended early although rows wanted may be missing. */
	endedEarly: Array<{ from: From; rows: Row[]; endedEarly: string }>;
}

const CHANGES: Record<Order, Changes> = { desc: 'toFront', asc: 'toEnd' };

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

/** Infinite places have no difference. */
function inOrder(one: number, other: number): number {
	return one < other ? -1 : Number(one > other);
}

/** Lists of the same order, read side by side as far as the first rows of all of them need it. */
class Merge<Row extends SortedRow, From extends ListSource<Row>> {
	private readonly lists: Array<SortedList<Row>>;

	private readonly slots: Slots;

	private readonly order: Order;

	private readonly limit: number;

	/** The second looks at lists that were read to their end. */
	private readonly looks = new Map<SortedList<Row>, Promise<void>>();

	private looking = 0;

	/** Why a second look could not be had. */
	private failure?: { reason: unknown };

	private wake = () => {};

	constructor(
		private readonly sources: From[],
		{ order, limit = Infinity, parallel }: MergeOptions,
	) {
		this.order = order;
		this.limit = limit;
		this.slots = new Slots(parallel);
		this.lists = sources.map(({ read }, index) => {
			const inSlot: ReadPage<Row> = async (page, signal) =>
				await this.slots.hold(async () => await read(page, signal));
			const lastWanted = Math.ceil(limit / PAGE_SIZE);
			return new SortedList(index, order, inSlot, {
				readAhead: parallel,
				// A list is read ahead only as far as the others leave slots for it.
				oneByOne: limit === Infinity ? 2 : undefined,
				lastWanted,
				onAnswer: () => this.wake(),
			});
		});
	}

	async rows(): Promise<Merged<Row, From>> {
		try {
			await this.readOn();
			const read = sum(this.lists.map(({ soFar }) => soFar.rows.length));
			if (read < this.limit) this.lookAgain();
			await Promise.all(this.looks.values());
			if (this.failure) throw this.failure.reason;
		} finally {
			this.slots.close();
			for (const { walk } of this.lists) walk.end();
		}
		return { rows: this.firstRows(), endedEarly: this.endedEarly() };
	}

	/** Reads pages as long as one of them may hold one of the first rows. */
	private async readOn(): Promise<void> {
		for (;;) {
			this.goOn();
			const open = this.lists.filter((list) => list.isOpen && this.isWanted(list));
			const failed = this.failure ?? open.find(({ walk }) => walk.failure)?.walk.failure;
			if (failed) throw failed.reason;
			if (open.length === 0) return;
			await new Promise<void>((resolve) => {
				this.wake = resolve;
			});
			for (const list of this.lists) list.takeAnswered();
			// Of no list anything is left out, so none has to wait for the others.
			if (this.limit === Infinity) this.lookAgain();
		}
	}

	private goOn(): void {
		while (this.slots.areFree) {
			const next = this.nextList();
			if (!next) return;
			next.walk.goOn();
		}
	}

	/** Undefined when answers are to be waited for. */
	private nextList(): SortedList<Row> | undefined {
		return this.limit === Infinity ? this.leastBusy() : this.soonest();
	}

	/** When all is wanted, the slots are shared evenly: a list that is read ahead further asks for pages past its end. */
	private leastBusy(): SortedList<Row> | undefined {
		const open = this.lists.filter(({ isOpen }) => isOpen);
		const share = Math.ceil(this.slots.most / (open.length + this.looking));
		return open
			.filter(({ walk }) => walk.mayGoOn && walk.underWay < share)
			.sort(
				({ walk: one }, { walk: other }) =>
					one.underWay - other.underWay || one.nextPage - other.nextPage,
			)[0];
	}

	/** The list that will probably reach least far with the pages under way, if a further one of it is wanted. */
	private soonest(): SortedList<Row> | undefined {
		const wanted = this.lists.filter((list) => list.isOpen && this.isWanted(list));
		const unknown = wanted.filter(({ isUnknown }) => isUnknown);
		// The first pages of all tell which further ones are worth a call.
		if (unknown.length > 0) return unknown.find(({ walk }) => walk.mayGoOn);
		const [next] = wanted.sort((one, other) => inOrder(one.likelyEnd, other.likelyEnd));
		if (!next?.walk.mayGoOn) return undefined;
		// What is likely is reason to wait for answers, but none to do without.
		const isAlone = this.lists.every(({ walk }) => walk.underWay === 0);
		return isAlone || this.likelyBefore(next) < this.limit ? next : undefined;
	}

	/** What the list brings next may be among the first rows. */
	private isWanted(list: SortedList<Row>): boolean {
		if (this.limit === Infinity) return true;
		return sum(this.lists.map((other) => other.rowsBefore(list))) < this.limit;
	}

	/** Rows that will probably come before what the list brings next. */
	private likelyBefore({ likelyEnd }: SortedList<Row>): number {
		return sum(this.lists.map((other) => other.likelyRowsUpTo(likelyEnd)));
	}

	private lookAgain(): void {
		for (const list of this.lists) {
			const { isOpen, read, soFar } = list;
			if (isOpen || soFar.endedEarly !== undefined || this.looks.has(list)) continue;
			this.looking++;
			const look = soFar
				.lookAgain(read, CHANGES[this.order])
				.catch((reason: unknown) => {
					this.failure ??= { reason };
				})
				.finally(() => {
					this.looking--;
					this.wake();
				});
			this.looks.set(list, look);
		}
	}

	private firstRows(): Merged<Row, From>['rows'] {
		return this.withSources()
			.flatMap(({ from, list }) => {
				const { rows } = list.soFar;
				const places = placesOf(rows, this.order);
				return rows.map((row, at) => ({ row, from, place: places[at] as number }));
			})
			.sort((one, other) => inOrder(one.place, other.place))
			.slice(0, this.limit)
			.map(({ row, from }) => ({ row, from }));
	}

	private endedEarly(): Merged<Row, From>['endedEarly'] {
		return this.withSources()
			.filter(({ list }) => this.isWanted(list))
			.flatMap(({ from, list: { soFar } }) => {
				const { rows, endedEarly } = soFar;
				return endedEarly === undefined ? [] : [{ from, rows, endedEarly }];
			});
	}

	private withSources(): Array<{ from: From; list: SortedList<Row> }> {
		return this.sources.map((from, index) => ({
			from,
			list: this.lists[index] as SortedList<Row>,
		}));
	}
}

/**
 * The first rows of several lists in their common order, by the time of the last change; rows of the same time come in
 * the order of the lists. A page is asked for only when, by what is known, one of its rows may be among the first
 * `limit`. What cannot be read ends all.
 *
 * @throws what reading a page threw
 */
export async function mergeLists<Row extends SortedRow, From extends ListSource<Row>>(
	sources: Array<From & ListSource<Row>>,
	options: MergeOptions,
): Promise<Merged<Row, From>> {
	return await new Merge<Row, From>(sources, options).rows();
}
