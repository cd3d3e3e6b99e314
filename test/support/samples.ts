import type { INode } from 'n8n-workflow';

import type { Settings } from '../../sandbox';

/** The forms in which the local Desk360 answers; what a person gets of them is the same unless a test says other. */
export const FORMS: Array<Settings['answers']> = ['documented', 'framework'];

/** A Desk360 node of a workflow. */
export const NODE: INode = {
	id: 'desk360',
	name: 'Desk360',
	type: 'n8n-nodes-desk360.desk360',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

// The samples of the API documentation.

export const SAMPLE_BEARER =
	'WEFjiPUQo6FSV55RXx0T5uc5GKdmHxohsawEajAKyV1ZdUloZAExAhAAtPH1hMNbYUMsT2r7UpdN4gym';

export const PRODUCTS = [
	{ id: 11, name: 'YourApplication1', logo: null },
	{ id: 22, name: 'YourApplication2', logo: null },
];

export const TICKET_ROW = {
	id: 1,
	reason_id: 2,
	type_id: 3,
	agent_id: 4,
	name: 'John Doe',
	email: 'mail@mail.com',
	subject: null,
	last_message: 'Hello World!',
	channel: 'Application',
	platform: 'Android',
	status: 1,
	priority: 1,
	created_at: '2020-04-02 11:19:26',
	updated_at: '2021-01-17 15:58:41',
};

export const MESSAGE = {
	id: 747,
	agent_id: 74,
	message: 'Hello World!',
	type: 0,
	attachments: { images: [], videos: [], files: [], others: [] },
	created_at: '2021-01-18 10:41:26',
	updated_at: '2021-01-18 10:41:26',
};

export const TICKET_DETAILS = {
	id: 1,
	reason_id: 5,
	type_id: 9,
	agent_id: 72,
	name: 'John Doe',
	email: 'mail@mail.com',
	subject: null,
	channel: 'Application',
	platform: 'Android',
	status: 1,
	priority: 1,
	settings: null,
	country_code: 'TR',
	star_rating: null,
	custom_fields: [],
	created_at: '2020-04-02 11:19:26',
	updated_at: '2021-01-17 15:58:41',
	messages: [MESSAGE],
};

export const LOGS = [
	{
		id: 1,
		old_status_id: 0,
		new_status_id: 2,
		reason_id: 5,
		agent_id: 1,
		created_at: '2020-04-02 12:15:00',
	},
	{
		id: 2,
		old_status_id: 2,
		new_status_id: 1,
		reason_id: 5,
		agent_id: 2,
		created_at: '2020-04-02 12:16:08',
	},
];

/** An answer in the documented form of a refusal. */
export function refusal(code: string, message: string) {
	return { error: { code, message, doc_url: 'https://docs.desk360.com/api' } };
}
