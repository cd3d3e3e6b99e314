import type { TicketRow } from '../../../nodes/Desk360/api/types';
import { UNTOUCHED } from '../../../nodes/Desk360/fields/simplify';
import type { EventName } from '../../../nodes/Desk360/trigger/description';
import type { Item } from '../../../nodes/Desk360/trigger/events';
import { pollProduct } from '../../../nodes/Desk360/trigger/poll';
import type { PollSettings, ProductPoll } from '../../../nodes/Desk360/trigger/poll';
import { startingPoint } from '../../../nodes/Desk360/trigger/start';
import { isStarted, loadState, saveState } from '../../../nodes/Desk360/trigger/state';
import type { ProductState } from '../../../nodes/Desk360/trigger/state';
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
	told: string[];
}

/** A trigger that watches a desk: polls from its state, which is kept as JSON in between. */
export class Trigger {
	/** What n8n's static data holds. */
	saved?: string;

	/** What the starting point was read with. */
	startCalls: string[] = [];

	constructor(
		readonly desk: Desk,
		readonly events: EventName[],
		private options: TriggerOptions = {},
	) {}

	get settings(): PollSettings {
		return {
			events: this.events,
			simplify: UNTOUCHED,
			includeDetails: false,
			messagesFrom: 'all',
			ignoreAgentIds: [],
			changedTo: [],
			maxTickets: 500,
			mayLookAgain: true,
			...this.options,
		};
	}

	get state(): ProductState | undefined {
		if (this.saved === undefined) return undefined;
		const [product] = loadState(JSON.parse(this.saved), WATCH)?.products ?? [];
		return product && isStarted(product) ? product : undefined;
	}

	/** One poll; the first sets the starting point. A poll that throws leaves the state alone. */
	async poll(hooks: CallHooks = {}): Promise<PollReport> {
		const { source, calls, told } = watch(this.desk, hooks, this.options.isShown);
		const { state } = this;
		const result: Partial<ProductPoll> & { state: ProductState } = state
			? await pollProduct(state, source, this.settings)
			: { state: await startingPoint(source, this.settings) };
		if (!state) this.startCalls = calls;
		const saved = { products: [result.state], lead: { seconds: 0, at: 0 }, debt: 0 };
		this.saved = JSON.stringify(saveState(saved, WATCH));
		const items = (result.items ?? []).toSorted((one, other) => (one.at < other.at ? -1 : 1));
		return { ...result, items, calls, told };
	}
}

export function idsOf({ items }: { items: Item[] }): string[] {
	return items.map(({ json }) => String(json.id));
}
