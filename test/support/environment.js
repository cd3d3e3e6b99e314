/**
 * Sets variables as a person does where n8n runs. n8n reads its settings when a test file first needs them, and each
 * test file has an environment of its own.
 *
 * @param {Record<string, string>} variables
 */
function setEnvironment(variables) {
	Object.assign(process.env, variables);
}

module.exports = { setEnvironment };
