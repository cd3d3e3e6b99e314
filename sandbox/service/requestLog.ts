import { matches, type RequestFilter } from './matching';

/** What a multipart body held; file contents are told by size and hash. */
export interface MultipartSummary {
	fields: Record<string, string>;
	files: Array<{ field: string; name: string; mimeType: string; size: number; sha256: string }>;
}

/** One request that reached the server. */
export interface RequestEntry {
	method: string;
	/** Without the query, for instance `/v1/products/1/tickets`. */
	path: string;
	query: Record<string, string>;
	/** Undefined until answered; 0 when the connection was cut or left hanging. */
	status?: number;
	/** As sent, but `authorization` reads `Bearer ***`. */
	headers: Record<string, string>;
	/** Whether an Authorization header was sent, whatever was in it. */
	sentAuthorization: boolean;
	/** Whether the token was accepted, and whose it is. */
	authorized: boolean;
	account?: string;
	/** JSON as parsed (passwords masked) or the summary of a multipart body. */
	body?: unknown;
	/** The kind of the planned fault that met this request. */
	fault?: string;
	at: Date;
}

// A server that is left running for days must not grow without end.
const KEPT_ENTRIES = 100_000;

/** Every request in the order of arrival. */
export class RequestLog {
	private kept: RequestEntry[] = [];

	get entries(): readonly RequestEntry[] {
		return this.kept;
	}

	get last(): RequestEntry | undefined {
		return this.kept.at(-1);
	}

	add(entry: RequestEntry): void {
		this.kept.push(entry);
		if (this.kept.length > KEPT_ENTRIES) this.kept.shift();
	}

	clear(): void {
		this.kept = [];
	}

	filter(filter: RequestFilter = {}): RequestEntry[] {
		return this.kept.filter((entry) => matches(filter, entry));
	}

	count(filter: RequestFilter = {}): number {
		return this.filter(filter).length;
	}
}

interface IncomingRequest {
	method: string;
	url: string;
	headers: Record<string, string | string[] | undefined>;
	query: unknown;
}

/** The entry of a request that has just arrived. */
export function newEntry(request: IncomingRequest): RequestEntry {
	const { authorization, ...headers } = flat(request.headers);
	return {
		method: request.method,
		path: request.url.split('?', 1).join(''),
		query: flat(request.query as Record<string, string | string[]>),
		headers:
			authorization === undefined ? headers : { ...headers, authorization: mask(authorization) },
		sentAuthorization: authorization !== undefined,
		authorized: false,
		at: new Date(),
	};
}

/** A JSON body without its password. */
export function summarize(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('password' in body)) return body;
	return { ...body, password: '***' };
}

function mask(authorization: string): string {
	return /^bearer /i.test(authorization) ? 'Bearer ***' : '***';
}

/** Of a name that is given twice the last one counts. */
function flat(values: Record<string, string | string[] | undefined>): Record<string, string> {
	const pairs = Object.entries(values).map(([name, value]): [string, string] => [
		name,
		(Array.isArray(value) ? value.at(-1) : value) ?? '',
	]);
	return Object.fromEntries(pairs);
}
