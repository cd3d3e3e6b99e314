import { byId, chain, desk360, desk360Trigger, node } from '../support/workflows.mjs';

export const TRIGGER = 'Desk360 Trigger';
export const EVENTS = /** @type {const} */ ([
	'ticketCreated',
	'ticketUpdated',
	'statusChanged',
	'newMessage',
]);

/** The product whose tickets start workflows, and the one that follow-ups are opened in. */
export const WATCHED = 1;
export const FOLLOW_UPS = 2;

/** What the workflows write, followed by the id of the ticket or of the log entry that they write it for. */
export const REPLY = 'We have received ticket';
export const FOLLOW_UP = 'Follow-up of change';

/** The topics that the outcomes of writes are told to. */
export const REPLIED = 'replied';
export const FOLLOWED_UP = 'followedUp';

// n8n runs the node once more when an item did not work.
const carefully = {
	onError: 'continueRegularOutput',
	retryOnFail: true,
	maxTries: 2,
	waitBetweenTries: 500,
};

/**
 * One workflow for each event. Each tells what its trigger hands over; those of new tickets and of changed status
 * then write, and tell what became of it.
 *
 * @param {string} collectorUrl
 */
export function soakWorkflows(collectorUrl) {
	const tell = (/** @type {string} */ topic, /** @type {string} */ what) =>
		node(`Tell ${topic}`, 'n8n-nodes-base.httpRequest', 4.2, {
			method: 'POST',
			url: `${collectorUrl}/${topic}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify(${what}) }}`,
			options: {},
		});
	const outcomeFor = (/** @type {string} */ id) =>
		`{ id: $('${TRIGGER}').item.json${id}, error: $json.error }`;
	const given = `$('${TRIGGER}').item.json`;
	const reply = desk360(
		'Reply',
		{
			operation: 'reply',
			ticketId: byId(`={{ ${given}.id }}`),
			message: `=${REPLY} {{ ${given}.id }}`,
		},
		carefully,
	);
	const create = desk360(
		'Create',
		{
			operation: 'create',
			productId: byId(FOLLOW_UPS),
			name: 'Quality',
			email: 'quality@example.com',
			reasonId: '5',
			message: `=${FOLLOW_UP} {{ ${given}.change.id }}`,
			status: 2,
		},
		carefully,
	);
	/** @type {Partial<Record<typeof EVENTS[number], import('../support/workflows.mjs').Node[]>>} */
	const writes = {
		ticketCreated: [reply, tell(REPLIED, outcomeFor('.id'))],
		statusChanged: [create, tell(FOLLOWED_UP, outcomeFor('.change.id'))],
	};
	return EVENTS.map((event) => {
		const parameters = { productId: byId(WATCHED), events: [event], simplify: false };
		const trigger = desk360Trigger(TRIGGER, parameters);
		return chain(event, [trigger, tell(event, '$json'), ...(writes[event] ?? [])]);
	});
}
