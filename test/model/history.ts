import fc from 'fast-check';

import type { EventName } from '../../nodes/Desk360/trigger/description';
import type { Settings } from '../../sandbox';

/** So many products may be there in all. */
export const MOST_PRODUCTS = 6;

/** Why the account does not see a product: it is not there (404), or the account has no right to it (403). */
export type Absence = 'gone' | 'forbidden';

/** One event of one product. */
export interface Watch {
	event: EventName;
	/** By agent or by status: a ticket leaves and enters the list when that changes. */
	filter: 'none' | 'agent' | 'status';
	product: number;
}

/** What the trigger is set to watch. */
export interface Watches {
	events: EventName[];
	filter: Watch['filter'];
	/** How many products are named by ID, from the first on. */
	products: number | 'all';
}

/**
 * Something that happens at the desk. `pick` chooses a ticket: small numbers mean those changed last. `at` chooses a
 * product of those there are; the first unless told.
 */
export type Happening = { at?: number } & (
	| { do: 'create'; count: number; shown: boolean }
	| { do: 'touch' | 'write' | 'setStatus' | 'remove' | 'hide' | 'show'; pick: number }
	| { do: 'touchMany'; count: number; pick: number }
);

/** Something that happens while a poll waits for the answer of its call number `call`. */
export interface Between {
	call: number;
	happening: Happening;
}

/** What a ticket shows without for some reads: its row in the list, something of it, or what belongs to it. */
export const ODDITIES = [
	'row',
	'created_at',
	'updated_at',
	'id',
	'messages',
	'message',
	'log',
] as const;

export type Oddity = (typeof ODDITIES)[number];

export const FAULTS = [
	'retryLater',
	'maintenance',
	'retrySoon',
	'unavailable',
	'reset',
	'hang',
	'html',
	'emptyBody',
	'malformedJson',
	'malformedRow',
] as const;

export interface FaultAt {
	/** The number of the call within the poll. */
	call: number;
	fault: (typeof FAULTS)[number];
	/** How many calls meet it; more than a handful outlast the repeats. */
	times: number;
}

/**
 * What becomes of a poll's result. `discarded`: n8n gave the poll up. The others end the process: before n8n did
 * anything with the result, between running the workflow and saving the state, or after both.
 */
export type Fate = 'kept' | 'discarded' | 'diedBefore' | 'diedBetween' | 'diedAfter';

export type Step =
	| Happening
	/** From now on, for so many reads, Desk360 shows a ticket with something missing. */
	| { do: 'spoil'; pick: number; lacks: Oddity; reads: number }
	| { do: 'tick'; seconds: number }
	| { do: 'poll'; between: Between[]; fault?: FaultAt; fate: Fate }
	/** Polls that n8n began with one and the same state, at a time or one after the other. */
	| { do: 'overlap'; polls: number; inLine: boolean; between: Between[]; fault?: FaultAt }
	| { do: 'restart'; fault?: FaultAt }
	| { do: 'republish'; fault?: FaultAt }
	/** Another main process of n8n polls from now on. */
	| { do: 'otherMain' }
	| { do: 'edit'; watch: Watches }
	/** A further product appears, with a ticket in it. */
	| { do: 'addProduct' }
	/** The account does not see a product any more, or sees it again. */
	| { do: 'hideProduct'; at: number; as: Absence }
	| { do: 'showProduct'; at: number }
	| { do: 'setClockBack' };

export interface History {
	watch: Watches;
	/** Products that are there before the trigger. */
	products: number;
	maxTickets: number;
	includeDetails: boolean;
	/** n8n keeps the state of each poll, in one transaction with the execution. */
	isDurable: boolean;
	/** Calls a minute that the service grants. */
	callsPerMinute: number | null;
	/** As documented, or as the framework writes answers by itself. */
	answers: Settings['answers'];
	ties: 'stable' | 'shuffled';
	idsAs: 'number' | 'string';
	/** By how much the service's clock differs from this machine's. */
	clockAheadSeconds: number;
	/** Tickets that are there before the trigger. */
	before: number;
	steps: Step[];
}

/** Few of the tickets changed last, or any. */
const pick = fc.oneof(fc.nat(3), fc.nat(200));

