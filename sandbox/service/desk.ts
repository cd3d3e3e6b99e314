import type { FastifyRequest } from 'fastify';

import type { Accounts } from './accounts';
import type { FaultPlan, Fault } from './faults';
import type { AnswerKind } from './frameworkForm';
import type { Listing } from './listing';
import type { Account } from '../options';
import type { RateLimit } from './rateLimit';
import type { RequestEntry, RequestLog } from './requestLog';
import { formsOf, type Settings } from '../settings';
import { Views } from './views';
import type { World } from '../world/world';

/** Lets a test act while a request is under way, for instance change the world between two pages. */
export interface Hooks {
	/** Before anything is worked out. */
	onRequest?: (entry: RequestEntry) => void | Promise<void>;
	/** The answer is fixed and its status known, but the caller has not got it yet. */
	onAnswer?: (entry: RequestEntry) => void | Promise<void>;
}

/** What all routes work on. */
export interface Desk {
	world: World;
	listing: Listing;
	settings: Settings;
	accounts: Accounts;
	requests: RequestLog;
	faults: FaultPlan;
	rateLimit: RateLimit;
	/** Counts sign-ins alone, when the setting `loginThrottle` is a number. */
	loginThrottle: RateLimit;
	hooks: Hooks;
	/** The second listener that plays the file host. */
	files: { url: string; requests: RequestLog; faults: FaultPlan };
	/** Fires on close, so that nothing keeps waiting. */
	closing: AbortSignal;
	/** Back to the state the server started with. */
	reset: () => void;
}

declare module 'fastify' {
	interface FastifyRequest {
		entry: RequestEntry;
		fault: Fault | undefined;
		account: Account | undefined;
		/** What the route answers; set when the request is let through to it. */
		answerKind: AnswerKind | undefined;
	}
	interface FastifyContextConfig {
		answer?: AnswerKind;
	}
}

/** The API's base URL by the name the caller knows this server. */
export function baseUrlOf(request: FastifyRequest): string {
	return `http://${request.host}/v1`;
}

export function viewsFor(desk: Desk, request: FastifyRequest): Views {
	const apiFiles = `${baseUrlOf(request)}/attachments`;
	const host = formsOf(desk.settings).attachmentHost;
	// Signed storage knows a file by its key alone, so the link that leads there holds no name either.
	if (host === 'signed') return new Views(desk.settings, (file) => `${apiFiles}/${file.key}`);
	const base = host === 'api' ? apiFiles : `${desk.files.url}/attachments`;
	return new Views(desk.settings, (file) => `${base}/${file.key}/${encodeURIComponent(file.name)}`);
}
