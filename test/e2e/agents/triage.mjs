import { filledIn, pollingEvery, readExamples } from '../../../host/examples.mjs';
import { WORKFLOWS_FOLDER } from '../../../host/paths.mjs';
import { itemsOf } from '../../../host/api.mjs';
import { publish } from '../support/published.mjs';
import { until } from '../support/until.mjs';
import { ScriptedModel } from './model.mjs';
import { Reviewer } from './reviewer.mjs';

const POLL_EVERY_SECONDS = 2;
export const TRIGGER = 'New ticket';
export const REVIEWER = 'reviewer@example.com';
export const PRODUCT_ID = 1;

/** @typedef {import('../../../host/examples.mjs').ExampleNode} ExampleNode */

/**
 * The example with what its note asks for.
 *
 * @param {import('../../../host/api.mjs').N8nApi} api of an n8n that has a Desk360 credential
 * @param {{ model: string, smtp: Record<string, unknown> }} services the model's URL, and what signs in to a mail server
 */
export async function filledInTriage(api, { model, smtp }) {
	const openAiApi = await api.createCredential({
		name: 'OpenAI account',
		type: 'openAiApi',
		data: { apiKey: 'a-key', url: model },
	});
	const smtpAccount = await api.createCredential({
		name: 'SMTP account',
		type: 'smtp',
		data: smtp,
	});
	const example = (await readExamples(WORKFLOWS_FOLDER)).get('triage-by-agent');
	if (!example) throw new Error('workflows/triage-by-agent.json is missing');
	const filled = filledIn({ productId: PRODUCT_ID }, example);
	const nodes = filled.nodes.map((node) => {
		if (node.type.endsWith('.lmChatOpenAi')) return { ...node, credentials: { openAiApi } };
		if (!('toEmail' in node.parameters)) return node;
		const parameters = { ...node.parameters, fromEmail: 'n8n@example.com', toEmail: REVIEWER };
		return { ...node, parameters, credentials: { smtp: smtpAccount } };
	});
	return { ...filled, nodes };
}

/** The example workflow at work: what comes into the local Desk360 goes to the scripted model and the reviewer. */
export class Triage {
	model = new ScriptedModel();
	reviewer = new Reviewer();
	#stage;
	/** @type {import('../../../host/examples.mjs').Example | undefined} */
	#example;
	/** @type {import('../../../host/api.mjs').Workflow[]} */
	#published = [];

	/** @param {import('../support/stage.mjs').Stage} stage */
	constructor(stage) {
		this.#stage = stage;
	}

	/** Starts the services that the workflow needs beside n8n and Desk360, and publishes it. */
	async start() {
		const { api, onStop } = this.#stage;
		await this.model.start(onStop);
		await this.reviewer.start(onStop);
		const services = { model: this.model.url, smtp: this.reviewer.smtp };
		this.#example = pollingEvery(POLL_EVERY_SECONDS, await filledInTriage(api, services));
		await this.publish();
	}

	/**
	 * Publishes the workflow in place of what was published before.
	 *
	 * @param {(node: ExampleNode) => ExampleNode} [changed]
	 */
	async publish(changed = (node) => node) {
		const { api } = this.#stage;
		if (!this.#example) throw new Error('It is not started');
		for (const workflow of this.#published.splice(0)) await api.deactivate(workflow);
		const nodes = this.#example.nodes.map(changed);
		const workflow = await api.createWorkflow({ ...this.#example, nodes });
		this.#published.push(workflow);
		await publish(api, workflow, TRIGGER);
	}

	/**
	 * A customer writes, and the model has its script about it.
	 *
	 * @param {(ticketId: number) => import('./model.mjs').Turn[]} turns
	 * @param {{ subject?: string, email?: string, name?: string }} [fields]
	 */
	ticket(turns, fields) {
		const { world } = this.#stage.sandbox;
		const ticket = world.createTicket({ productId: PRODUCT_ID, subject: 'My parcel', ...fields });
		this.model.script(ticket.id, turns(ticket.id));
		return ticket;
	}

	/**
	 * @param {number} ticketId
	 * @returns {Promise<import('../../../host/api.mjs').Execution>} the execution for a ticket once it ended
	 */
	ended(ticketId) {
		const { api } = this.#stage;
		return until(`the end of the execution for ticket ${ticketId}`, async () => {
			const summaries = await Promise.all(this.#published.map((each) => api.executionsOf(each)));
			for (const { id, status } of summaries.flat()) {
				if (status !== 'success' && status !== 'error') continue;
				const execution = await api.execution(id);
				const tickets = itemsOf(execution, TRIGGER).map(({ json }) => json.id);
				if (tickets.includes(ticketId)) return execution;
			}
			return undefined;
		});
	}
}
