const { createRequire } = require('node:module');

/** The very axios that carries n8n's requests. */
const {
	default: axios,
	AxiosError,
	AxiosHeaders,
} = createRequire(require.resolve('n8n-core'))('axios');

/** In a process nothing takes longer: a request that has no answer after so many turns of its event loop never gets one. */
const TURNS = 100;

/** What Fastify says of an answer that was cut. */
const CUT = 'LIGHT_ECONNRESET';

/**
 * Has n8n's requests answered without a network. n8n makes them and judges what comes, as ever; left out are the
 * connections, and the wait for an answer that never comes: that counts as timed out at once.
 *
 * @param {import('../../sandbox').Sandbox['inject']} inject
 * @returns {{ giveBack: () => void }}
 */
function withoutNetwork(inject) {
	const { adapter } = axios.defaults;
	axios.defaults.adapter = async (
		/** @type {import('axios').InternalAxiosRequestConfig} */ config,
	) => {
		const failed = (/** @type {string} */ message, /** @type {string} */ code) =>
			new AxiosError(message, code, config);
		const answer = inject({
			method: /** @type {'GET'} */ (config.method?.toUpperCase()),
			url: axios.getUri(config),
			headers: /** @type {Record<string, string>} */ (config.headers.toJSON()),
			payload: config.data,
		}).catch((/** @type {Error & { code?: string }} */ thrown) => {
			// Anything else is a fault of the test, not of the line.
			if (thrown.code !== CUT) throw thrown;
			throw failed('socket hang up', 'ECONNRESET');
		});
		const came = await inTime(answer);
		if (!came) throw failed('timeout exceeded', 'ECONNABORTED');
		const { statusCode: status, statusMessage: statusText, payload: data } = came;
		const headers = new AxiosHeaders(/** @type {Record<string, string>} */ (came.headers));
		const response = { status, statusText, data, headers, config };
		if (config.validateStatus?.(status) === false) {
			const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
			const message = `Request failed with status code ${status}`;
			throw new AxiosError(message, code, config, undefined, response);
		}
		return response;
	};
	return {
		giveBack() {
			axios.defaults.adapter = adapter;
		},
	};
}

/** @template T @param {Promise<T>} answer @returns {Promise<T | void>} nothing if it does not come */
async function inTime(answer) {
	let isOver = false;
	const over = answer.finally(() => {
		isOver = true;
	});
	const turns = async () => {
		for (let turn = 0; turn < TURNS && !isOver; turn++) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
	return await Promise.race([over, turns()]);
}

module.exports = { withoutNetwork };
