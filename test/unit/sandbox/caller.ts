import { DEMO_TOKEN, type Sandbox } from '../../../sandbox';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body, undefined when it is not JSON. */
	json: unknown;
}

/** Asks the API with the demo token; `path` begins behind `/v1`. */
export async function call(
	sandbox: Sandbox,
	path: string,
	{ token = DEMO_TOKEN, headers = {}, ...init }: RequestInit & { token?: string } = {},
): Promise<Answer> {
	return await ask(`${sandbox.url}${path}`, {
		redirect: 'manual',
		...init,
		headers: {
			...(token === '' ? {} : { authorization: `Bearer ${token}` }),
			...(headers as Record<string, string>),
		},
	});
}

export function json(body: unknown): RequestInit {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
}

export async function ask(url: string, init?: RequestInit): Promise<Answer> {
	const response = await fetch(url, init);
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

export function codeOf(answer: Answer): string | undefined {
	return (answer.json as { error?: { code?: string } } | undefined)?.error?.code;
}

export function idsOf(answer: Answer): unknown[] {
	return (answer.json as Array<{ id: unknown }>).map(({ id }) => id);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
