import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';

const ASK_EVERY_MS = 500;
const FINISHED_WITHIN_MS = 300_000;
const UNFINISHED = ['new', 'running', 'waiting'];

/**
 * @typedef {import('n8n-workflow').INodeExecutionData} Item
 * @typedef {{ id: string, name: string, versionId: string, nodes: Array<{ name: string, type: string, parameters: Record<string, any> }> }} Workflow
 * @typedef {{ id: string, status: string, mode: string, workflowId: string }} ExecutionSummary
 * @typedef {ExecutionSummary & { data: import('n8n-workflow').IRunExecutionData }} Execution
 * @typedef {{ email: string, password: string, firstName: string, lastName: string }} Owner
 */

/** The REST API that n8n's own editor uses, as one signed-in user. */
export class N8nApi {
	#url;
	#signal;
	#cookie = '';
	/** @type {string | undefined} */
	#project;
	// n8n ties a session to the browser that began it.
	#browserId = randomUUID();

	/**
	 * @param {string} url of n8n, without a path
	 * @param {AbortSignal} signal ends whatever is under way
	 */
	constructor(url, signal) {
		this.#url = url;
		this.#signal = signal;
	}

	/**
	 * Makes the first user of a fresh n8n and signs in.
	 *
	 * @param {Owner} owner n8n wants 8 or more characters, a digit and a capital in the password
	 */
	async setUpOwner(owner) {
		await this.request('POST', '/owner/setup', owner);
	}

	/**
	 * @param {{ name: string, type: string, data: Record<string, unknown> }} credential
	 * @returns {Promise<{ id: string, name: string }>}
	 */
	createCredential(credential) {
		return this.request('POST', '/credentials', credential);
	}

	/**
	 * What the credential's own test says.
	 *
	 * @param {{ id: string, name: string, type: string, data: Record<string, unknown> }} credential
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	testCredential(credential) {
		return this.request('POST', '/credentials/test', { credentials: credential });
	}

	/**
	 * @param {Record<string, unknown>} workflow as n8n exports it; nodes whose credential has only a name get
	 * the one of that name, as in n8n's own import
	 * @returns {Promise<Workflow>}
	 */
	async createWorkflow(workflow) {
		// The editor says both, and n8n before version 2 needs them: the first to save anything, the second to find
		// credentials by their name.
		const given = { active: false, projectId: await this.#personalProject(), ...workflow };
		return this.request('POST', '/workflows', given);
	}

	/** @param {Workflow} workflow */
	async activate({ id, versionId }) {
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
	}

	/** @param {Workflow} workflow */
	async deactivate({ id }) {
		await this.request('POST', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * Runs a whole workflow from one of its triggers, as "Execute workflow" does.
	 *
	 * @param {Workflow} workflow
	 * @param {string} trigger the trigger's name
	 * @returns {Promise<string>} the execution's id
	 */
	async run(workflow, trigger) {
		const { id, name } = workflow;
		const answer = await this.request('POST', `/workflows/${id}/run`, {
			// Before version 2, n8n ran what it was given rather than what it had saved.
			workflowData: workflow,
			triggerToStartFrom: { name: trigger },
		});
		if (!answer.executionId) throw new Error(`n8n did not run "${name}"`);
		return answer.executionId;
	}

	/** @param {string} id of an execution that has not ended */
	async stop(id) {
		await this.request('POST', `/executions/${id}/stop`, {});
	}

	/**
	 * @param {Workflow} workflow
	 * @returns {Promise<ExecutionSummary[]>} the newest first, 20 at most
	 */
	async executionsOf({ id }) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.request('GET', `/executions?limit=20&filter=${filter}`);
		return results;
	}

	/**
	 * @param {string} id
	 * @returns {Promise<Execution>}
	 */
	async execution(id) {
		const { data, ...summary } = await this.request('GET', `/executions/${id}`);
		return { ...summary, data: parse(data) };
	}

	/**
	 * @param {string} id
	 * @returns {Promise<Execution>} once it came to an end, whichever
	 * @throws {Error} when it does not within five minutes
	 */
	async finishedExecution(id) {
		const deadline = Date.now() + FINISHED_WITHIN_MS;
		for (;;) {
			const { status } = await this.request('GET', `/executions/${id}`);
			if (!UNFINISHED.includes(status)) return this.execution(id);
			if (Date.now() > deadline) {
				throw new Error(`Execution ${id} is still ${status} after five minutes`);
			}
			await sleep(ASK_EVERY_MS, undefined, { signal: this.#signal });
		}
	}

	/**
	 * @param {string} method
	 * @param {string} path below /rest
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the `data` of the answer
	 * @throws {Error} with what n8n said, when it refuses
	 */
	async request(method, path, body) {
		const answer = await this.fetch(`/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok) {
			throw new Error(`n8n answered ${method} ${path} with ${answer.status}: ${messageIn(text)}`);
		}
		return JSON.parse(text).data;
	}

	/** @returns {Promise<string>} the id of the project that every user has for themselves */
	async #personalProject() {
		const id = this.#project ?? (await this.request('GET', '/projects/personal')).id;
		this.#project = id;
		return id;
	}

	/**
	 * Any request as the signed-in user, whatever is answered.
	 *
	 * @param {string} path from n8n's root
	 * @param {RequestInit} [init]
	 */
	async fetch(path, init) {
		const answer = await fetch(this.#url + path, {
			...init,
			headers: { ...init?.headers, 'browser-id': this.#browserId, cookie: this.#cookie },
			signal: this.#signal,
		});
		const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.#cookie = session.split(';')[0] ?? '';
		return answer;
	}
}

/**
 * What the last node of an execution handed out.
 *
 * @param {Execution} execution
 * @returns {Item[]}
 */
export function lastItems({ data }) {
	const { lastNodeExecuted } = data.resultData;
	return lastNodeExecuted === undefined ? [] : itemsOf({ data }, lastNodeExecuted);
}

/**
 * What one node of an execution handed out, on its first output.
 *
 * @param {Pick<Execution, 'data'>} execution
 * @param {string} nodeName
 * @returns {Item[]}
 */
export function itemsOf({ data }, nodeName) {
	const runs = data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => run.data?.main?.[0] ?? []);
}

/** @param {string} text */
function messageIn(text) {
	try {
		return JSON.parse(text).message ?? text;
	} catch {
		return text;
	}
}
