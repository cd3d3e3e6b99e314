import fc from 'fast-check';

import type { LogEntry, Message, TicketRow } from '../../../nodes/Desk360/api/types';
import type { EventName, Item } from '../../../nodes/Desk360/trigger/events';
import type { DeskTicket } from './desk';
import { Desk, DeskFault, randomFrom, stampAt } from './desk';
import { Trigger } from './trigger';
import type { PollReport } from './trigger';

/** Something that happens at the desk. `pick` chooses a ticket: small numbers mean those changed last. */
export type Happening =
	| { do: 'create'; count: number; shown: boolean }
	| { do: 'touch' | 'write' | 'setStatus' | 'remove' | 'hide' | 'show'; pick: number }
	| { do: 'touchMany'; count: number; pick: number };

export type Step =
	| Happening
	| { do: 'tick'; seconds: number }
	| {
			do: 'poll';
			between: Array<{ call: number; happening: Happening }>;
			refuseFrom?: number;
			faultAt?: number;
	  }
	| { do: 'goBack'; polls: number }
	| { do: 'setClockBack' };

export interface History {
	event: EventName;
	isFiltered: boolean;
	maxTickets: number;
	before: number;
	seed: number;
	steps: Step[];
}

const AGENT = 7;

const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('create' as const),
			count: fc.oneof(
				{ weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
				{ weight: 1, arbitrary: fc.integer({ min: 15, max: 70 }) },
			),
			shown: fc.boolean(),
		}),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom('touch' as const, 'write' as const, 'setStatus' as const),
			pick: fc.oneof(fc.nat(3), fc.nat(200)),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('remove' as const, 'hide' as const, 'show' as const),
			pick: fc.oneof(fc.nat(3), fc.nat(200)),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('touchMany' as const),
			count: fc.integer({ min: 5, max: 60 }),
			pick: fc.nat(200),
		}),
	},
);

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: happening as fc.Arbitrary<Step> },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('tick' as const),
			seconds: fc.constantFrom(1, 1, 5, 60, 60, 600, 4000),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record(
			{
				do: fc.constant('poll' as const),
				between: fc.array(fc.record({ call: fc.integer({ min: 1, max: 12 }), happening }), {
					maxLength: 8,
				}),
				refuseFrom: fc.integer({ min: 1, max: 14 }),
				faultAt: fc.integer({ min: 1, max: 14 }),
			},
			{ requiredKeys: ['do', 'between'] },
		),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('goBack' as const),
			polls: fc.integer({ min: 1, max: 4 }),
		}),
	},
);

export const history = (event: EventName): fc.Arbitrary<History> =>
	fc.record({
		event: fc.constant(event),
		isFiltered: fc.boolean(),
		maxTickets: fc.constantFrom(500, 500, 500, 4),
		before: fc.oneof(fc.nat(3), fc.nat(90)),
		seed: fc.nat(),
		steps: fc.array(step, { minLength: 5, maxLength: 40 }),
	});

/** What is known of a ticket's life: the truth against which the trigger is held. */
interface Life {
	ticket: DeskTicket;
	/** It was in the watched list all the time. */
	always: boolean;
	removed: boolean;
}

/** Lives a history, then lets polls come until they find nothing; gives what was handed over. */
export class Lived {
	readonly desk: Desk;

	readonly trigger: Trigger;

	readonly items: Item[] = [];

	readonly polls: PollReport[] = [];

	/** Stamp of the starting point, and what existed then. */
	private lives = new Map<string, Life>();

	private oldVersions = new Map<string, number>();

	private oldEntries = new Set<string>();

	/** States of the polls since something was handed over last. */
	private quietStates: string[] = [];

	/** What is wrong. */
	readonly complaints: string[] = [];

	constructor(private readonly history: History) {
		this.desk = new Desk(randomFrom(history.seed));
		const isShown = (row: TicketRow) => row.agent_id === AGENT;
		this.trigger = new Trigger(this.desk, history.event, {
			maxTickets: history.maxTickets,
			...(history.isFiltered && { isShown }),
		});
	}

	private life(ticket: DeskTicket): Life {
		const id = String(ticket.row.id);
		const life = this.lives.get(id) ?? { ticket, always: this.isWatched(ticket), removed: false };
		this.lives.set(id, life);
		return life;
	}

	private isWatched(ticket: DeskTicket): boolean {
		return !this.history.isFiltered || ticket.row.agent_id === AGENT;
	}

	private happen(event: Happening): void {
		const { desk } = this;
		if (event.do === 'create') {
			for (let count = 0; count < event.count; count++) {
				this.life(desk.create({ agent_id: event.shown ? AGENT : null }));
			}
			return;
		}
		const byChange = [...desk.tickets].sort((one, other) =>
			one.row.updated_at < other.row.updated_at ? 1 : -1,
		);
		if (event.do === 'touchMany') {
			for (const ticket of byChange
				.slice(event.pick % (byChange.length || 1))
				.slice(0, event.count)) {
				this.happenTo(ticket, 'touch');
			}
			return;
		}
		const ticket = byChange[event.pick % (byChange.length || 1)];
		if (ticket) this.happenTo(ticket, event.do);
	}

