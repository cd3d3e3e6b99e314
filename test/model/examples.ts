import type { History } from './history';
import { ODD_DIFFERENCES } from './oddExamples';
import { open, quietPoll, repeated } from './steps';

const plain: History = {
	watch: { events: ['ticketCreated'], filter: 'none', products: 1 },
	products: 2,
	maxTickets: 500,
	includeDetails: false,
	isDurable: false,
	callsPerMinute: null,
	answers: 'documented',
	ties: 'stable',
	idsAs: 'number',
	clockAheadSeconds: 0,
	before: 0,
	steps: [],
};

const DIFFERENCES: Array<[string, Partial<History>]> = [
	[
		'many of one second, in another order on each page, when calls run short',
		{
			watch: { events: ['newMessage'], filter: 'none', products: 1 },
			isDurable: true,
			callsPerMinute: 10,
			ties: 'shuffled',
			steps: [quietPoll, { do: 'create', count: 49, shown: true }],
		},
	],
	[
		'the same, of which only a few may be handed over at a time',
		{
			watch: { events: ['newMessage'], filter: 'none', products: 1 },
			maxTickets: 4,
			isDurable: true,
			callsPerMinute: 10,
			ties: 'shuffled',
			before: 1,
			steps: [
				{ do: 'create', count: 49, shown: true },
				{ do: 'setStatus', pick: 0 },
				{ ...quietPoll, between: [{ call: 6, happening: { do: 'setStatus', pick: 148 } }] },
			],
		},
	],
	[
		'the same, of which the first comes in time for page 1, and the others after it',
		{
			watch: { events: ['newMessage'], filter: 'none', products: 1 },
			products: 1,
			maxTickets: 4,
			isDurable: true,
			ties: 'shuffled',
			before: 3,
			steps: [
				quietPoll,
				{
					...quietPoll,
					between: [
						{ call: 1, happening: { do: 'create', count: 1, shown: true } },
						{ call: 2, happening: { do: 'create', count: 36, shown: true } },
					],
				},
			],
		},
	],
	[
		'the same, one of which is met only where the end of the news is looked for',
		{
			watch: { events: ['statusChanged', 'ticketUpdated'], filter: 'none', products: 1 },
			products: 1,
			isDurable: true,
			ties: 'shuffled',
			before: 31,
			steps: [quietPoll, { do: 'create', count: 52, shown: true }, quietPoll],
		},
	],
	[
		'a starting point in a list that is in another order on each page',
		{
			watch: { events: ['ticketCreated'], filter: 'status', products: 1 },
			isDurable: true,
			ties: 'shuffled',
			before: 51,
			steps: [
				{
					...quietPoll,
					between: [{ call: 5, happening: { do: 'create', count: 50, shown: true } }],
					fault: { call: 8, fault: 'malformedJson', times: 20 },
				},
			],
		},
	],
	[
		'a clock set back while more than a page of tickets is of the last hour',
		{
			watch: { events: ['ticketUpdated'], filter: 'none', products: 1 },
			before: 21,
			steps: [
				{ do: 'setClockBack' },
				{ do: 'touch', pick: 0 },
				{ do: 'tick', seconds: 1 },
				{ do: 'touchMany', count: 5, pick: 0 },
			],
		},
	],
	[
		'a ticket that was changed, after the clock was set back, before the starting point',
		{
			watch: { events: ['newMessage'], filter: 'agent', products: 1 },
			isDurable: true,
			before: 2,
			steps: [
				{ do: 'setClockBack' },
				{ ...quietPoll, between: [{ call: 1, happening: { do: 'write', pick: 0 } }] },
			],
		},
	],
	[
		'the only product, which the account did not see for a while',
		{
			watch: { events: ['ticketUpdated'], filter: 'none', products: 'all' },
			products: 1,
			steps: [
				...[{ do: 'hideProduct' as const, at: 0, as: 'gone' as const }],
				...[{ do: 'tick' as const, seconds: 600 }, quietPoll, quietPoll],
				{ do: 'create', count: 1, shown: false },
			],
		},
	],
	[
		'another event, set while nothing had been kept of the new starting point',
		{
			isDurable: true,
			steps: [
				quietPoll,
				{ do: 'edit', watch: { events: ['newMessage'], filter: 'status', products: 1 } },
				{ do: 'create', count: 1, shown: true },
			],
		},
	],
	[
		'more changed tickets than there are calls, none of which is an event',
		{
			watch: { events: ['newMessage'], filter: 'none', products: 1 },
			isDurable: true,
			callsPerMinute: 10,
			before: 32,
			steps: [
				quietPoll,
				{ do: 'touchMany', count: 19, pick: 165 },
				{ do: 'create', count: 1, shown: false },
			],
		},
	],
	[
		'more new tickets of one second than there are calls to find and open them, in one of two products',
		{
			watch: { events: ['ticketCreated'], filter: 'none', products: 2 },
			includeDetails: true,
			isDurable: true,
			callsPerMinute: 10,
			steps: [
				quietPoll,
				{
					...quietPoll,
					between: [{ call: 1, happening: { do: 'create', count: 45, shown: true } }],
				},
				{ do: 'write', pick: 196, at: 1 },
			],
		},
	],
	[
		'pages of one second, and quiet minutes after them',
		{
			steps: [
				...[quietPoll, { do: 'create' as const, count: 200, shown: true }, quietPoll],
				...repeated(12, [{ do: 'tick', seconds: 60 }, quietPoll]),
			],
		},
	],
	[
		'pages to be looked at once more, while the list of products is read again and again',
		{
			watch: { events: ['ticketCreated'], filter: 'none', products: 'all' },
			products: 1,
			ties: 'shuffled',
			before: 52,
			steps: [quietPoll, { do: 'create', count: 69, shown: true }],
		},
	],
	...(['none', 'html'] as const).map((fault): [string, Partial<History>] => [
		`a ticket removed after many of one second, in another order on each page (fault: ${fault})`,
		{
			watch: { events: ['newMessage'], filter: 'none', products: 2 },
			ties: 'shuffled',
			before: 3,
			steps: [
				...[quietPoll, quietPoll],
				{
					...quietPoll,
					between: [{ call: 1, happening: { do: 'create', count: 66, shown: true, at: 1 } }],
					...(fault !== 'none' && { fault: { call: 7, fault, times: 20 } }),
				},
				{ do: 'remove', pick: 0, at: 1 },
			],
		},
	]),
	[
		'a ticket that is older than its last changes, for the clock was set back meanwhile',
		{
			watch: { events: ['ticketCreated'], filter: 'none', products: 1 },
			products: 1,
			before: 17,
			steps: [
				...[{ do: 'touch' as const, pick: 124 }, { do: 'setClockBack' as const }],
				...[{ do: 'touchMany' as const, count: 4, pick: 94 }, quietPoll],
				{
					...{ do: 'overlap', polls: 2, inLine: true },
					between: [{ call: 1, happening: { do: 'show', pick: 13 } }],
				},
			],
		},
	],
	[
		'a ticket of a second that fills pages, once they were read a second time',
		{
			watch: { events: ['ticketUpdated'], filter: 'none', products: 1 },
			steps: [
				{
					...{ do: 'overlap', polls: 2, inLine: false },
					between: [15, 36, 3].map((count) => ({
						call: 1,
						happening: { do: 'create', count, shown: false },
					})),
				},
				...[{ do: 'create' as const, count: 15, shown: false, at: 1 }, ...open.slice(0, 1)],
				...[quietPoll, { do: 'touch' as const, pick: 1 }, quietPoll],
			],
		},
	],
	...ODD_DIFFERENCES,
];

/** Histories that were not lived well once, in the shortest form that showed it, by what is in them. */
export const EXAMPLES = DIFFERENCES.map(([name, difference]): [string, History] => [
	name,
	{ ...plain, ...difference },
]);
