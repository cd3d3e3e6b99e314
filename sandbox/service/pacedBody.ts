import type { FastifyReply } from 'fastify';

import { pause } from '../pause';
import type { Fault } from './faults';

type Pace = Extract<Fault, { kind: 'trickle' | 'slowBytes' }>;

/** The same bytes, handed out slowly or not to their end; the length in the headers is the full one. */
export function pacedBody(
	pace: Pace,
	reply: FastifyReply,
	payload: unknown,
	closing: AbortSignal,
): unknown {
	if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
	const content = Buffer.from(payload as string);
	if (content.length === 0) return payload;
	reply.header('content-length', content.length);
	return pace.kind === 'trickle'
		? firstBytes(content, pace.firstBytes)
		: pieces(content, pace, closing);
}

/** It never ends: whoever reads waits until the connection is closed. */
function firstBytes(content: Buffer, count: number): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(body) {
			if (count > 0) body.enqueue(content.subarray(0, count));
		},
	});
}

function pieces(
	content: Buffer,
	{ everyMs, bytes }: { everyMs: number; bytes: number },
	closing: AbortSignal,
): ReadableStream<Uint8Array> {
	let sent = 0;
	return new ReadableStream({
		async pull(body) {
			if (sent > 0) await pause(everyMs, closing);
			const piece = content.subarray(sent, sent + Math.max(1, bytes));
			sent += piece.length;
			if (piece.length > 0 && !closing.aborted) body.enqueue(piece);
			else body.close();
		},
	});
}
