import { NodeApiError } from 'n8n-workflow';
import type { IPollFunctions, JsonObject } from 'n8n-workflow';

import { Desk360ApiError } from '../api/failures/Desk360ApiError';
import { inOneText } from '../api/failures/inOneText';
import { duration } from '../api/failures/text';
import { tell } from '../api/notices';
import { labelInNode, withLabelInNode, withLabels } from '../fields/productLabel';
import type { TriggerMemory } from './processMemory';
import type { TriggerSettings } from './settings';
import { isFault, mayPass } from './stopEarly';
import type { Watch } from './watch';

/** What trouble of the whole poll is named by; that of a product by its ID. */
const POLL = 'poll';

/** What was thrown, with the name of the product that was chosen from the list. */
export function withName(context: IPollFunctions, thrown: unknown): unknown {
	if (thrown instanceof Desk360ApiError) {
		thrown.message = withLabelInNode(thrown.message, context.getNode());
	}
	return thrown;
}

/** Fails the execution. */
export function mustBeMended(context: IPollFunctions, thrown: unknown): never {
	throw new NodeApiError(context.getNode(), withName(context, thrown) as JsonObject);
}

/** A product as people know it, as far as its name is known. */
function productNameOf(context: IPollFunctions, { labels }: TriggerMemory, id: string): string {
	return labels.get(id) ?? labelInNode(context.getNode(), id);
}

/** Tells what is odd about an answer that the poll goes on with. */
export function tellOdd(context: IPollFunctions, memory: TriggerMemory, odd: string): void {
	const named = withLabels(odd, (id) => productNameOf(context, memory, id));
	tell(context, named);
}

/**
 * What a person should know of a poll that did not come through, once nothing came for a quarter of an hour. A spent
 * rate limit is no trouble when there were answers before: that is how a backlog is worked off.
 */
export function reportOrWait(
	context: IPollFunctions,
	{ products }: TriggerSettings,
	memory: TriggerMemory,
	{ items, seen, failures, stopped }: Watch,
): void {
	for (const id of seen) memory.recordSuccess(id);
	const passing = [...failures].filter(([, failure]) => mayPass(failure));
	const isOfAll = seen.length === 0 || (isFault(stopped) && stopped.kind !== 'rateLimited');
	const trouble = isOfAll ? (stopped ?? passing[0]?.[1]) : undefined;
	if (!trouble || items.length > 0) memory.recordSuccess(POLL);
	else recordPassing(context, memory, POLL, trouble);
	if (!trouble) for (const [id, failure] of passing) recordPassing(context, memory, id, failure);
	for (const [id, failure] of failures) {
		if (mayPass(failure)) continue;
		if (products === 'all') {
			const name = productNameOf(context, memory, id);
			tell(context, `Product ${name} is not watched: ${inOneText(failure)}`);
		} else if (items.length === 0 && memory.isNewRefusal(id)) {
			// What was found is handed over first.
			mustBeMended(context, failure);
		}
	}
}

/** A passing fault ends the poll quietly, until nothing came through for a quarter of an hour. */
function recordPassing(
	context: IPollFunctions,
	memory: TriggerMemory,
	what: string,
	fault: Error,
): void {
	const message = fault.message || 'Desk360 did not answer within the time that a poll has';
	const retryAfterMs = isFault(fault) ? fault.retryAfterMs : undefined;
	const now = Date.now();
	const since = memory.recordFailure(what, now, retryAfterMs);
	const name = productNameOf(context, memory, what);
	const who = what === POLL ? 'A poll of Desk360' : `A look at Desk360 product ${name}`;
	if (since === undefined) {
		context.logger.warn(`${who} did not come through and is repeated: ${message}`);
		return;
	}
	const { httpCode, code, docUrl } = fault instanceof Desk360ApiError ? fault : {};
	throw new Desk360ApiError(context.getNode(), {
		kind: 'unavailable',
		message: `${what === POLL ? 'No poll' : `No look at product ${name}`} came through for ${duration(now - since)}: ${message}`,
		description: `The first that did not was at ${new Date(since).toISOString()}. Nothing is skipped: the trigger goes on polling from where it was. Check the network and the state of Desk360`,
		httpCode: httpCode ? Number(httpCode) : undefined,
		code,
		docUrl,
		retryAfterMs,
	});
}
