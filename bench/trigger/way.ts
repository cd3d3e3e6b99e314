import type { IDataObject } from 'n8n-workflow';

import type { Step, Watch } from '../../test/model/history';
import type { PollOutcome } from '../../test/model/n8n';

/** What happens to the n8n that watches, and not to the desk. */
export type WatchStep = Extract<Step, { do: 'poll' | 'overlap' | 'restart' | 'republish' }>;

/** What is watched from the start on. */
export interface Start {
	watch: Watch;
	isDurable: boolean;
}

/** A way to learn of events: a trigger, or a workflow that stands in for one. */
export interface Way {
	name: string;
	/** Whether it has put off something that it knows of. */
	readonly isBehind: boolean;
	/** Executions that failed since the start. */
	readonly failed: number;
	/** What the last of them says. */
	readonly lastFailure: string;
	/** Begins to watch, and gives what was handed over at once. */
	start: (what: Start) => Promise<IDataObject[]>;
	/** Lives through a step, and gives what the workflow was started with. */
	take: (step: WatchStep) => Promise<PollOutcome[]>;
}
