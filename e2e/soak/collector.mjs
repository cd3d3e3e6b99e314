import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { freePort } from '../../host/ports.mjs';

/** Keeps what the workflows tell, by topic. */
export class Collector {
	/** @type {Map<string, any[]>} */
	#told = new Map();

	/** @param {string} url that topics are told to, as JSON */
	constructor(url) {
		this.url = url;
	}

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
 * @param {import('../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Collector>} that listens on loopback
 */
export async function startCollector(onStop) {
	const port = await freePort();
	const collector = new Collector(`http://127.0.0.1:${port}`);
	const server = createServer(async (request, answer) => {
		collector.keep(String(request.url).slice(1), await json(request));
		// A connection that is kept open would count as one of n8n's.
		answer.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('{}');
	});
	await new Promise((resolve) => void server.listen(port, '127.0.0.1', () => resolve(undefined)));
	onStop(async () => {
		server.closeAllConnections();
		server.close();
	});
	return collector;
}
