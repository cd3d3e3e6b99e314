const { createRequire } = require('node:module');

/** The very axios that carries n8n's requests. */
const requireFromCore = createRequire(require.resolve('n8n-core'));

/**
 * Gives n8n's next requests so many milliseconds until they are answered, whatever they were given.
 *
 * @param {number} ms
 * @param {number} [times] how many requests
 * @returns {() => void} ends it
 */
function requestTimeout(ms, times = Infinity) {
	const { interceptors } = requireFromCore('axios').default;
	let left = times;
	const added = interceptors.request.use((/** @type {object} */ config) =>
		left-- > 0 ? { ...config, timeout: ms } : config,
	);
	return () => interceptors.request.eject(added);
}

module.exports = { requestTimeout };
