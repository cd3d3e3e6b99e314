/** @typedef {import('./results').Results} Results */

const EVENTS = {
	ticketCreated: 'Ticket Created',
	ticketUpdated: 'Ticket Updated',
	statusChanged: 'Status Changed',
	newMessage: 'New Message',
};

/** @param {number} number */
const text = (number) => number.toLocaleString('en-US');

/** @param {string[]} head @param {Array<Array<string | number>>} rows */
function table(head, rows) {
	const lines = [
		head,
		head.map(() => '---'),
		...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? text(cell) : cell))),
	];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What came of the histories. @param {Results} results */
export function eventTable({ events }) {
	return table(
		[
			'event',
			'way',
			'happened',
			'missed',
			'twice',
			'old',
			'no tickets',
			'failed executions',
			'calls',
		],
		events.map(({ event, way, total }) => [
			EVENTS[event],
			way,
			total.events,
			total.missed,
			total.repeatedByN8n > 0
				? `${text(total.repeated)} (+ ${text(total.repeatedByN8n)}¹)`
				: total.repeated,
			total.old,
			total.foreign,
			total.failed,
			total.calls,
		]),
	);
}

/** What each way hands over when it begins. @param {Results} results */
export function startTable({ events }) {
	return table(
		['event', 'way', 'old tickets handed over', 'calls'],
		events.map(({ event, way, total }) => [EVENTS[event], way, total.atStart, total.callsAtStart]),
	);
}

/** @param {Results} results */
export function quietTable({ quiet }) {
	return table(
		['way', 'polls', 'calls', 'calls a poll'],
		quiet.map(({ way, polls, calls }) => [way, polls, calls, calls / polls]),
	);
}

/** @param {Results} results */
export function steadyTable({ steady }) {
	return table(
		['way', 'changes', 'missed', 'first execution that failed', 'failed executions'],
		steady.map(({ way, events, missed, firstFailure, failed }) => [
			way,
			events,
			missed,
			firstFailure === undefined ? 'none' : `number ${firstFailure}`,
			failed,
		]),
	);
}

/** @param {Results} results */
export function downtimeTable({ downtime }) {
	return table(
		['way', 'new tickets', 'missed', 'twice', 'polls until the last came', 'calls until then'],
		downtime.map(({ way, tickets, missed, repeated, polls, calls }) => [
			way,
			tickets,
			missed,
			repeated,
			polls,
			calls,
		]),
	);
}

/** All of them. @param {Results} results */
export function tables(results) {
	return [eventTable, startTable, quietTable, downtimeTable, steadyTable]
		.map((make) => make(results))
		.join('\n\n');
}
