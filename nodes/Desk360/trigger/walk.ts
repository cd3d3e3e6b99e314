import type { TicketPage, TicketRow } from '../api/types';
import { OutOfReach, isPause } from './pause';
import { StrangeAnswer } from './source';
import { newestOf, oldestOf } from './stamps';

/** What a walk must know to tell news from what was dealt with. */
export interface View {
	front: string;
	floor: string;
	/** News older than this should have been seen before. */
	dueFrom: string;
	/** The poll before found nothing new. */
	calm: boolean;
	isNews(row: TicketRow): boolean;
}

/** A stretch of the list, read from page `start` downwards until it joins what is known. */
export interface Reading {
	start: number;
	pages: number;
	/** Each ticket once, in its newest version. */
	rows: TicketRow[];
	/** The page on which a ticket was seen last, by id. */
	pageOf: Map<string, number>;
	/** The stamp of the first row. */
	top: string;
	/** The last stamp on page `start`. */
	bottomOfStart: string;
	/** False when known ground was not reached. */
	joined: boolean;
}

/** What a walk brought. */
export interface Finding extends Reading {
	/** Up to here no row was passed over; undefined when that is not known. */
	sureTo?: string;
	/** Why the walk ended before it was sure. */
	stopped?: Error;
}

/** Where a walk expects the oldest news, and how many pages it may take. */
export interface Plan {
	page: number;
	reach: number;
	/** Only a page far above the oldest news is known. */
	isLost?: boolean;
	/** The poll before read down from here, and was not sure of what it found. */
	unsureTo?: string;
}

/** How far an interrupted walk came, for the next poll to go on from. */
export interface Trail {
	/** Pages read so far. */
	pages: number;
	/** The deepest page found to hold nothing but news. */
	newsAt: number;
	/** Where the news was found to end. */
	border?: number;
	/** Every row so far was known and carries the newest stamp. */
	onlyCrowd: boolean;
}

export type ReadPage = (page: number) => Promise<TicketPage>;

/** Hundreds of tickets with one stamp, or an hour of them after a clock change, are looked through this far. */
const DEEPEST_LOOK = 30;

/** Rows that arrive while a stretch is read push its end down. */
const SLACK = 2;

const MOST_READINGS = 4;

function isOlder(rows: TicketRow[], stamp: string): boolean {
	return rows.some((row) => row.updated_at < stamp);
}

/** Only known rows that all carry the newest stamp: nothing older can be seen from here. */
function isCrowd(rows: TicketRow[], view: View): boolean {
	return rows.every((row) => row.updated_at === view.front && !view.isNews(row));
}

function isNewsAbove(row: TicketRow, view: View): boolean {
	return row.updated_at >= view.front && view.isNews(row);
}

function refuseRepeatedPage(page: TicketPage, previous: TicketPage | undefined): void {
	const ids = ({ rows }: TicketPage) => rows.map(({ id }) => id).join();
	if (previous && page.rows.length > 0 && ids(page) === ids(previous)) {
		throw new StrangeAnswer(`Page ${page.page} of the ticket list repeats the page before`);
	}
}

async function readDown(
	read: ReadPage,
	view: View,
	start: number,
	limit: number,
	trail: Trail,
): Promise<Reading> {
	const rows = new Map<string, TicketRow>();
	const pageOf = new Map<string, number>();
	let first: TicketPage | undefined;
	let previous: TicketPage | undefined;
	let joined = false;
	const onTime = newestOf(view.front, view.dueFrom);
	let isLate = false;
	let mayRead = limit;
	let number = start;
	for (; ; number++) {
		const page = await read(number);
		refuseRepeatedPage(page, previous);
		first ??= page;
		previous = page;
		for (const row of page.rows) {
			rows.set(String(row.id), row);
			pageOf.set(String(row.id), number);
		}

		const ends = page.nextPage === undefined || page.rows.length === 0;
		const crowd = isCrowd(page.rows, view);
		const settled = view.calm || start > 1;
		joined ||= ends || isOlder(page.rows, view.front) || (crowd && settled);
		// It was saved late, or the service's clock was set back: there may be more of it further down.
		isLate ||= start === 1 && page.rows.some((row) => view.isNews(row) && row.updated_at < onTime);
		if (!joined) trail.newsAt = number;
		trail.onlyCrowd &&= crowd;
		if (joined && (ends || !isLate || page.rows.some((row) => row.updated_at <= view.floor))) break;
		if (isLate || crowd) mayRead = DEEPEST_LOOK;
		if (number - start + 1 >= mayRead) {
			joined ||= crowd;
			break;
		}
	}
	return {
		start,
		pages: number - start + 1,
		rows: [...rows.values()],
		pageOf,
		top: first.rows[0]?.updated_at ?? '',
		bottomOfStart: first.rows.at(-1)?.updated_at ?? '',
		joined,
	};
}

