import assert from 'node:assert/strict';

/** @param {import('n8n-workflow').INodeExecutionData[]} items */
export function idsOf(items) {
	return items.map(({ json: { id } }) => Number(id));
}

/** @param {import('../../../sandbox/index').TicketView} ticket */
export function lastMessage({ messages }) {
	const last = messages.at(-1);
	assert.ok(last);
	return last;
}

/**
 * @param {import('../../../sandbox/index').TicketView[]} tickets
 * @returns {number[]} their ids in the order in which the service lists them
 */
export function newestFirst(tickets) {
	return [...tickets]
		.sort((one, other) => other.updated_at.localeCompare(one.updated_at) || other.id - one.id)
		.map(({ id }) => id);
}
