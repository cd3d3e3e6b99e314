import { hasId } from '../shapes';
import type { Desk360Id, Page } from '../types';
import { pages } from './walk';
import type { ReadPage } from './walk';

/** Where rows go that change while a list is read. */
export type Changes = 'toFront' | 'toEnd';

/** Rows move to later pages while a list is read, so a page without news is no end, but several in a row are. */
const PAGES_WITHOUT_NEWS = 3;

/** A list that is never at rest is looked at again so often, and so far. */
const MOST_LOOKS = 5;
const MOST_PAGES_AGAIN = 500;

/** The ID, or all of a row that has none. */
function nameOf(row: unknown): string {
	return hasId(row) ? String(row.id) : JSON.stringify(row);
}

function sameRows<Row>(one: Page<Row>, other: Page<Row>): boolean {
	return (
		one.rows.length === other.rows.length &&
		one.rows.every((row, index) => nameOf(row) === nameOf(other.rows[index]))
	);
}

/** What was read of a list: each row once, as they were met. */
export class ListSoFar<Row extends { id: Desk360Id }> {
	readonly rows: Row[] = [];

	/** Why the list is to be ended before its last page. */
	endedEarly?: string;

	/** Rows that were met once more: the list moved while it was read. */
	private metAgain = 0;

	private readonly known = new Set<string>();

	private previous?: Page<Row>;

	private pagesWithoutNews = 0;

	/** Gives those rows of the page that were not met before. */
	take(page: Page<Row>): Row[] {
		const news = this.add(page.rows);
		this.pagesWithoutNews = news.length > 0 ? 0 : this.pagesWithoutNews + 1;
		this.endedEarly = this.reasonToEnd(page);
		this.previous = page;
		return news;
	}

	/**
	 * Looks again at a list that was read to its end: what changed meanwhile moved over a border between two pages, past
	 * those that were read already.
	 */
	async lookAgain(read: ReadPage<Row>, changes: Changes): Promise<void> {
		const hasSeveralPages = this.previous !== undefined && this.previous.page > 1;
		if (!hasSeveralPages) return;
		// In place of each row that was met again another one was hidden.
		let hidden = this.metAgain;
		if (changes === 'toFront') {
			const before = this.rows.length;
			await this.look(read, false);
			hidden -= this.rows.length - before;
		}
		// It is not at the front when a later page was answered before an earlier one.
		if (hidden > 0) await this.look(read, true);
	}

	private add(rows: Row[]): Row[] {
		const news = rows.filter((row) => {
			if (!hasId(row)) return true; // nothing tells it from another
			const id = String(row.id);
			const isKnown = this.known.has(id);
			this.known.add(id);
			return !isKnown;
		});
		this.metAgain += rows.length - news.length;
		this.rows.push(...news);
		return news;
	}

	private reasonToEnd(page: Page<Row>): string | undefined {
		const { previous, pagesWithoutNews } = this;
		if (previous && page.rows.length > 0 && sameRows(page, previous)) {
			return `page ${page.page} repeats page ${previous.page}`;
		}
		if (pagesWithoutNews >= PAGES_WITHOUT_NEWS) {
			return `${pagesWithoutNews} pages up to page ${page.page} bring nothing new`;
		}
		if (page.nextPage !== undefined && page.nextPage <= page.page) {
			return `page ${page.page} names page ${page.nextPage} as the next one`;
		}
		return undefined;
	}

	/**
	 * Looks until a look brings nothing.
	 *
	 * @param isWhole looks at all pages; else at the front, down to the first page that brings nothing
	 */
	private async look(read: ReadPage<Row>, isWhole: boolean): Promise<void> {
		for (let looks = 0; looks < MOST_LOOKS; looks++) {
			const before = this.rows.length;
			for await (const page of pages(read, 1, MOST_PAGES_AGAIN)) {
				// One without an ID would come out once more with each look.
				const brings = this.add(page.rows.filter(hasId)).length;
				if ((!isWhole && brings === 0) || page.page >= MOST_PAGES_AGAIN) break;
			}
			if (this.rows.length === before) return;
			// What moved to the front is newer than all that was read before.
			if (!isWhole) this.rows.unshift(...this.rows.splice(before));
		}
	}
}
