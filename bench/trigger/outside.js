const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');

/** The very axios that carries n8n's requests. */
const requireFromCore = createRequire(require.resolve('n8n-core'));

/** Real milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * Lets no call time out because this machine is busy, which would count against whoever made it. Of the changes to a
 * request the one that was asked for first is made last, so this comes before all others.
 */
function waitForAnswers() {
	const { interceptors } = requireFromCore('axios').default;
	interceptors.request.use((/** @type {object} */ config) => ({ ...config, timeout: TIMEOUT_MS }));
}

/** Says how far the comparison is, past what jest collects. @param {string} text */
function tell(text) {
	process.stderr.write(`${text}\n`);
}

/** @param {string} file @param {import('./results').Results} results */
function save(file, results) {
	writeFileSync(file, JSON.stringify(results));
}

module.exports = { waitForAnswers, tell, save };
