import type { IDataObject } from 'n8n-workflow';

import type { TicketView } from '../../sandbox/world/records';
import { isWatched } from './desk';
import type { Watch } from './history';
import type { PollOutcome } from './n8n';

/** A ticket's life as far as the trigger could have seen it. */
interface Life {
	ticket: TicketView;
	/** Its versions, by name, in order. */
	versions: string[];
	isRemoved: boolean;
	/** In the watched list ever since the starting point. */
	isAlways: boolean;
}

/** How much of everything there was at a moment. */
interface Extent {
	versions: Map<string, number>;
	entries: Set<string>;
}

const NOTHING: Extent = { versions: new Map(), entries: new Set() };

/** What really happened, held against what the trigger handed over. */
export class Truth {
	readonly complaints: string[] = [];

	private readonly lives = new Map<string, Life>();

	/** What was there before the starting point is old; what came while it was read may or may not be news. */
	private old = NOTHING;

	private perhapsOld = this.old;

	private isStarted = false;

	/** There was a poll, which may or may not have set the starting point. */
	private isBegun = false;

	/** How often each event was handed over. */
	private counts = new Map<string, number>();

	/** What may come again, because n8n died before it saved that it came. */
	private readonly excused = new Set<string>();

	/** Each ticket's last version that was handed over, as a number. */
	private last = new Map<string, number>();

	constructor(
		public watch: Watch,
		private readonly includeDetails: boolean,
	) {}

	/** Notes a change of a ticket, after it happened. */
	note(ticket: TicketView): void {
		if (ticket.productId !== this.watch.product) return;
		const id = String(ticket.id);
		const life = this.lives.get(id) ?? {
			ticket,
			versions: [],
			isRemoved: false,
			isAlways: isWatched(ticket, this.watch),
		};
		this.lives.set(id, life);
		if (life.versions.at(-1) === ticket.name) life.isRemoved = true;
		else life.versions.push(ticket.name ?? '');
		life.isAlways &&= isWatched(ticket, this.watch);
	}

	/** It is watched in another way from the next poll on; what did not come by now never will. */
	watchAnew(filter: Watch['filter']): void {
		this.refuseRepeats();
		this.watch = { ...this.watch, filter };
		this.isStarted = false;
		this.isBegun = false;
		this.counts = new Map();
		this.last = new Map();
		this.excused.clear();
	}

	/**
	 * To be called before each poll; the first one may set the starting point.
	 *
	 * @param isAskew the service's clock was set back in the last hour: stamps do not tell what came before the
	 * starting point from what comes after
	 */
	beforePoll(isAskew: boolean): void {
		if (isAskew) this.excuse();
		if (this.isStarted) return;
		if (isAskew) this.old = NOTHING;
		else if (!this.isBegun) this.old = this.extent();
		this.isBegun = true;
	}

	/** To be called when calls of a poll did not come through, before what came out of it is taken in. */
	noteShortage(): void {
		if (this.isStarted) return;
		this.old = NOTHING;
	}

	/**
	 * To be called after each poll.
	 *
	 * @param isStarted the trigger has a starting point; n8n may lose it, when it dies before it saves the state
	 */
	afterPoll(isStarted: boolean): void {
		if (isStarted && !this.isStarted) {
			this.excuse();
			for (const life of this.lives.values()) life.isAlways = isWatched(life.ticket, this.watch);
		}
		this.isStarted = isStarted;
	}

	/** What happened by now need not come. */
	excuse(): void {
		this.perhapsOld = this.extent();
	}

	/** Takes in what came out of a poll. */
	take({ items, isSaved }: PollOutcome): void {
		for (const item of items) {
			const key = this.keyOf(item);
			this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
			if (this.watch.event === 'ticketUpdated') this.takeVersion(item);
			if (!isSaved) this.excused.add(key);
		}
	}

	/** Compares all there was with all that came. */
	finish(): void {
		this.refuseRepeats();
		if (!this.isStarted) this.complain('no starting point');
		else if (this.watch.event === 'ticketUpdated') this.expectLastVersions();
		else this.expectEach();
	}

	complain(what: string): void {
		this.complaints.push(what);
	}

	private extent(): Extent {
		const lives = [...this.lives];
		return {
			versions: new Map(lives.map(([id, { versions }]) => [id, versions.length])),
			entries: new Set(lives.flatMap(([id, { ticket }]) => this.entriesOf(id, ticket))),
		};
	}

	/** Names of what happened to a ticket, in the words of the watched event. */
	private entriesOf(id: string, { logs, messages }: TicketView): string[] {
		if (this.watch.event === 'statusChanged') return logs.map((log) => `change ${log.id}`);
		if (this.watch.event === 'newMessage') return messages.map((one) => `message ${one.id}`);
		return [`ticket ${id}`];
	}

	private keyOf(item: IDataObject): string {
		const { event } = this.watch;
		if (event === 'statusChanged') return `change ${(item.change as IDataObject).id}`;
		if (event === 'newMessage') return `message ${(item.message as IDataObject).id}`;
		return event === 'ticketCreated' ? `ticket ${item.id}` : `ticket ${item.id} ${item.name}`;
	}

	private takeVersion(item: IDataObject): void {
		const id = String(item.id);
		const version = this.lives.get(id)?.versions.indexOf(String(item.name)) ?? -1;
		const old = (this.old.versions.get(id) ?? 0) - 1;
		const previous = this.last.get(id) ?? old;
		const isExcused = this.excused.has(this.keyOf(item)) || this.includeDetails;
		// A ticket that comes back into the list is news, although it was seen before it left.
		const mayBeSame = isExcused || !this.lives.get(id)?.isAlways;
		if (version < previous || (version === previous && !mayBeSame)) {
			this.complain(`ticket ${id}: version ${version} after ${previous}`);
		}
		this.last.set(id, version);
	}

	private expectLastVersions(): void {
		for (const [id, { ticket, versions, isRemoved }] of this.lives) {
			if (isRemoved || !isWatched(ticket, this.watch)) continue;
			const newest = versions.length - 1;
			const old = (this.perhapsOld.versions.get(id) ?? 0) - 1;
			const known = Math.max(old, this.last.get(id) ?? old);
			if (known < newest) this.complain(`ticket ${id}: version ${newest} missed`);
		}
	}

	private refuseRepeats(): void {
		if (this.watch.event === 'ticketUpdated') return;
		for (const [key, count] of this.counts) {
			if (this.old.entries.has(key)) this.complain(`${key}: old`);
			if (count > 1 && !this.excused.has(key)) this.complain(`${key}: ${count} times`);
		}
	}

	private expectEach(): void {
		for (const [id, { ticket, isRemoved, isAlways }] of this.lives) {
			if (isRemoved || !isAlways) continue;
			for (const key of this.entriesOf(id, ticket)) {
				if (this.perhapsOld.entries.has(key) || this.counts.has(key)) continue;
				this.complain(`${key}: missed`);
			}
		}
	}
}
