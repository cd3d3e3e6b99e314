import { json } from 'node:stream/consumers';
import { startServer } from '../support/server.mjs';

/** Keeps what the workflows tell, by topic. */
export class Collector {
	/** @type {Map<string, any[]>} */
	#told = new Map();

	/** @param {string} topic */
	told(topic) {
		return this.#told.get(topic) ?? [];
	}

	/**
	 * @param {string} topic
	 * @param {unknown} what
	 */
	keep(topic, what) {
		const told = this.told(topic);
		told.push(what);
		this.#told.set(topic, told);
	}
}

/**
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<{ collector: Collector, url: string }>} topics are told to its URL, as JSON
 */
export async function startCollector(onStop) {
	const collector = new Collector();
	const url = await startServer(async (request, answer) => {
		collector.keep(String(request.url).slice(1), await json(request));
		// A connection that is kept open would count as one of n8n's.
		answer.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('{}');
	}, onStop);
	return { collector, url };
}
