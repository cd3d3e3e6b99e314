import type { IDataObject } from 'n8n-workflow';

import type { TicketRow } from '../../../nodes/Desk360/api/types';
import type { EventName, Item } from '../../../nodes/Desk360/trigger/events';
import { poll } from '../../../nodes/Desk360/trigger/poll';
import type { PollResult, PollSettings } from '../../../nodes/Desk360/trigger/poll';
import { startingPoint } from '../../../nodes/Desk360/trigger/start';
import { loadState, saveState } from '../../../nodes/Desk360/trigger/state';
import type { State } from '../../../nodes/Desk360/trigger/state';
import type { CallHooks, Desk } from './desk';
import { watch } from './desk';

const WATCH = 'watched';

export interface TriggerOptions extends Partial<PollSettings> {
	isShown?: (row: TicketRow) => boolean;
}

export interface PollReport {
	items: Item[];
	calls: string[];
	stopped?: Error;
	gone: string[];
}

/** A trigger that watches a desk: polls from its state, which is kept as JSON in between. */
export class Trigger {
	/** What n8n's static data holds. */
	saved?: string;

	constructor(
		readonly desk: Desk,
		readonly event: EventName,
		private options: TriggerOptions = {},
	) {}

	get settings(): PollSettings {
		return {
			event: this.event,
			simplify: (ticket) => ({ ...ticket }) as unknown as IDataObject,
			includeDetails: false,
			ignoreAgentIds: [],
			maxTickets: 500,
			now: this.desk.moment,
			...this.options,
		};
	}

	get state(): State | undefined {
		return this.saved === undefined ? undefined : loadState(JSON.parse(this.saved), WATCH);
	}

	/** One poll; the first sets the starting point. A poll that throws leaves the state alone. */
	async poll(hooks: CallHooks = {}): Promise<PollReport> {
		const { source, calls } = watch(this.desk, hooks, this.options.isShown);
		const { state } = this;
		const result: Partial<PollResult> & { state: State } = state
			? await poll(state, source, this.settings)
			: { state: await startingPoint(source, this.settings) };
		this.saved = JSON.stringify(saveState(result.state, WATCH));
		return { items: [], gone: [], ...result, calls };
	}
}

export function idsOf({ items }: { items: Item[] }): string[] {
	return items.map(({ json }) => String(json.id));
}