	private happenTo(
		ticket: DeskTicket,
		what: Exclude<Happening['do'], 'create' | 'touchMany'>,
	): void {
		const { desk } = this;
		const life = this.life(ticket);
		if (what === 'remove') {
			desk.remove(ticket);
			life.removed = true;
		} else if (what === 'touch') desk.touch(ticket);
		else if (what === 'write') desk.write(ticket, `text ${ticket.version}`);
		else if (what === 'setStatus') desk.setStatus(ticket, (ticket.row.status + 1) % 4);
		else desk.touch(ticket, { agent_id: what === 'show' ? AGENT : null });
		if (!this.isWatched(ticket)) life.always = false;
	}

	private async poll(options: Extract<Step, { do: 'poll' }>): Promise<PollReport> {
		const isFirst = this.trigger.saved === undefined;
		// Two polls never share a second; what happens after a poll may still fall into its second.
		this.desk.seconds += 1;
		const report = await this.trigger.poll({
			before: (call) => {
				if (isFirst) return;
				for (const { call: at, happening: what } of options.between) {
					if (at === call) this.happen(what);
				}
				if (options.faultAt === call) throw new DeskFault('unavailable');
				if (call >= (options.refuseFrom ?? Infinity)) throw new DeskFault('rateLimited', 1000);
			},
		});
		this.polls.push(report);
		this.items.push(...report.items);
		if (report.items.length > 0 || isFirst) this.quietStates = [];
		this.quietStates.push(this.trigger.saved as string);
		const times = report.items.map(({ at }) => at);
		if (times.some((at, index) => at < (times[index - 1] ?? '')))
			this.complaints.push('not oldest first');
		if ((this.trigger.saved as string).length > 65_536) this.complaints.push('too large');
		return report;
	}

	async live(): Promise<this> {
		const { desk } = this;
		const random = randomFrom(this.history.seed + 1);
		for (let count = 0; count < this.history.before; count++) {
			desk.seconds += Math.floor(random() * 3) * 20;
			this.happen({ do: 'create', count: 1, shown: random() < 0.7 });
		}
		await this.poll({ do: 'poll', between: [] });
		for (const ticket of desk.tickets) {
			this.oldVersions.set(String(ticket.row.id), ticket.version);
			for (const { id } of ticket.messages) this.oldEntries.add(`message ${id}`);
			for (const { id } of ticket.logs) this.oldEntries.add(`change ${id}`);
		}
		for (const step of this.history.steps) {
			if (step.do === 'tick') desk.seconds += step.seconds;
			else if (step.do === 'setClockBack') desk.setClockBack(3600);
			else if (step.do === 'poll') await this.poll(step);
			else if (step.do === 'goBack') {
				this.trigger.saved = this.quietStates.at(-1 - step.polls) ?? this.quietStates[0];
			} else this.happen(step);
		}
		for (let quiet = 0, count = 0; quiet < 3; count++) {
			const { items } = await this.poll({ do: 'poll', between: [] });
			const { state } = this.trigger;
			quiet = items.length === 0 && !state?.backlog ? quiet + 1 : 0;
			if (count > 60) {
				this.complaints.push('never done');
				break;
			}
		}
		this.check();
		return this;
	}

	private check(): void {
		const { event } = this.history;
		if (event === 'ticketCreated') this.checkCreated();
		else if (event === 'ticketUpdated') this.checkUpdated();
		else this.checkEntries();
	}

	private count(key: (item: Item) => string): Map<string, number> {
		const counts = new Map<string, number>();
		for (const item of this.items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
		return counts;
	}

	private compare(counts: Map<string, number>, due: Iterable<string>): void {
		for (const [key, count] of counts)
			if (count > 1) this.complaints.push(`${key}: ${count} times`);
		for (const key of due) if (!counts.has(key)) this.complaints.push(`${key}: missed`);
	}

	private checkCreated(): void {
		const counts = this.count(({ json }) => String(json.id));
		for (const id of counts.keys())
			if (this.oldVersions.has(id)) this.complaints.push(`${id}: old`);
		const due = [...this.lives]
			.filter(([id, { always, removed }]) => always && !removed && !this.oldVersions.has(id))
			.map(([id]) => id);
		this.compare(counts, due);
	}

	private checkUpdated(): void {
		const last = new Map<string, number>();
		for (const { json } of this.items) {
			const id = String(json.id);
			const version = Number(String(json.subject).slice('version '.length));
			const previous = last.get(id) ?? this.oldVersions.get(id) ?? -1;
			if (version <= previous && !(this.history.isFiltered && !this.lives.get(id)?.always)) {
				this.complaints.push(`${id}: version ${version} after ${previous}`);
			}
			last.set(id, version);
		}
		for (const [id, { ticket, removed }] of this.lives) {
			if (removed || !this.isWatched(ticket)) continue;
			const known = last.get(id) ?? this.oldVersions.get(id) ?? -1;
			if (known !== ticket.version) this.complaints.push(`${id}: version ${ticket.version} missed`);
		}
	}

	private checkEntries(): void {
		const kind = this.history.event === 'statusChanged' ? 'change' : 'message';
		const counts = this.count(({ json }) => `${kind} ${(json[kind] as { id: number }).id}`);
		for (const key of counts.keys())
			if (this.oldEntries.has(key)) this.complaints.push(`${key}: old`);
		const due = [...this.lives.values()]
			.filter(({ always, removed }) => always && !removed)
			.flatMap(({ ticket }): Array<LogEntry | Message> => {
				return kind === 'change' ? ticket.logs : ticket.messages;
			})
			.map(({ id }) => `${kind} ${id}`)
			.filter((key) => !this.oldEntries.has(key));
		this.compare(counts, due);
	}
}

export { stampAt };
