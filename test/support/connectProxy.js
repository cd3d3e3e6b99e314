const { once } = require('node:events');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

/**
 * What a proxy makes of a CONNECT:
 * - `through` it connects
 * - `password` it connects whoever comes with `n8n:secret`, and asks others for that
 * - `hangsUp`, `silent` no answer
 * - a number is the status that it refuses with
 *
 * @typedef {'through' | 'password' | 'hangsUp' | 'silent' | number} ProxyAnswer
 */

/** @typedef {ProxyAnswer[] | 'asked' | 'close'} ToProxy */

/** What n8n goes by. Requests to this machine go through the proxy as well when nothing excludes them. */
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'];

/** @param {NodeJS.ProcessEnv} values */
function setEnvironment(values) {
	for (const name of VARIABLES) {
		if (values[name] === undefined) delete process.env[name];
		else process.env[name] = values[name];
	}
}

/** A proxy as companies have one, in a thread of its own because Jest does not load what it is made of. */
async function startConnectProxy() {
	const before = { ...process.env };
	const worker = new Worker(join(__dirname, 'connectProxyWorker.mjs'));
	const [port] = await once(worker, 'message');

	/**
	 * @param {ToProxy} message
	 * @returns {Promise<string[]>}
	 */
	async function tell(message) {
		worker.postMessage(message);
		const [asked] = await once(worker, 'message');
		return asked;
	}

	return {
		/**
		 * Lets n8n use it, as `HTTPS_PROXY` does.
		 *
		 * @param {string} [login] `user:password`
		 */
		use(login) {
			setEnvironment({ HTTPS_PROXY: `http://${login ? `${login}@` : ''}127.0.0.1:${port}` });
		},

		/** Lets n8n use one that is not there. */
		useNone() {
			setEnvironment({ HTTPS_PROXY: 'http://127.0.0.1:1' });
		},

		/**
		 * What comes of the next connections, the last one over and over; forgets what was asked for before.
		 *
		 * @param {ProxyAnswer[]} answers
		 */
		async answer(...answers) {
			await tell(answers);
		},

		/** The targets that were asked for, as `host:port`. */
		asked: async () => await tell('asked'),

		async close() {
			setEnvironment(before);
			await tell('close');
			await once(worker, 'exit');
		},
	};
}

module.exports = { startConnectProxy };
