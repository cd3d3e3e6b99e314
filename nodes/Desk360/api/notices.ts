import { keepNewest } from './common/newest';
import type { Desk360Context } from './http/send';

/** By the context of the run. */
const toldInRun = new WeakMap<object, Set<string>>();

/** A trigger that polls for years meets the same oddity at each poll: it is told once a day. */
const TOLD_AGAIN_MS = 24 * 60 * 60_000;

const MOST_TOLD = 1_000;

/** In milliseconds since the epoch, by trigger and text; oldest first. */
const toldByTrigger = new Map<string, number>();

function isNewInRun(run: object, message: string): boolean {
	const told = toldInRun.get(run) ?? new Set<string>();
	toldInRun.set(run, told);
	const isNew = !told.has(message);
	told.add(message);
	return isNew;
}

function isNewOfTrigger(trigger: string, message: string): boolean {
	const key = `${trigger} ${message}`;
	const now = Date.now();
	if (now - (toldByTrigger.get(key) ?? -Infinity) < TOLD_AGAIN_MS) return false;
	keepNewest(toldByTrigger, key, now, MOST_TOLD);
	return true;
}

/** Tells it in the log, and where n8n shows hints in the output: once for a run, and once a day for a trigger. */
export function tell(context: Desk360Context, message: string): void {
	if ('addExecutionHints' in context) {
		if (!isNewInRun(context, message)) return;
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	} else {
		const trigger = `${context.getWorkflow().id}/${context.getNode().id}`;
		if (!isNewOfTrigger(trigger, message)) return;
	}
	context.logger.warn(message);
}
