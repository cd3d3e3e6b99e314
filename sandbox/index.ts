import type { FastifyInstance } from 'fastify';

import { defaultOptions, type SandboxOptions } from './options';
import { Accounts } from './service/accounts';
import { buildApiServer, buildFileServer } from './apiServer';
import type { Desk, Hooks } from './service/desk';
import { FaultPlan } from './service/faults';
import { Listing } from './service/listing';
import { defaultRateLimit, RateLimit } from './service/rateLimit';
import { RequestLog } from './service/requestLog';
import { defaultSettings, type Settings } from './settings';
import { defaultLive, runLive } from './world/live';
import { seededRandom } from './world/random';
import { seedWorld } from './world/seed';
import { World } from './world/world';

export { DEMO_AGENT_ID, DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from './options';
export type { Account, SandboxOptions } from './options';
export type { Hooks } from './service/desk';
export type { Fault } from './service/faults';
export type { RequestEntry } from './service/requestLog';
export type { Settings } from './settings';
export type {
	HistoryEvent,
	TicketView,
	WorldLog,
	WorldMessage,
	WorldProduct,
	WorldTicket,
} from './world/records';
export { World } from './world/world';

/** A local Desk360 that runs. Everything but the two URLs can be changed while it does. */
export interface Sandbox {
	/** The base URL, for instance `http://127.0.0.1:3600/v1`. */
	readonly url: string;
	/** The control plane, for other processes and curl. */
	readonly controlUrl: string;
	readonly world: World;
	readonly requests: RequestLog;
	readonly faults: FaultPlan;
	readonly rateLimit: RateLimit;
	readonly settings: Settings;
	readonly accounts: Accounts;
	readonly hooks: Hooks;
	/** The file host that attachments are fetched from. */
	readonly files: Desk['files'];
	/** Has a request of the API answered without a network. */
	readonly inject: FastifyInstance['inject'];
	/** Back to the data and settings it started with, with an empty log and no faults planned. */
	reset(): void;
	close(): Promise<void>;
}

/** Starts the API and the file host on loopback; both end with `close()`. */
export async function startSandbox(given: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	const options = { ...defaultOptions, ...given };
	const closing = new AbortController();
	const desk = newDesk(options, closing.signal);
	const api = buildApiServer(desk);
	const fileHost = buildFileServer(desk);
	desk.reset();
	// The port that may be taken goes first, so that nothing is left open when it is.
	const origin = await api.listen({ host: options.host, port: options.port });
	desk.files.url = await fileHost.listen({ host: options.host, port: 0 });
	if (options.live) {
		const live = options.live === true ? {} : options.live;
		void runLive(desk.world, { ...defaultLive, ...live }, closing.signal);
	}
	const { world, requests, faults, rateLimit, settings, accounts, hooks, files, reset } = desk;
	return {
		url: `${origin}/v1`,
		controlUrl: `${origin}/sandbox`,
		...{ world, requests, faults, rateLimit, settings, accounts, hooks, files, reset },
		inject: api.inject.bind(api),
		async close() {
			closing.abort();
			await Promise.all([api.close(), fileHost.close()]);
		},
	};
}

function newDesk(options: SandboxOptions, closing: AbortSignal): Desk {
	const world = new World(options.clock);
	const initialSettings = { ...defaultSettings, latencyMs: options.latencyMs, ...options.settings };
	const settings = { ...initialSettings };
	const newListing = () => new Listing(world, settings, seededRandom(1));
	const desk: Desk = {
		world,
		listing: newListing(),
		settings,
		accounts: new Accounts(options.accounts, settings),
		requests: new RequestLog(),
		faults: new FaultPlan(),
		rateLimit: new RateLimit(options.rateLimit),
		loginThrottle: new RateLimit({ omitHeaders: true }),
		hooks: {},
		files: { url: '', requests: new RequestLog(), faults: new FaultPlan() },
		closing,
		reset() {
			Object.assign(settings, initialSettings);
			Object.assign(desk.rateLimit, defaultRateLimit, options.rateLimit);
			desk.rateLimit.reset();
			desk.loginThrottle.reset();
			desk.accounts.reset();
			desk.listing = newListing();
			for (const { requests, faults } of [desk, desk.files]) {
				requests.clear();
				faults.clear();
			}
			world.clear();
			seedWorld(world, options.seed, options.clock());
		},
	};
	return desk;
}
