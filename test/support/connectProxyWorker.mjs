import { parentPort } from 'node:worker_threads';

import { RequestError, Server } from 'proxy-chain';

/** @type {import('./connectProxy').ProxyAnswer[]} */
let answers = [];
/** @type {string[]} */
let asked = [];

const proxy = new Server({
	port: 0,
	host: '127.0.0.1',
	async prepareRequestFunction({ connectionId, hostname, port, username, password }) {
		asked.push(`${hostname}:${port}`);
		const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'through';
		if (answer === 'password') {
			return { requestAuthentication: `${username}:${password}` !== 'n8n:secret' };
		}
		if (answer === 'hangsUp') proxy.closeConnection(connectionId);
		if (answer === 'hangsUp' || answer === 'silent') return await new Promise(() => {});
		if (typeof answer === 'number') throw new RequestError('<h1>Not through here</h1>', answer);
		return {};
	},
});

parentPort?.on('message', async (/** @type {import('./connectProxy').ToProxy} */ message) => {
	if (message === 'close') await proxy.close(true);
	if (Array.isArray(message)) {
		answers = message;
		asked = [];
	}
	parentPort?.postMessage(asked);
	if (message === 'close') parentPort?.close();
});

void proxy.listen().then(() => parentPort?.postMessage(proxy.port));
