import type { NewTicket } from '../../sandbox/world/records';
import { DESK360, startDesk360, type Desk360Setup } from './desk360';
import { forAllTests } from './forAllTests';
import { letPass } from './letPass';

export interface Search {
	filter?: string;
	productId?: unknown;
	type?: string;
}

export const LISTS = ['searchReasons', 'searchAgents', 'searchTypes', 'searchPlatforms'];

/** A ticket that has something for each of the lists. */
export const FULL: NewTicket = { reason_id: 5, agent_id: 74, type_id: 9, platform: 'iOS' };

export const times = (count: number, ticket: NewTicket) =>
	Array.from({ length: count }, () => ticket);

/** A local Desk360 with one product, for the lists that show what its latest tickets hold. */
class ListsDesk {
	constructor(readonly desk360: Desk360Setup) {}

	get sandbox() {
		return this.desk360.sandbox;
	}

	/** The product and page of each call. */
	get calls(): string[] {
		return this.sandbox.requests.entries.map(({ path, query }) =>
			[/products\/(\d+)/.exec(path)?.[1] ?? 'products', query.page].filter(Boolean).join(':'),
		);
	}

	async search(
		method: string,
		{ filter, productId = { __rl: true, mode: 'list', value: '1' }, type = DESK360 }: Search = {},
	) {
		const { engine, credentials } = this.desk360;
		const parameters = { productId: productId as string };
		return await engine.search(type, method, { parameters, credentials, filter });
	}

	async names(method: string, search?: Search): Promise<string[]> {
		return (await this.search(method, search)).results.map(({ name }) => name);
	}

	async values(method: string, search?: Search): Promise<unknown[]> {
		return (await this.search(method, search)).results.map(({ value }) => value);
	}

	/** Opens tickets one after the other: the last one is the newest. */
	open(...tickets: NewTicket[]): void {
		for (const ticket of tickets) this.sandbox.world.createTicket({ productId: 1, ...ticket });
	}
}

/** The desk of a test file, afresh for each of its tests. */
export function useListsDesk(): ListsDesk {
	const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
		sandbox.world.createProduct({ id: 1, name: 'Mobile App' });
		// What was found is remembered for a minute.
		letPass(60_000);
	});
	return new ListsDesk(desk360);
}
