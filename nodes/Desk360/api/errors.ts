import { NodeApiError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Facts, Kind } from './facts';

/** May be over by itself, so that a poll does better to come again than to stop the trigger. */
const PASSING: readonly Kind[] = [
	'rateLimited',
	'unavailable',
	'unreachable',
	'timeout',
	'unexpectedAnswer',
];

/** A call to Desk360 that did not work, as n8n shows it: message, description, status, code, link, item. */
export class Desk360ApiError extends NodeApiError {
	readonly kind: Kind;

	readonly passing: boolean;

	readonly retryAfterMs?: number;

	readonly code?: string;

	readonly docUrl?: string;

	constructor(node: INode, facts: Facts, itemIndex?: number) {
		super(
			node,
			{},
			{
				message: facts.message,
				description: withReference(facts),
				httpCode: facts.httpCode?.toString(),
				itemIndex,
				// n8n's durable poller waits as long as a declared rate limit says.
				...(facts.kind === 'rateLimited' && {
					failure: { cause: 'rate-limited', retryAfterMs: facts.retryAfterMs },
				}),
			},
		);
		// n8n replaces a message that names a network code, and its words invite to send a lost write again.
		this.message = facts.message;
		// n8n's engine, redaction and editor go by the name; the editor drops the description of any other.
		this.name = 'NodeApiError';
		this.kind = facts.kind;
		this.passing = PASSING.includes(facts.kind);
		this.retryAfterMs = facts.retryAfterMs;
		this.code = facts.code;
		this.docUrl = facts.docUrl;
	}
}

function withReference({ description, code, docUrl }: Facts): string {
	const reference = [code && `Desk360 calls this ${code}`, docUrl && `see ${docUrl}`]
		.filter(Boolean)
		.join(', ');
	return reference ? `${description} (${reference})` : description;
}