/** A page with news, at most `reach` pages above known ground: looked for in growing steps, then by halves. */
async function findBorder(
	read: ReadPage,
	view: View,
	{ page, reach }: Plan,
	trail: Trail,
): Promise<number> {
	trail.onlyCrowd = false;
	let above = 0;
	let below = Infinity;
	let step = reach;
	for (let probe = page; ;) {
		const { rows, nextPage } = await read(probe);
		const joins = nextPage === undefined || rows.length === 0 || isOlder(rows, view.front);
		if (joins && rows.some((row) => isNewsAbove(row, view))) return probe;
		if (joins || isCrowd(rows, view)) below = probe;
		else above = trail.newsAt = probe;
		if (below - above <= reach) return Math.max(1, below - 1);
		probe = below === Infinity ? above + step : Math.floor((above + below) / 2);
		step *= 2;
	}
}

/** Reads down to known ground from so far above it as the plan allows; from page 1 if that is near enough. */
async function readToBorder(
	read: ReadPage,
	view: View,
	plan: Plan,
	trail: Trail,
): Promise<Reading> {
	const from = (page: number) => Math.max(1, page - plan.reach + 1);
	if (plan.unsureTo) {
		const reading = await readDown(read, view, plan.page, plan.reach + 2 * SLACK, trail);
		if (reading.joined) return reading;
	}
	let probe = plan.page;
	if (!plan.isLost) {
		const start = from(plan.page);
		const limit = plan.reach + (plan.page > 1 ? SLACK : 0);
		const reading = await readDown(read, view, start, limit, trail);
		const hasNews = reading.rows.some((row) => isNewsAbove(row, view));
		if (reading.joined && (start === 1 || hasNews)) {
			trail.border = start + reading.pages - 1;
			return reading;
		}
		probe = reading.joined ? Math.max(1, start - plan.reach) : start + reading.pages;
	}
	trail.border = await findBorder(read, view, { ...plan, page: probe }, trail);
	const reading = await readDown(read, view, from(trail.border), plan.reach + SLACK, trail);
	if (!reading.joined) throw new OutOfReach();
	return reading;
}

/**
 * Reads the part of the list with the oldest news, from page 1 when a poll can reach that far.
 *
 * Rows that leave the list while several pages are read pull others up, past the page that is read next. So
 * a stretch of several pages is read again until a reading confirms the one before, by the next poll if this
 * one runs short.
 *
 * @throws OutOfReach when rows move too fast; and whatever a call of the first reading throws
 */
export async function gather(
	readPage: ReadPage,
	view: View,
	plan: Plan,
	trail: Trail,
): Promise<Finding> {
	const read: ReadPage = async (page) => {
		const answer = await readPage(page);
		trail.pages++;
		return answer;
	};
	let reading = await readToBorder(read, view, plan, trail);
	const { start } = reading;
	const rows = new Map(reading.rows.map((row) => [String(row.id), row]));
	const found = (sureTo?: string, stopped?: Error): Finding => ({
		...reading,
		rows: [...rows.values()],
		sureTo,
		stopped,
	});
	const news = reading.rows.filter(view.isNews);
	if (reading.pages === 1) return found(reading.top);
	const { unsureTo = reading.top } = plan;
	if (!news.some((row) => row.updated_at <= unsureTo)) {
		const isOnOnePage = news.every((row) => reading.pageOf.get(String(row.id)) === start);
		const isWhole = start === 1 && isOnOnePage;
		return found(isWhole ? reading.top : oldestOf(unsureTo, reading.top));
	}
	const untilSure = async () => {
		for (let count = 1; count < MOST_READINGS; count++) {
			const again = await readDown(read, view, start, reading.pages + SLACK, trail);
			if (!again.joined) throw new OutOfReach();
			const isSure = confirms(again, reading, view);
			for (const row of again.rows) rows.set(String(row.id), row);
			const top = start > 1 ? oldestOf(again.top, reading.top) : again.top;
			reading = { ...again, top };
			if (isSure) break;
		}
		return found(reading.top);
	};
	return await untilSure().catch((thrown: unknown) => {
		if (isPause(thrown)) return found(undefined, thrown);
		throw thrown;
	});
}

/** True when a reading brings no news that the one before did not, and when nothing left the list in between. */
function confirms(again: Reading, before: Reading, view: View): boolean {
	const isNew = (row: TicketRow) =>
		row.updated_at <= before.top && view.isNews(row) && !before.pageOf.has(String(row.id));
	const hasLeft = (row: TicketRow) =>
		row.updated_at < again.top && !again.pageOf.has(String(row.id));
	return !again.rows.some(isNew) && !before.rows.some(hasLeft);
}
