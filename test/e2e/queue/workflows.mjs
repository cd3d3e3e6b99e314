import { byId, chain, desk360, desk360Trigger, node } from '../support/workflows.mjs';

/** What both workflows write, followed by the id of the execution that wrote it. */
const ANSWER = 'We are looking into it.';
export const NEW_TICKET = 'New ticket';
export const EVERY_HOUR = 'Every hour';

const ticket = { ticketId: byId('={{ $json.id }}') };
const details = desk360('Details', { operation: 'get', ...ticket });
const answer = desk360('Answer', {
	operation: 'reply',
	...ticket,
	message: `=${ANSWER} {{ $execution.id }}`,
});

/** Reads the details of each new ticket and answers it: two calls for a ticket. */
export const answering = chain('Answer new tickets', [
	desk360Trigger(NEW_TICKET, { events: ['ticketCreated'] }),
	details,
	answer,
]);

/** Answers the tickets whose execution was lost: looks before it writes. */
export const catchingUp = chain('Answer what was left over', [
	node(EVERY_HOUR, 'n8n-nodes-base.scheduleTrigger', 1.2, {
		rule: { interval: [{ field: 'hours' }] },
	}),
	desk360('Tickets', { operation: 'getAll', returnAll: true }),
	// Spares most tickets the call for their details.
	onlyIf('May be unanswered', `!$json.last_message?.startsWith('${ANSWER}')`),
	details,
	onlyIf('Is unanswered', '$json.messages.every((message) => message.agent_id === null)'),
	answer,
]);

/**
 * @param {string} name
 * @param {string} condition a JavaScript expression
 */
function onlyIf(name, condition) {
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
	const conditions = [
		{
			id: name,
			leftValue: `={{ ${condition} }}`,
			rightValue: '',
			operator: { type: 'boolean', operation: 'true', singleValue: true },
		},
	];
	return node(name, 'n8n-nodes-base.filter', 2.2, {
		conditions: { options, conditions, combinator: 'and' },
		options: {},
	});
}

/**
 * The executions that wrote to a ticket, as its messages say.
 *
 * @param {import('../../../sandbox/index').TicketView} ticket
 * @returns {string[]} ids, one for each answer
 */
export function answeredBy({ messages }) {
	return messages
		.filter(({ message }) => message.startsWith(ANSWER))
		.map(({ message }) => message.slice(ANSWER.length + 1));
}
