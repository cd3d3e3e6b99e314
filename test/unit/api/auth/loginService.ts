import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Desk360Credentials } from '../../../../nodes/Desk360/api/auth/credentials';

/** What `POST /login` answers, or what the network does instead. */
export type LoginAnswer =
	{ status: number; headers?: Record<string, string>; body: string } | Error;

export const accepted = (token: string): LoginAnswer => ({
	status: 200,
	body: JSON.stringify({ access_token: token, token_type: 'Bearer' }),
});

export const refused = (
	status: number,
	code: string,
	headers: Record<string, string> = {},
): LoginAnswer => ({
	status,
	headers,
	body: JSON.stringify({ error: { code, message: 'No.' } }),
});

/** Answers sign-ins in order, the last answer over and over, as n8n's request helper does; keeps what was sent. */
export class LoginService {
	readonly sent: IHttpRequestOptions[] = [];

	private readonly answers: LoginAnswer[];

	constructor(...answers: LoginAnswer[]) {
		this.answers = answers;
	}

	readonly send = async (options: IHttpRequestOptions): Promise<unknown> => {
		const answer = this.answers[Math.min(this.sent.length, this.answers.length - 1)];
		this.sent.push(options);
		if (answer === undefined) throw new Error('No answer was planned');
		if (answer instanceof Error) throw answer;
		const { status, headers = {}, body } = answer;
		if (status < 300 || status === 401) return { statusCode: status, headers, body };
		// n8n throws every other status, as it was told to.
		const response = { status, headers, data: body };
		throw Object.assign(new Error(`status ${status}`), { isAxiosError: true, response });
	};
}

let accounts = 0;

/** An account and a host of its own for each test: what is known of them outlives the test. */
export function someone(more: Partial<Desk360Credentials> = {}): Desk360Credentials {
	accounts++;
	return {
		authentication: 'password',
		email: `agent${accounts}@example.com`,
		password: 'pass word',
		baseUrl: `https://login${accounts}.example.com/v1`,
		...more,
	};
}
