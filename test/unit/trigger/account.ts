import type { Call, Caller } from '../../../nodes/Desk360/api/client';
import { UNTOUCHED } from '../../../nodes/Desk360/fields/simplify';
import type { Item } from '../../../nodes/Desk360/trigger/events';
import { within } from '../../../nodes/Desk360/trigger/limits';
import type { TriggerSettings } from '../../../nodes/Desk360/trigger/settings';
import { loadState, saveState } from '../../../nodes/Desk360/trigger/state';
import type { State } from '../../../nodes/Desk360/trigger/state';
import { pollProducts } from '../../../nodes/Desk360/trigger/watch';
import type { Watch } from '../../../nodes/Desk360/trigger/watch';
import { Desk, DeskFault, randomFrom, stampAt } from './desk';

/** A Desk360 account in memory: a desk for each product, on one clock that only moves when told. */
export class Account {
	/** By the ID of the product, in the order of the product list. */
	readonly desks = new Map<string, Desk>();

	/** How a product, or the `list` of products, answers instead: by a kind of fault. */
	readonly faults = new Map<string, string>();

	/** What was asked for since the last poll began, such as `products` or `7 page 1`. */
	calls: string[] = [];

	seconds = 0;

	/** Adds a product that has had so many tickets, one every ten minutes. */
	open(id: number | string, tickets = 3): Desk {
		const desk = new Desk(randomFrom(Number(id)));
		this.desks.set(String(id), desk);
		for (let count = tickets; count > 0; count--) {
			desk.seconds = this.seconds - 600 * count;
			desk.create();
		}
		desk.seconds = this.seconds;
		return desk;
	}

	desk(id: number | string): Desk {
		const desk = this.desks.get(String(id));
		if (!desk) throw new DeskFault('notFound');
		return desk;
	}

	/** Opens tickets in this second and gives their names. */
	create(id: number | string, count = 1): string[] {
		const desk = this.desk(id);
		return Array.from({ length: count }, () => `${id}/${desk.create().row.id}`);
	}

	/** Lets time pass. */
	pass(seconds: number): void {
		this.seconds += seconds;
		for (const desk of this.desks.values()) desk.seconds = this.seconds;
	}

	/** Answers the calls of the API client; one more than `most` meets a spent rate limit. */
	caller(most = Infinity): Caller {
		return (async ({ path, query, read }: Call<unknown>) => {
			const { what, answer } = this.question(path, Number(query?.page ?? 1));
			this.calls.push(what);
			if (this.calls.length > most) throw new DeskFault('rateLimited', 1_000);
			const fault = this.faults.get(what === 'products' ? 'list' : (what.split(' ')[0] ?? ''));
			if (fault) throw new DeskFault(fault);
			const { body, nextPage } = answer();
			const link = nextPage
				? `<https://api.desk360.com/v1${path}?page=${nextPage}>; rel="next"`
				: '';
			return { value: read(body)?.value, headers: link ? { link } : {} };
		}) as Caller;
	}

	private question(path: string, page: number) {
		const [, , id = '', tickets, ticket, logs] = path.split('/');
		type Answer = () => { body: unknown; nextPage?: number };
		const asked = (what: string, answer: Answer) => ({ what, answer });
		if (tickets === undefined) {
			const body = [...this.desks.keys()].map((product) => ({
				id: Number(product),
				name: product,
			}));
			return asked('products', () => ({ body }));
		}
		if (logs) return asked(`${id} logs ${ticket}`, () => ({ body: this.desk(id).logs(ticket) }));
		if (ticket) {
			return asked(`${id} details ${ticket}`, () => ({ body: this.desk(id).details(ticket) }));
		}
		return asked(`${id} page ${page}`, () => {
			const { rows, nextPage } = this.desk(id).page(page);
			return { body: rows, nextPage };
		});
	}
}

export interface PollLimits {
	/** The calls that the poll may make. */
	calls?: number;
	/** The calls that the service answers. */
	answers?: number;
}

export interface WatchReport extends Watch {
	calls: string[];
}

/** A trigger of several products, whose state is kept as JSON in between. */
export class ProductsTrigger {
	/** What n8n's static data holds. */
	saved?: string;

	constructor(
		readonly account: Account,
		private readonly settings: Partial<TriggerSettings> = {},
		/** By how many hours the service's stamps are ahead of this machine's clock. */
		public hoursAhead = 3,
	) {}

	get state(): State | undefined {
		return this.saved === undefined ? undefined : loadState(JSON.parse(this.saved), 'watched');
	}

	/** One poll. One that throws leaves the state alone. */
	async poll({ calls = 100, answers }: PollLimits = {}): Promise<WatchReport> {
		const { account } = this;
		account.calls = [];
		const settings: TriggerSettings = {
			products: 'all',
			query: {},
			events: ['ticketCreated'],
			simplify: UNTOUCHED,
			includeDetails: false,
			maxTickets: 500,
			messagesFrom: 'all',
			ignoreAgentIds: [],
			changedTo: [],
			...this.settings,
		};
		const limited = within({ calls, timeIsUp: new Promise(() => {}) }, account.caller(answers));
		const shown = Date.parse(`${stampAt(account.seconds).replace(' ', 'T')}Z`);
		const now = shown - this.hoursAhead * 60 * 60_000;
		const means = { caller: limited, settings, now, tell: () => {} };
		const came = await pollProducts(this.state, means);
		if (came.state) this.saved = JSON.stringify(saveState(came.state, 'watched'));
		return { ...came, calls: account.calls };
	}

	/** Polls once a minute, so many times, and gives the names of what came and the calls of each poll. */
	async polls(times: number, limits?: PollLimits) {
		const names: string[] = [];
		const calls: string[][] = [];
		for (let poll = 0; poll < times; poll++) {
			this.account.pass(60);
			const report = await this.poll(limits);
			names.push(...namesOf(report));
			calls.push(report.calls);
		}
		return { names, calls };
	}
}

/** The tickets that came, such as `7/100000`. */
export function namesOf({ items }: { items: Item[] }): string[] {
	return items.map(({ json }) => `${String(json.product_id)}/${String(json.id)}`);
}
