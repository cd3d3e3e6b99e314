/** Which requests are meant; a field that is not given matches all. */
export interface RequestFilter {
	method?: string;
	/** A string is the end of the path (`/tickets/7` or `/v1/products/1/tickets/7`), a RegExp looks at all of it. */
	path?: string | RegExp;
	/** The page asked for; without a `page` in the query it is 1. */
	page?: number;
	/** What was answered; 0 when the connection was cut or left hanging. */
	status?: number;
}

interface Matchable {
	method: string;
	path: string;
	query: Record<string, string>;
	status?: number;
}

export function matches(filter: RequestFilter, request: Matchable): boolean {
	const { method, path, page, status } = filter;
	if (method !== undefined && method.toUpperCase() !== request.method) return false;
	if (typeof path === 'string' && !request.path.endsWith(path)) return false;
	if (path instanceof RegExp && request.path.search(path) === -1) return false;
	if (page !== undefined && page !== Number(request.query.page ?? 1)) return false;
	return status === undefined || status === request.status;
}
