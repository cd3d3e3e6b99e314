const { jest: runner } = require('@jest/globals');
const { createRequire } = require('node:module');

/** The very axios that carries n8n's requests. */
const requireFromCore = createRequire(require.resolve('n8n-core'));

/** Real milliseconds after which a request without an answer counts as timed out, unless told. */
const TIMEOUT_MS = 100;

/** What is due at once takes a few turns of the event loop to get done. */
const TURNS = 3;

/**
 * Time that passes only when told, or when all that runs waits for it: a wait costs nothing and ends in order.
 * Requests take no time at all; one that is never answered times out after a tenth of a real second.
 *
 * @typedef {object} VirtualTime
 * @property {(seconds: number) => void} pass
 * @property {(seconds: number, work: () => void) => () => void} every does it again and again while `run` waits, until it is ended
 * @property {<T>(work: Promise<T>) => Promise<T>} run lets time pass as fast as `work` waits for it
 * @property {() => void} close
 */

/**
 * @param {{ timeoutMs?: number }} [options] where all requests are answered, on a busy machine a little later
 * @returns {VirtualTime}
 */
function virtualTime({ timeoutMs = TIMEOUT_MS } = {}) {
	runner.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
	const { interceptors } = requireFromCore('axios').default;
	let underWay = 0;
	const request = interceptors.request.use((/** @type {object} */ config) => {
		underWay++;
		return { ...config, timeout: timeoutMs };
	});
	const response = interceptors.response.use(
		(/** @type {unknown} */ answer) => {
			underWay--;
			return answer;
		},
		(/** @type {unknown} */ reason) => {
			underWay--;
			throw reason;
		},
	);
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	/** Files are read and written beside the event loop, which may turn many times meanwhile. */
	const isAtFiles = () =>
		process.getActiveResourcesInfo().some((resource) => /^(FS|Close)Req/.test(resource));

	return {
		pass: (seconds) => runner.setSystemTime(Date.now() + seconds * 1000),
		every(seconds, work) {
			const repeating = setInterval(work, seconds * 1000);
			return () => clearInterval(repeating);
		},
		async run(work) {
			let isDone = false;
			const done = work.finally(() => {
				isDone = true;
			});
			done.catch(() => {});
			for (let turns = 0; !isDone; turns++) {
				await turn();
				if (underWay > 0 || isAtFiles()) turns = 0;
				if (turns < TURNS) continue;
				runner.advanceTimersToNextTimer();
				turns = 0;
			}
			return await done;
		},
		close() {
			interceptors.request.eject(request);
			interceptors.response.eject(response);
			runner.useRealTimers();
		},
	};
}

module.exports = { virtualTime };
