import Fastify from 'fastify';

/**
 * @typedef {{ tool: string, args: Record<string, unknown> }} ToolCall
 * @typedef {ToolCall[] | string} Turn what the model answers: calls of tools, all at once, or a text, which is its last
 *
 * @typedef {object} Told what a model is told: by n8n, by the person or by a tool
 * @property {'system' | 'user' | 'assistant' | 'tool'} role
 * @property {string} content
 * @property {string} [tool_call_id]
 *
 * @typedef {object} Question one request of n8n's model node
 * @property {Told[]} messages
 * @property {Array<{ function: { name: string, description: string, parameters: any } }>} tools
 */

/** A server that speaks OpenAI's chat completions, and says what a script tells it to say. */
export class ScriptedModel {
	/** What goes into the credential. */
	url = '';
	#server = Fastify();
	/** @type {Map<number, { turns: Turn[], questions: Question[] }>} by the ticket that the prompt is about */
	#conversations = new Map();

	/** @param {import('../../../host/temporary.mjs').OnStop} onStop */
	async start(onStop) {
		this.#server.post('/v1/chat/completions', async ({ body }) =>
			completion(this.#answer(/** @type {Question} */ (body))),
		);
		const origin = await this.#server.listen({ host: '127.0.0.1', port: 0 });
		onStop(() => this.#server.close());
		this.url = `${origin}/v1`;
	}

	/**
	 * Sets what is answered about a ticket, turn by turn.
	 *
	 * @param {number} ticketId
	 * @param {Turn[]} turns
	 */
	script(ticketId, turns) {
		this.#conversations.set(ticketId, { turns, questions: [] });
	}

	/** @param {number} ticketId */
	questions(ticketId) {
		return this.#conversation(ticketId).questions;
	}

	/**
	 * @param {number} ticketId
	 * @returns {string[]} what the tools answered, in the order of the calls
	 */
	toolAnswers(ticketId) {
		const { messages = [] } = this.questions(ticketId).at(-1) ?? {};
		return messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
	}

	/** @param {Question} question */
	#answer(question) {
		const prompt = question.messages.find(({ role }) => role === 'user')?.content ?? '';
		const conversation = this.#conversation(Number(/"id": (\d+)/.exec(prompt)?.[1]));
		conversation.questions.push(question);
		const turn = conversation.turns[conversation.questions.length - 1];
		if (turn === undefined) throw new Error(`The script has no turn after: ${prompt}`);
		return turn;
	}

	/** @param {number} ticketId */
	#conversation(ticketId) {
		const conversation = this.#conversations.get(ticketId);
		if (!conversation) throw new Error(`There is no script for ticket ${ticketId}`);
		return conversation;
	}
}

/**
 * @param {Turn} turn
 * @returns {object} as OpenAI answers
 */
function completion(turn) {
	const message = { role: 'assistant', ...(typeof turn === 'string' ? text(turn) : calls(turn)) };
	return {
		id: `chatcmpl-${nextId()}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{ index: 0, message, finish_reason: typeof turn === 'string' ? 'stop' : 'tool_calls' },
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** @param {string} content */
function text(content) {
	return { content };
}

/** @param {ToolCall[]} toolCalls */
function calls(toolCalls) {
	return {
		content: null,
		tool_calls: toolCalls.map(({ tool, args }) => ({
			id: `call_${nextId()}`,
			type: 'function',
			function: { name: tool, arguments: JSON.stringify(args) },
		})),
	};
}

let lastId = 0;
function nextId() {
	return ++lastId;
}
