import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** @typedef {{ says: string, isError: boolean }} Answer what a tool answers, as a model reads it */

/** An agent without a model: it calls the tools that it is told to call. */
export class Agent {
	#client = new Client({ name: 'agent', version: '1.0.0' });

	/** @param {string} url of the MCP server */
	async connect(url) {
		await this.#client.connect(new StreamableHTTPClientTransport(new URL(url)));
	}

	/** What a model gets to see of the tools. */
	async tools() {
		return (await this.#client.listTools()).tools;
	}

	/**
	 * @param {string} tool
	 * @param {Record<string, unknown>} args
	 * @returns {Promise<Answer>}
	 */
	async call(tool, args) {
		const { content, isError } = await this.#client.callTool({ name: tool, arguments: args });
		const parts = /** @type {Array<{ text: string }>} */ (content);
		return { says: parts.map(({ text }) => text).join('\n'), isError: isError === true };
	}

	/**
	 * @param {string} tool
	 * @param {Record<string, unknown>} args
	 * @returns {Promise<any>} the JSON that it answers
	 */
	async ask(tool, args) {
		const { says, isError } = await this.call(tool, args);
		if (isError) throw new Error(`${tool} answered: ${says}`);
		return JSON.parse(says);
	}

	async close() {
		await this.#client.close();
	}
}

/**
 * An agent that is connected to a published workflow. n8n says that a workflow is published a moment before its
 * address is there.
 *
 * @param {string} url
 * @returns {Promise<Agent | undefined>} undefined while the address is unknown
 */
export async function agentAt(url) {
	const agent = new Agent();
	try {
		await agent.connect(url);
		return agent;
	} catch (cause) {
		await agent.close();
		if (cause instanceof Error && 'code' in cause && cause.code === 404) return undefined;
		throw cause;
	}
}
