import type { TicketRow } from '../api/types';
import { OutOfReach } from './pause';
import { isCrowd, isOlder, readDown } from './reading';
import type { ReadPage, Reading, Trail, View } from './reading';

/** Where a walk expects the oldest news, and how many pages it may take. */
export interface Plan {
	page: number;
	reach: number;
	/** Only a page far above the oldest news is known. */
	isLost?: boolean;
	/** The poll before read down from here, and was not sure of what it found. */
	unsureTo?: string;
	/** How often that brought no news, although some seem to be there. */
	doubts?: number;
}

/** Rows that arrive while a stretch is read push its end down. */
export const SLACK = 2;

function isNewsAbove(row: TicketRow, view: View): boolean {
	return row.updated_at >= view.front && view.isNews(row);
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

/**
 * Reads down to known ground from so far above it as the plan allows; from page 1 if that is near enough.
 *
 * @throws OutOfReach when rows move too fast; and whatever a call throws
 */
export async function readToBorder(
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
