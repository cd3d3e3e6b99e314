import type { EventName } from '../../nodes/Desk360/trigger/description';
import type { Downtime, QuietHours, SteadyStream } from './calmDays';
import type { Outcome } from './lived';

/** What the comparison is to do, and where its results go. */
export interface Task {
	/** n8n's command line script. */
	n8n: string;
	/** Histories for each event. */
	histories: number;
	seed: number;
	/** The file for the results. */
	file: string;
}

/** One way over all histories of one event. */
export interface EventResult {
	event: EventName;
	way: string;
	/** Sums over the histories. */
	total: Outcome;
}

export interface Results {
	ours: string;
	events: EventResult[];
	quiet: QuietHours[];
	steady: SteadyStream[];
	downtime: Downtime[];
}
