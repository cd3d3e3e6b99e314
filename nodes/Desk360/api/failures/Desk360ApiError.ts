import { NodeApiError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { CONSEQUENCES } from './failure';
import type { Failure, Kind } from './failure';

/** A call that did not work, as n8n shows it: message, description, status, code, link, item. */
export class Desk360ApiError extends NodeApiError {
	readonly kind: Kind;

	readonly passing: boolean;

	readonly retryAfterMs?: number;

	/** It was the sign-in that did not work, which concerns every call. */
	readonly isOfSignIn: boolean;

	readonly code?: string;

	readonly docUrl?: string;

	constructor(node: INode, failure: Failure, itemIndex?: number) {
		super(
			node,
			{},
			{
				message: failure.message,
				description: withReference(failure),
				httpCode: failure.httpCode?.toString(),
				itemIndex,
				// n8n's durable poller waits as long as a declared rate limit says.
				...(failure.kind === 'rateLimited' && {
					failure: { cause: 'rate-limited', retryAfterMs: failure.retryAfterMs },
				}),
			},
		);
		// n8n replaces a message that names a network code, and its words invite to send a lost write again.
		this.message = failure.message;
		// n8n's engine, redaction and editor go by the name; the editor drops the description of any other.
		this.name = 'NodeApiError';
		this.kind = failure.kind;
		this.passing = CONSEQUENCES[failure.kind].isPassing === true;
		this.retryAfterMs = failure.retryAfterMs;
		this.isOfSignIn = failure.isOfSignIn === true;
		this.code = failure.code;
		this.docUrl = failure.docUrl;
	}
}

function withReference({ description, code, docUrl }: Failure): string {
	const reference = [code && `Desk360 calls this ${code}`, docUrl && `see ${docUrl}`]
		.filter(Boolean)
		.join(', ');
	return reference ? `${description} (${reference})` : description;
}
