import { BudgetSpent } from './pause';
import type { Source } from './source';

/** What a poll may use. */
export interface Limits {
	/** Resolves when the time is over; never earlier. */
	timeIsUp: Promise<unknown>;
	calls: number;
}

/** A source that gives up with `BudgetSpent` when time or calls are used up, even while it waits for an answer. */
export function within(limits: Limits, source: Source): Source {
	let left = limits.calls;
	let isOver = false;
	const over = limits.timeIsUp.then(() => {
		isOver = true;
		throw new BudgetSpent();
	});
	over.catch(() => {}); // of no interest when the poll ends in time
	const limited = async <T>(call: () => Promise<T>): Promise<T> => {
		if (isOver || left-- <= 0) throw new BudgetSpent();
		return await Promise.race([call(), over]);
	};
	const { wholeProduct } = source;
	return {
		page: async (page) => await limited(async () => await source.page(page)),
		details: async (id) => await limited(async () => await source.details(id)),
		logs: async (id) => await limited(async () => await source.logs(id)),
		...(wholeProduct && {
			wholeProduct: async (page: number) => await limited(async () => await wholeProduct(page)),
		}),
	};
}