const what: fc.Arbitrary<Happening> = fc.oneof(
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
			pick,
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('remove' as const, 'hide' as const, 'show' as const),
			pick,
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

/** Mostly in the first product. */
const happening: fc.Arbitrary<Happening> = fc
	.tuple(what, fc.constantFrom(0, 0, 0, 1, 2, 3))
	.map(([happened, at]) => (at === 0 ? happened : { ...happened, at }));

const between = fc.array(fc.record({ call: fc.integer({ min: 1, max: 12 }), happening }), {
	maxLength: 6,
});

const fault: fc.Arbitrary<FaultAt> = fc.record({
	call: fc.integer({ min: 1, max: 9 }),
	fault: fc.constantFrom(...FAULTS),
	times: fc.constantFrom(1, 20),
});

const fate = fc.oneof(
	{ weight: 6, arbitrary: fc.constant('kept' as const) },
	{
		weight: 2,
		arbitrary: fc.constantFrom<Fate[]>('discarded', 'diedBefore', 'diedBetween', 'diedAfter'),
	},
);

export const EVENTS: EventName[] = [
	'ticketCreated',
	'ticketUpdated',
	'statusChanged',
	'newMessage',
];

/** One to four events, an event among them. */
const eventsWith = (event: EventName): fc.Arbitrary<EventName[]> =>
	fc.oneof(
		fc.constant<EventName[]>([event]),
		// In one order: another one is no other watch.
		fc
			.subarray(EVENTS)
			.map((events) => EVENTS.filter((one) => one === event || events.includes(one))),
	);

const watchesOf = (events: fc.Arbitrary<EventName[]>): fc.Arbitrary<Watches> =>
	fc.record({
		events,
		filter: fc.constantFrom<Array<Watch['filter']>>('none', 'none', 'agent', 'status'),
		products: fc.constantFrom<Array<Watches['products']>>(1, 1, 2, 3, 4, 'all', 'all'),
	});

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 12, arbitrary: happening as fc.Arbitrary<Step> },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('spoil' as const),
			// Mostly what changed last: something of it is to be handed over.
			pick: fc.oneof(fc.constant(0), pick),
			lacks: fc.constantFrom(...ODDITIES),
			reads: fc.integer({ min: 1, max: 4 }),
		}),
	},
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('tick' as const),
			seconds: fc.constantFrom(1, 1, 5, 60, 60, 600, 4000),
		}),
	},
	{
		weight: 11,
		arbitrary: fc.record(
			{ do: fc.constant('poll' as const), between, fault, fate },
			{ requiredKeys: ['do', 'between', 'fate'] },
		),
	},
	{
		weight: 1,
		arbitrary: fc.record(
			{
				do: fc.constant('overlap' as const),
				polls: fc.integer({ min: 2, max: 3 }),
				inLine: fc.boolean(),
				between,
				fault,
			},
			{ requiredKeys: ['do', 'polls', 'inLine', 'between'] },
		),
	},
	{
		weight: 2,
		arbitrary: fc.record(
			{ do: fc.constantFrom('restart' as const, 'republish' as const), fault },
			{ requiredKeys: ['do'] },
		),
	},
	{
		weight: 1,
		arbitrary: fc.oneof(
			fc.record({
				do: fc.constant('edit' as const),
				watch: fc.constantFrom(...EVENTS).chain((event) => watchesOf(eventsWith(event))),
			}),
			fc.record({ do: fc.constant('setClockBack' as const) }),
		),
	},
	{
		weight: 2,
		arbitrary: fc.oneof(
			fc.record({ do: fc.constantFrom('addProduct' as const, 'otherMain' as const) }),
			fc.record({
				do: fc.constant('hideProduct' as const),
				at: fc.nat(3),
				as: fc.constantFrom('gone' as const, 'forbidden' as const),
			}),
			fc.record({ do: fc.constant('showProduct' as const), at: fc.nat(3) }),
		),
	},
);

/** Any history of a trigger for an event. */
export const history = (event: EventName): fc.Arbitrary<History> =>
	fc.record({
		watch: watchesOf(eventsWith(event)),
		products: fc.integer({ min: 1, max: 4 }),
		maxTickets: fc.constantFrom(500, 500, 100, 4),
		includeDetails: fc.constantFrom(false, false, true),
		isDurable: fc.boolean(),
		callsPerMinute: fc.constantFrom(null, null, 100, 10),
		answers: fc.constantFrom('documented', 'framework'),
		ties: fc.constantFrom('stable', 'stable', 'shuffled'),
		idsAs: fc.constantFrom('number', 'string'),
		clockAheadSeconds: fc.constantFrom(0, -3 * 3600, 5 * 3600 + 420, -40, 86_400 * 2),
		before: fc.oneof(fc.nat(3), fc.nat(90)),
		steps: fc.array(step, { minLength: 5, maxLength: 40 }),
	});
