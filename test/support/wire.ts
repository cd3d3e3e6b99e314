import nock from 'nock';

/** One request as it went over the wire. */
export interface WireRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Bodies that are no UTF-8 come as hexadecimal digits. */
	body: string;
}

/** What is answered: JSON unless the body is a string. */
export interface WireAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/**
 * A host that exists on paper only. Requests get the answers in order, the last one over and over, and
 * every request is kept as it came.
 */
export class Wire {
	readonly requests: WireRequest[] = [];

	private answers: WireAnswer[] = [];

	constructor(readonly origin = 'https://api.desk360.com') {
		// The end of the wires of another test file took nock out of the way.
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
		const { requests } = this;
		const next = () => this.nextAnswer();
		for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
			nock(origin)
				.persist()
				.intercept(/.*/, method)
				.reply(function (uri, body) {
					const url = new URL(uri, origin);
					requests.push({
						method,
						path: url.pathname,
						query: Object.fromEntries(url.searchParams),
						headers: Object.fromEntries(
							Object.entries(this.req.headers).map(([name, value]) => [name, String(value)]),
						),
						body: typeof body === 'string' ? body : JSON.stringify(body),
					});
					return next();
				});
		}
	}

	/** Sets what comes next; anything set before is forgotten. */
	answer(...answers: WireAnswer[]): void {
		this.answers = answers;
	}

	/** The request that came last. */
	get last(): WireRequest {
		const last = this.requests.at(-1);
		if (!last) throw new Error(`Nothing was sent to ${this.origin}`);
		return last;
	}

	private nextAnswer(): [number, string, Record<string, string>] {
		const [answer, ...rest] = this.answers;
		if (!answer) throw new Error(`${this.origin} has no answer`);
		if (rest.length > 0) this.answers = rest;
		const { status = 200, body = '' } = answer;
		const isText = typeof body === 'string';
		return [
			status,
			isText ? body : JSON.stringify(body),
			{ 'content-type': isText ? 'text/html' : 'application/json', ...answer.headers },
		];
	}
}

/** Gives the network back. */
export function endWires(): void {
	nock.cleanAll();
	nock.enableNetConnect();
	nock.restore();
}

/** The parts of a multipart body. */
export async function formOf({ headers, body }: WireRequest): Promise<FormData> {
	const bytes = /^([0-9a-f]{2})+$/.test(body) ? Buffer.from(body, 'hex') : Buffer.from(body);
	return await new Response(bytes, {
		headers: { 'content-type': headers['content-type'] ?? '' },
	}).formData();
}
