import { eventsOf, needsCalls } from './events';
import type { EventSettings, Item } from './events';
import { Memory } from './memory';
import type { Source } from './source';
import type { State } from './state';

const MOST_EXAMPLES = 3;

/** With a call for each ticket, so many are looked at. */
const MOST_LOOKED_AT = 5;

/** A state to which everything is news. */
const NOTHING_KNOWN: Omit<State, 'memory'> = {
	front: '',
	low: '',
	floor: '',
	since: '',
	calm: false,
};

/** A few recent examples of an event, newest first, for building a workflow; nothing is remembered of them. */
export async function examplesOf(source: Source, settings: EventSettings): Promise<Item[]> {
	const { rows } = await source.page(1);
	const examples: Item[] = [];
	for (const row of needsCalls(settings) ? rows.slice(0, MOST_LOOKED_AT) : rows) {
		if (examples.length === MOST_EXAMPLES) break;
		const state = { ...NOTHING_KNOWN, memory: new Memory() };
		const { items } = await eventsOf(row, undefined, state, source, settings);
		examples.push(...items.slice(-1));
	}
	return examples;
}
