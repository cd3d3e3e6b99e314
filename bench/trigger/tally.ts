import type { IDataObject } from 'n8n-workflow';

import type { TicketView } from '../../sandbox/world/records';
import { isWatched } from '../../test/model/desk';
import type { Watch } from '../../test/model/history';
import type { PollOutcome } from '../../test/model/n8n';

/** What became of the events of a history, or of several. */
export interface Count {
	/** Events since the start that a watcher could have seen, of tickets that are still watched at the end. */
	events: number;
	missed: number;
	/** Handed over again. */
	repeated: number;
	/** Handed over again, because n8n ended after it had started the workflow and before it had saved the state. */
	repeatedByN8n: number;
	/** Handed over, although of before the start. */
	old: number;
	/** Items that are no tickets. */
	foreign: number;
}

interface Life {
	ticket: TicketView;
	/** Its changes in order, by name. */
	versions: string[];
	/** How many of them there were at the start. */
	old: number;
	/** The newest of them that was handed over. */
	newest: number;
	isRemoved: boolean;
	/** In the watched list since the start, or since it was created. */
	isAlways: boolean;
}

/** Counts what happened at the desk and what was handed over. */
export class Tally {
	private readonly lives = new Map<string, Life>();

	private old = new Set<string>();

	private readonly times = new Map<string, number>();

	private readonly unsaved = new Set<string>();

	private repeated = 0;

	private repeatedByN8n = 0;

	private oldOnes = 0;

	private foreign = 0;

	constructor(private readonly watch: Watch) {}

	/** Notes a change of a ticket, after it happened. */
	note(ticket: TicketView): void {
		const id = String(ticket.id);
		const isNow = isWatched(ticket, this.watch);
		const life = this.lives.get(id) ?? {
			ticket,
			versions: [],
			old: 0,
			newest: -1,
			isRemoved: false,
			isAlways: isNow,
		};
		this.lives.set(id, life);
		if (life.versions.at(-1) === ticket.name) life.isRemoved = true;
		else life.versions.push(ticket.name ?? '');
		life.isAlways &&= isNow;
	}

	/** All that happened so far is of before the start. */
	start(): void {
		for (const life of this.lives.values()) {
			life.old = life.versions.length;
			life.newest = life.old - 1;
			life.isAlways = isWatched(life.ticket, this.watch);
		}
		this.old = new Set([...this.lives].flatMap(([id, life]) => this.entriesOf(id, life)));
	}

	take({ items, isSaved }: PollOutcome): void {
		for (const item of items) this.takeItem(item, isSaved);
	}

	finish(): Count {
		const { repeated, repeatedByN8n, oldOnes: old, foreign } = this;
		const counts = { repeated, repeatedByN8n, old, foreign };
		const lives = [...this.lives].filter(([, { isRemoved }]) => !isRemoved);
		if (this.watch.event === 'ticketUpdated') {
			const watched = lives.filter(([, { ticket }]) => isWatched(ticket, this.watch));
			return {
				events: sum(watched.map(([, life]) => life.versions.length - life.old)),
				missed: sum(watched.map(([, life]) => life.versions.length - 1 - life.newest)),
				...counts,
			};
		}
		const entries = lives
			.filter(([, { isAlways }]) => isAlways)
			.flatMap(([id, life]) => this.entriesOf(id, life))
			.filter((entry) => !this.old.has(entry));
		const missed = entries.filter((entry) => !this.times.has(entry)).length;
		return { events: entries.length, missed, ...counts };
	}

	private takeItem(item: IDataObject, isSaved: boolean): void {
		const life = this.lives.get(String(item.id));
		if (!life) {
			this.foreign++;
			return;
		}
		const entry = this.entryOf(item);
		const version = life.versions.indexOf(String(item.name));
		const times = this.times.get(entry) ?? 0;
		this.times.set(entry, times + 1);
		if (times > 0 && this.unsaved.has(entry)) this.repeatedByN8n++;
		else if (times > 0) this.repeated++;
		else if (this.old.has(entry)) this.oldOnes++;
		life.newest = Math.max(life.newest, version);
		if (!isSaved) this.unsaved.add(entry);
	}

	/** Names of what happened to a ticket, in the words of the watched event. */
	private entriesOf(id: string, { ticket, versions }: Life): string[] {
		const { event } = this.watch;
		if (event === 'statusChanged') return ticket.logs.map((log) => `change ${log.id}`);
		if (event === 'newMessage') return ticket.messages.map((one) => `message ${one.id}`);
		if (event === 'ticketUpdated') return versions.map((version) => `ticket ${id} ${version}`);
		return [`ticket ${id}`];
	}

	private entryOf({ id, name, change, message }: IDataObject): string {
		const { event } = this.watch;
		if (event === 'statusChanged') return `change ${(change as IDataObject).id}`;
		if (event === 'newMessage') return `message ${(message as IDataObject).id}`;
		return event === 'ticketUpdated' ? `ticket ${id} ${name}` : `ticket ${id}`;
	}
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
