import type { Step } from './history';

export const quietPoll: Extract<Step, { do: 'poll' }> = { do: 'poll', between: [], fate: 'kept' };

/** A ticket, and a second in which nothing happens. */
export const open: Step[] = [
	{ do: 'create', count: 1, shown: true },
	{ do: 'tick', seconds: 1 },
];

export const repeated = (count: number, steps: Step[]): Step[] => Array(count).fill(steps).flat();
