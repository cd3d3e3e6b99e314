import type { History, Oddity } from './history';
import { open, quietPoll, repeated } from './steps';

const ODD_ROWS: Oddity[] = ['row', 'id', 'created_at', 'updated_at'];

/** For more than an hour a few tickets between two polls: too few for the next page to be read as well. */
const busyHour = repeated(14, [{ do: 'tick', seconds: 290 }, ...repeated(17, open), quietPoll]);

/** Where something could not be read at first: what is in the history, and how it differs from a plain one. */
export const ODD_DIFFERENCES: Array<[string, Partial<History>]> = [
	...ODD_ROWS.map((lacks): [string, Partial<History>] => [
		`a ticket below others whose row once lacked ${lacks}, on a busy desk`,
		{
			before: 3,
			steps: [
				...[quietPoll, ...repeated(6, open), { do: 'spoil' as const, pick: 5, lacks, reads: 1 }],
				...[quietPoll, ...busyHour],
			],
		},
	]),
	[
		'a ticket that ends the list, and whose row cannot be read at first',
		{
			watch: { events: ['ticketUpdated'], filter: 'none', products: 1 },
			products: 1,
			before: 1,
			steps: [
				{ do: 'spoil', pick: 0, lacks: 'row', reads: 3 },
				{ do: 'touch', pick: 0 },
				...[{ do: 'create' as const, count: 41, shown: true }, ...open.slice(1)],
				{ ...quietPoll, fault: { call: 4, fault: 'maintenance', times: 1 } },
				...[quietPoll, ...open.slice(0, 1)],
				{ ...quietPoll, fault: { call: 3, fault: 'retryLater', times: 1 } },
			],
		},
	],
	[
		'a message that could not be read with the others at first',
		{
			watch: { events: ['newMessage'], filter: 'none', products: 1 },
			before: 3,
			steps: [
				...[quietPoll, { do: 'write' as const, pick: 0 }],
				...[{ do: 'spoil' as const, pick: 0, lacks: 'message' as const, reads: 1 }, quietPoll],
			],
		},
	],
	[
		'a change of status that could not be read with the others at first',
		{
			watch: { events: ['statusChanged'], filter: 'none', products: 1 },
			before: 3,
			steps: [
				...[quietPoll, { do: 'setStatus' as const, pick: 0 }],
				...[quietPoll, { do: 'setStatus' as const, pick: 0 }],
				...[{ do: 'spoil' as const, pick: 0, lacks: 'log' as const, reads: 4 }, quietPoll],
			],
		},
	],
	[
		'a ticket that did not tell for once when it was made',
		{
			watch: { events: ['ticketUpdated'], filter: 'none', products: 1 },
			before: 1,
			steps: [{ do: 'spoil', pick: 0, lacks: 'created_at', reads: 2 }, quietPoll, quietPoll],
		},
	],
];
