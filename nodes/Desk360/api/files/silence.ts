import type { IExecuteFunctions } from 'n8n-workflow';

import { wait } from '../common/wait';

/** A stream of bytes as n8n's request helper gives it and n8n's binary store takes it. */
export type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** A line over which no byte comes for so long is dead. */
const LONGEST_SILENCE_MS = 60_000;

const LOOK_EVERY_MS = 5_000;

interface Passed {
	bytes: number;
	isEnd: boolean;
}

/** The answer that n8n hands out tells nothing of its connection, so bytes are counted where they enter the stream. */
function watch(body: FileStream): Passed {
	const passed: Passed = { bytes: 0, isEnd: false };
	const { push } = body;
	body.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
		if (chunk === null) passed.isEnd = true;
		else passed.bytes += chunk.length;
		return push.call(body, chunk, encoding);
	};
	return passed;
}

/** Resolves when a file ceased to come. What lies in the stream waits for n8n to store it, not for the line. */
async function silenceOf(body: FileStream, signal: AbortSignal): Promise<void> {
	const passed = watch(body);
	let before = passed.bytes;
	let since = Date.now();
	while (Date.now() - since < LONGEST_SILENCE_MS) {
		await wait(LOOK_EVERY_MS, signal);
		const isBusy = passed.isEnd || body.readableEnded || body.readableLength > 0;
		if (!isBusy && passed.bytes === before) continue;
		before = passed.bytes;
		since = Date.now();
	}
}

/**
 * The request's own time limit ends with the headers, and n8n would wait for the rest of a body for ever.
 *
 * @throws Error with the code `ETIMEDOUT` after a minute without a byte
 */
export async function unlessSilent<T>(body: FileStream, work: () => Promise<T>): Promise<T> {
	const ended = new AbortController();
	const silence = silenceOf(body, ended.signal).then(() => {
		body.destroy();
		throw Object.assign(new Error('The download came to a halt'), { code: 'ETIMEDOUT' });
	});
	silence.catch(() => {}); // of no interest when the work ends first
	return await Promise.race([work(), silence]).finally(() => ended.abort());
}
