import type { IDataObject } from 'n8n-workflow';

import type { TicketView } from '../../sandbox/world/records';
import type { EventName } from '../../nodes/Desk360/trigger/description';
import { EVENTS, MOST_PRODUCTS, type Watches } from './history';
import type { PollOutcome } from './n8n';
import { Truth } from './truth';

const PRODUCTS = Array.from({ length: MOST_PRODUCTS }, (_, index) => index + 1);

const partOf = (item: IDataObject, name: string) => (item[name] ?? {}) as IDataObject;

/** The truth of each event of each product, watched or not, held against what one trigger hands over. */
export class Truths {
	private readonly complaints: string[] = [];

	private readonly truths: Truth[];

	constructor(
		private watches: Watches,
		private readonly includeDetails: boolean,
	) {
		const { filter } = watches;
		this.truths = PRODUCTS.flatMap((product) =>
			EVENTS.map((event) => new Truth({ event, filter, product }, includeDetails)),
		);
	}

	/** Notes a change of a ticket, after it happened. */
	note(ticket: TicketView): void {
		for (const truth of this.truths) truth.note(ticket);
	}

	/** What happened by now in some products need not come. */
	excuse(isExcused: (product: number) => boolean): void {
		for (const truth of this.truths) if (isExcused(truth.watch.product)) truth.excuse();
	}

	watchAnew(watches: Watches): void {
		this.watches = watches;
		for (const truth of this.truths) truth.watchAnew(watches.filter);
	}

	/** n8n lost the starting points of some products, and the trigger sets others. */
	startAnew(isLost: (product: number) => boolean): void {
		for (const truth of this.truths) {
			const { product, filter } = truth.watch;
			if (isLost(product)) truth.watchAnew(filter);
		}
	}

	beforePoll(isAskew: boolean): void {
		for (const truth of this.truths) truth.beforePoll(isAskew);
	}

	noteShortage(): void {
		for (const truth of this.truths) truth.noteShortage();
	}

	/** @param isStarted whether the trigger has a starting point of a product */
	afterPoll(isStarted: (product: number) => boolean): void {
		for (const truth of this.truths) truth.afterPoll(isStarted(truth.watch.product));
	}

	take({ items, isSaved }: PollOutcome): void {
		const times = items.map((item) => this.timeOf(item)).filter((at) => at !== '');
		if (times.some((at, index) => at < (times[index - 1] ?? ''))) this.complain('not oldest first');
		for (const item of items) {
			if (!this.isAsked(item)) this.complain(`not asked for: ${item.event} of ${item.product_id}`);
		}
		for (const truth of this.watched) {
			const { event, product } = truth.watch;
			const own = items.filter((item) => {
				const tells = item.event === event || this.isFirstVersion(item, event);
				return tells && Number(item.product_id) === product;
			});
			truth.take({ items: own, isSaved });
		}
	}

	/** What was wrong, after comparing all there was with all that came. */
	finish(): string[] {
		for (const truth of this.watched) truth.finish();
		const found = this.truths.flatMap(({ complaints, watch }) =>
			complaints.map((complaint) => `${watch.event} of ${watch.product}: ${complaint}`),
		);
		return [...this.complaints, ...found];
	}

	complain(what: string): void {
		this.complaints.push(what);
	}

	private get watched(): Truth[] {
		return this.truths.filter(({ watch }) => this.isWatched(watch.event, watch.product));
	}

	private isWatched(event: EventName, product: number): boolean {
		const { events, products } = this.watches;
		return events.includes(event) && (products === 'all' || product <= products);
	}

	private isAsked({ event, product_id: product }: IDataObject): boolean {
		return this.isWatched(event as EventName, Number(product));
	}

	/** A new ticket comes as that alone, and its first version is known by it. */
	private isFirstVersion(item: IDataObject, event: EventName): boolean {
		return event === 'ticketUpdated' && item.event === 'ticketCreated';
	}

	private timeOf(item: IDataObject): string {
		if (item.event === 'statusChanged') return String(partOf(item, 'change').at);
		if (item.event === 'newMessage') return String(partOf(item, 'message').created_at);
		if (item.event === 'ticketCreated') return String(item.created_at);
		// Details are read later than the row, and may be newer.
		return this.includeDetails ? '' : String(item.updated_at);
	}
}
