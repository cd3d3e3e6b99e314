import { NodeOperationError } from 'n8n-workflow';
import type { IPollFunctions } from 'n8n-workflow';

import { createCaller } from '../api/client';
import type { Caller } from '../api/client';
import { tell } from '../api/notices';
import { listProducts } from '../api/products';
import { labelInNode } from '../fields/productLabel';
import type { EventName } from './description';
import { eventsOf, needsCalls } from './events';
import type { Item } from './events';
import type { TriggerSettings } from './settings';
import { sourceOf } from './source';
import type { Tell } from './source';

/** So many products are looked through for examples. */
const MOST_PRODUCTS = 5;

/** With a call for each ticket, so many of a product are looked at. */
const MOST_LOOKED_AT = 5;

async function found(call: Caller, settings: TriggerSettings, tell: Tell): Promise<Item[]> {
	const { products } = settings;
	const ids =
		products === 'all' ? (await listProducts(call)).rows.map(({ id }) => String(id)) : products;
	const examples = new Map<EventName, Item>();
	for (const id of ids.slice(0, MOST_PRODUCTS)) {
		const missing = () => settings.events.filter((event) => !examples.has(event));
		const source = sourceOf({ call, extraCall: call }, id, settings, tell);
		const { rows } = await source.page(1);
		const lookedAt = needsCalls(settings) ? rows.slice(0, MOST_LOOKED_AT) : rows;
		for (const row of lookedAt) {
			for (const event of missing()) {
				const wanted = { ...settings, events: [event] };
				const { items } = await eventsOf(row, { rememberedFrom: '' }, source, wanted);
				const newest = items.at(-1);
				if (newest) examples.set(event, newest);
			}
			if (missing().length === 0) return [...examples.values()];
		}
	}
	return [...examples.values()];
}

function whatIsWatched(context: IPollFunctions, { products }: TriggerSettings): string {
	if (products === 'all') return 'The products have';
	const labels = products.map((id) => labelInNode(context.getNode(), id));
	return labels.length > 1 ? `Products ${labels.join(', ')} have` : `Product ${labels[0]} has`;
}

/**
 * A recent example of each chosen event, as far as there is one, for building a workflow; nothing is remembered of
 * them. Whoever executes the workflow acts on each, so there are no more.
 *
 * @throws NodeOperationError when there is none; Desk360ApiError
 */
export async function examplesOf(
	context: IPollFunctions,
	settings: TriggerSettings,
): Promise<Item[]> {
	const examples = await found(createCaller(context), settings, (odd) => tell(context, odd));
	if (examples.length > 0) return examples;
	throw new NodeOperationError(
		context.getNode(),
		`${whatIsWatched(context, settings)} no example of ${settings.events.length > 1 ? 'these events' : 'this event'} yet`,
		{
			description:
				'Loosen the filters, or let it happen once in Desk360. The trigger works all the same: publish the workflow, and it starts with the next one',
		},
	);
}
