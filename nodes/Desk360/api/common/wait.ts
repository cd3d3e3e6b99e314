import { sleep } from 'n8n-workflow';

export class CancelledError extends Error {
	constructor() {
		super('The execution was cancelled');
	}
}

/** Looked at now and then, for a listener for each of very many calls would make Node.js suspect a leak. */
export type Signals = Array<AbortSignal | undefined>;

export function isAborted(signals: Signals): boolean {
	return signals.some((signal) => signal?.aborted);
}

/** Timers cannot be taken back here, so a long wait is cut into slices that nobody misses when it ends early. */
export const SLICE_MS = 500;

/**
 * The work itself is not stopped by the signal.
 *
 * @throws CancelledError when `signal` is or becomes aborted
 */
export async function unlessCancelled<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	let stopListening = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		const onAbort = () => reject(new CancelledError());
		if (signal.aborted) return onAbort();
		signal.addEventListener('abort', onAbort, { once: true });
		stopListening = () => signal.removeEventListener('abort', onAbort);
	});
	try {
		return await Promise.race([work, cancelled]);
	} finally {
		stopListening();
	}
}

/**
 * Waits `ms` milliseconds; ends early with the slice in which a signal fires.
 *
 * @throws CancelledError when one of `signals` is or becomes aborted
 */
export async function wait(ms: number, ...signals: Signals): Promise<void> {
	const until = Date.now() + ms;
	for (;;) {
		if (isAborted(signals)) throw new CancelledError();
		const rest = until - Date.now();
		if (rest <= 0) return;
		await sleep(Math.min(SLICE_MS, rest));
	}
}
