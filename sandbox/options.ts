import type { LiveOptions } from './world/live';
import type { RateLimitRule } from './service/rateLimit';

/** Someone who may sign in. Without a `token` the first login makes one. */
export interface Account {
	email: string;
	password: string;
	token?: string;
	/** The agent that replies of this account are written by. */
	agentId: number;
}

export const DEMO_EMAIL = 'agent@example.com';
export const DEMO_PASSWORD = 'example-password';
export const DEMO_TOKEN = 'example-token-for-the-local-desk360';
export const DEMO_AGENT_ID = 74;

/** What can be changed while the server runs. Where the documentation is silent, each setting is one reading of it. */
export interface Settings {
	/** Every answer of `/v1` is held back this long. */
	latencyMs: number;
	/** Off: login answers `password_access_disabled`. */
	passwordAccess: boolean;
	/** How long five wrong logins keep an account locked out. */
	loginLockSeconds: number;
	/** The elements of the four buckets: `{ id, name, url, size }` or the plain URL. */
	attachmentShape: 'object' | 'string';
	/** `files`: another host that asks for no token, as S3 does; `api`: the API's own host, behind the token. */
	attachmentHost: 'files' | 'api';
	/** Larger files are received and hashed but not kept; fetching one answers 410. */
	keepFileBytes: number;
	/** Rows of the same second: newest id first, or in another order on each request. */
	tieOrder: 'stable' | 'shuffled';
	idsAs: 'number' | 'string';
	/**
	 * How `Link` names the next page: `rel=next`, `rel="next"`, `empty` (as bare, and present without a value on the
	 * last page) or `many` (with `rel="first"` beside it, which alone is on the last page).
	 */
	linkStyle: 'bare' | 'quoted' | 'empty' | 'many';
	/** What stands before `/products/...` in a `Link`; null: this server's own base URL. */
	linkBase: string | null;
	/** What `start_date` and `end_date` look at; both days are included. */
	dateField: 'created_at' | 'updated_at';
}

export interface SandboxOptions {
	host: string;
	/** 0 takes any free port. */
	port: number;
	/** `none` starts empty; `{ tickets: n }` makes one product with n tickets, one a minute. */
	seed: 'none' | 'demo' | { tickets: number };
	accounts: Account[];
	/** The service's clock. Stamps show its UTC fields, so a service in another zone is a clock that is shifted. */
	clock: () => Date;
	rateLimit: Partial<RateLimitRule>;
	latencyMs: number;
	settings: Partial<Settings>;
	/** Customers keep opening tickets, writing and being answered. */
	live: boolean | Partial<LiveOptions>;
}

export const defaultSettings: Settings = {
	latencyMs: 0,
	passwordAccess: true,
	loginLockSeconds: 60,
	attachmentShape: 'object',
	attachmentHost: 'files',
	keepFileBytes: 8 * 1024 * 1024,
	tieOrder: 'stable',
	idsAs: 'number',
	linkStyle: 'bare',
	linkBase: null,
	dateField: 'created_at',
};

/** The values of the settings that are a choice. */
export const settingChoices = {
	attachmentShape: ['object', 'string'],
	attachmentHost: ['files', 'api'],
	tieOrder: ['stable', 'shuffled'],
	idsAs: ['number', 'string'],
	linkStyle: ['bare', 'quoted', 'empty', 'many'],
	dateField: ['created_at', 'updated_at'],
} satisfies { [Name in keyof Settings]?: Array<Settings[Name]> };

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
