import { FOLLOWED_UP, FOLLOW_UP, FOLLOW_UPS, REPLIED, REPLY, WATCHED } from './workflows.mjs';

/**
 * @typedef {import('../../../sandbox/index').World} World
 * @typedef {import('../../../sandbox/index').HistoryEvent} HistoryEvent
 * @typedef {import('./collector.mjs').Collector} Collector
 * @typedef {{ id: number, error?: string }} Told what a workflow told of a write for this ticket or log entry
 *
 * @typedef {object} Events
 * @property {number} happened
 * @property {number} handedOver
 * @property {string[]} missed
 * @property {string[]} repeated
 * @property {string[]} unasked of what never happened
 *
 * @typedef {object} Writes
 * @property {number} intended
 * @property {number} unknown reported as of unknown outcome
 * @property {string[]} wrong what was found where it was not as it had been told
 */

const UNKNOWN_OUTCOME = /it is not known whether/;

/**
 * What was handed over, against what happened. Of changes only the last of each ticket has to come: the service
 * keeps none of those before.
 *
 * @param {World} world
 * @param {number} since the length of its history when the triggers had their starting points
 * @param {Collector} collector
 * @returns {Record<typeof import('./workflows.mjs').EVENTS[number], Events>}
 */
export function judgeEvents(world, since, collector) {
	const happened = historyOf(world, since);
	const changed = [...new Set(happened.map(({ ticketId }) => ticketId))];
	const told = (/** @type {string} */ topic) => collector.told(topic);
	return {
		ticketCreated: compare(
			happened.filter(({ type }) => type === 'ticketCreated').map(({ ticketId }) => ticketId),
			told('ticketCreated').map(({ id }) => id),
		),
		ticketUpdated: {
			...compare(
				changed.map((id) => stateOf(world.ticket(id))),
				told('ticketUpdated').map(stateOf),
			),
			unasked: compare(
				changed,
				told('ticketUpdated').map(({ id }) => id),
			).unasked,
		},
		statusChanged: compare(
			logIdsOf(happened),
			told('statusChanged').map(({ change }) => change.id),
		),
		newMessage: compare(
			happened.flatMap((event) => ('messageId' in event ? [event.messageId] : [])),
			told('newMessage').map(({ message }) => message.id),
		),
	};
}

/**
 * Each reply and follow-up against what was told of it.
 *
 * @param {World} world
 * @param {number} since
 * @param {Collector} collector
 * @returns {{ reply: Writes, create: Writes }}
 */
export function judgeWrites(world, since, collector) {
	const happened = historyOf(world, since);
	const opened = happened.filter(({ type }) => type === 'ticketCreated');
	const replies = world.ticketsOf(WATCHED).flatMap(({ messages }) => messages);
	const followUps = world.ticketsOf(FOLLOW_UPS).flatMap(({ messages }) => messages);
	const ids = opened.map(({ ticketId }) => ticketId);
	return {
		reply: compareWrites(ids, countsOf(replies, REPLY), collector.told(REPLIED)),
		create: compareWrites(
			logIdsOf(happened),
			countsOf(followUps, FOLLOW_UP),
			collector.told(FOLLOWED_UP),
		),
	};
}

/**
 * @param {World} world
 * @param {number} since
 */
function historyOf({ history }, since) {
	return history.slice(since).filter(({ productId }) => productId === WATCHED);
}

/** @param {HistoryEvent[]} history */
function logIdsOf(history) {
	return history.flatMap((event) => ('logId' in event ? [event.logId] : []));
}

/** @param {Pick<import('../../../sandbox/index').TicketView, 'id' | 'updated_at' | 'status' | 'agent_id' | 'last_message'>} ticket */
function stateOf({ id, updated_at, status, agent_id, last_message }) {
	return JSON.stringify({ id, updated_at, status, agent_id, last_message });
}

/**
 * @param {Array<string | number>} expected
 * @param {Array<string | number>} handedOver
 * @returns {Events}
 */
function compare(expected, handedOver) {
	const seen = new Set();
	const repeated = handedOver.filter((each) => seen.size === seen.add(each).size);
	return {
		happened: expected.length,
		handedOver: handedOver.length,
		missed: expected.filter((each) => !seen.has(each)).map(String),
		repeated: repeated.map(String),
		unasked: handedOver.filter((each) => !expected.includes(each)).map(String),
	};
}

/**
 * @param {number[]} intended ids
 * @param {Map<number, number>} made how often, by id
 * @param {Told[]} told
 * @returns {Writes}
 */
function compareWrites(intended, made, told) {
	const isUnknown = ({ error = '' }) => UNKNOWN_OUTCOME.test(error);
	const unasked = [...made.keys()].filter((id) => !intended.includes(id));
	const wrong = intended.filter((id) => {
		const [outcome, ...further] = told.filter((each) => each.id === id);
		const count = made.get(id) ?? 0;
		if (!outcome || further.length > 0) return true;
		return isUnknown(outcome) ? count > 1 : outcome.error !== undefined || count !== 1;
	});
	return {
		intended: intended.length,
		unknown: told.filter(isUnknown).length,
		wrong: [...unasked, ...wrong].map((id) => {
			const outcomes = told.filter((each) => each.id === id).map(({ error = 'made' }) => error);
			return `${id}: made ${made.get(id) ?? 0} times, told: ${outcomes.join(' / ')}`;
		}),
	};
}

/**
 * @param {Array<{ message: string }>} messages
 * @param {string} text that the id follows
 */
function countsOf(messages, text) {
	/** @type {Map<number, number>} */
	const counts = new Map();
	for (const { message } of messages.filter((each) => each.message.startsWith(text))) {
		const id = Number(message.slice(text.length));
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	return counts;
}
