import type { Page } from '../types';

/** Reads one page; the first is 1. The signal fires when the page is no longer wanted. */
export type ReadPage<Row> = (page: number, signal: AbortSignal) => Promise<Page<Row>>;

export interface WalkOptions {
	/** How many pages may be under way at once. */
	readAhead: number;
	/** So many pages of the beginning are read one by one; three unless told. */
	oneByOne?: number;
	/** No page beyond this one is read ahead of need. */
	lastWanted: number;
	/** Called whenever a page was answered or could not be read. */
	onAnswer: () => void;
}

/** A page that was asked for, and what came of it. */
interface Asked<Row> {
	answer: Promise<Page<Row>>;
	page?: Page<Row>;
	failure?: { reason: unknown };
}

/** Most lists are short, and reading ahead gains little at their beginning: these pages are read one by one. */
const READ_ONE_BY_ONE = 3;

/**
 * How many pages may be under way after so many were seen. A page tells no more than whether there is a next one, so
 * all but one are read on the chance that they exist. Those past the end are calls wasted: none with a list of up to
 * `oneByOne` pages, `readAhead - 1` at most with a longer one.
 */
function mostUnderWay(seen: number, { readAhead, oneByOne = READ_ONE_BY_ONE }: WalkOptions) {
	return Math.min(readAhead, seen < oneByOne ? 1 : seen);
}

/**
 * Walks the pages in order until one names no next page, reading ahead. When it is ended, what is under way is not
 * asked for again, and what has not been sent yet never is.
 */
export class Walk<Row> {
	/** Asked for and not answered yet. */
	underWay = 0;

	/** The last page was taken. */
	isAtEnd = false;

	private readonly over = new AbortController();

	/** Asked for and not taken yet, in the order of the pages. */
	private readonly line: Array<Asked<Row>> = [];

	nextPage = 1;

	private answered = 0;

	private hasFailed = false;

	private lastKnown?: number;

	constructor(
		private readonly read: ReadPage<Row>,
		private readonly options: WalkOptions,
	) {}

	/** Whether a further page may be asked for now. */
	get mayGoOn(): boolean {
		if (this.isAtEnd || this.hasFailed || this.over.signal.aborted) return false;
		if (this.line.length === 0) return true;
		const { lastKnown } = this;
		const { lastWanted, readAhead } = this.options;
		const most = lastKnown === undefined ? mostUnderWay(this.answered, this.options) : readAhead;
		return (
			// When all were answered, what they name counts first.
			this.underWay > 0 &&
			this.underWay < most &&
			this.nextPage <= Math.min(lastWanted, lastKnown ?? Infinity) &&
			this.line.length <= 2 * readAhead
		);
	}

	/** Asks for the next page. */
	goOn(): void {
		this.underWay++;
		const asked: Asked<Row> = { answer: this.read(this.nextPage++, this.over.signal) };
		this.line.push(asked);
		asked.answer.then(
			(page) => {
				asked.page = page;
				this.settle(page);
			},
			(reason: unknown) => {
				// Told when its turn comes; of no interest when the walk ends before.
				asked.failure = { reason };
				this.hasFailed = true;
				this.settle();
			},
		);
	}

	/**
	 * Waits for the page whose turn it is; false at the end.
	 *
	 * @throws what reading it threw
	 */
	async hasNext(): Promise<boolean> {
		if (!this.isAtEnd) await this.line[0]?.answer;
		return !this.isAtEnd;
	}

	/** Of the page whose turn it is. */
	get failure(): Asked<Row>['failure'] {
		return this.line[0]?.failure;
	}

	/** Takes the page whose turn it is; undefined as long as it is not answered. */
	take(): Page<Row> | undefined {
		const page = this.line[0]?.page;
		if (!page) return undefined;
		this.line.shift();
		this.isAtEnd = page.nextPage === undefined;
		if (this.line.length === 0) this.nextPage = page.nextPage ?? this.nextPage;
		return page;
	}

	end(): void {
		this.over.abort();
	}

	private settle(page?: Page<Row>): void {
		this.underWay--;
		if (page) {
			this.answered++;
			const isLast = page.nextPage === undefined;
			this.lastKnown = isLast
				? Math.min(page.page, this.lastKnown ?? Infinity)
				: (page.lastPage ?? this.lastKnown);
		}
		this.options.onAnswer();
	}
}

/**
 * @param readAhead how many pages may be under way at once
 * @param lastWanted no page beyond this one is read ahead of need
 */
export async function* pages<Row>(
	read: ReadPage<Row>,
	readAhead: number,
	lastWanted: number,
): AsyncGenerator<Page<Row>, void, undefined> {
	const goAhead = () => {
		while (walk.mayGoOn) walk.goOn();
	};
	// One late answer does not hold up the others.
	const walk = new Walk(read, { readAhead, lastWanted, onAnswer: goAhead });
	try {
		for (;;) {
			goAhead();
			if (!(await walk.hasNext())) return;
			const page = walk.take();
			if (page) yield page;
		}
	} finally {
		walk.end();
	}
}
