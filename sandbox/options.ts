import type { RateLimitRule } from './service/rateLimit';
import type { Settings } from './settings';
import type { LiveOptions } from './world/live';
import type { Seed } from './world/seed';

/** Someone who may sign in. Without a `token` the first login makes one. */
export interface Account {
	email: string;
	password: string;
	token?: string;
	/** The agent that replies of this account are written by. */
	agentId: number;
	/** Calls a window with the account's token, counted apart from the limit that all others share. */
	rateLimit?: number;
}

export const DEMO_EMAIL = 'agent@example.com';
export const DEMO_PASSWORD = 'example-password';
export const DEMO_TOKEN = 'example-token-for-the-local-desk360';
export const DEMO_AGENT_ID = 74;

export interface SandboxOptions {
	host: string;
	/** 0 takes any free port. */
	port: number;
	seed: Seed;
	accounts: Account[];
	/** The service's clock. Stamps show its UTC fields, so a service in another zone is a clock that is shifted. */
	clock: () => Date;
	rateLimit: Partial<RateLimitRule>;
	latencyMs: number;
	settings: Partial<Settings>;
	/** Customers keep opening tickets, writing and being answered. */
	live: boolean | Partial<LiveOptions>;
}

export const defaultOptions: SandboxOptions = {
	host: '127.0.0.1',
	port: 0,
	seed: 'none',
	accounts: [
		{ email: DEMO_EMAIL, password: DEMO_PASSWORD, token: DEMO_TOKEN, agentId: DEMO_AGENT_ID },
	],
	clock: () => new Date(),
	rateLimit: {},
	latencyMs: 0,
	settings: {},
	live: false,
};
