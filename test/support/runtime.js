const { mkdtempSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** n8n-core carries its own copies of n8n's inner packages; its container is the one that counts. */
const requireFromCore = createRequire(require.resolve('n8n-core'));

/**
 * What n8n's server prepares before nodes run: a folder of its own, an encryption key, logger, binary store.
 *
 * @typedef {object} Runtime
 * @property {string[]} logs every line n8n logged, metadata included, from debug up
 * @property {import('n8n-core').BinaryDataService} binaryData
 * @property {(mode: 'default' | 'filesystem') => Promise<void>} useBinaryMode
 *   `default` keeps binary data in the items, `filesystem` in files of the temporary folder
 * @property {import('n8n-workflow').INodeProperties[]} pollingParameters what n8n's loader adds to polling nodes
 * @property {() => void} close removes the temporary folder
 */

/** @returns {Runtime} */
function startRuntime() {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-desk360-'));
	Object.assign(process.env, {
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'encryption-key-of-the-tests',
		N8N_LOG_LEVEL: 'debug',
		N8N_LOG_OUTPUT: '',
	});
	requireFromCore('reflect-metadata');
	const { Container } = requireFromCore('@n8n/di');
	const core = require('n8n-core');

	// The test file before this one had other settings.
	Container.reset();
	const binaryData = Container.get(core.BinaryDataService);
	provideEncryptionKey(core, Container);

	return {
		logs: captureLogs(Container),
		binaryData,
		async useBinaryMode(mode) {
			Container.get(core.BinaryDataConfig).mode = mode;
			await binaryData.init();
		},
		pollingParameters: requireFromCore('./nodes-loader/constants').commonPollingParameters,
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * @param {{ get: (type: unknown) => any }} container
 * @returns {string[]}
 */
function captureLogs(container) {
	/** @type {string[]} */
	const logs = [];
	const sink = {
		/** @param {string} level @param {string} message @param {object} metadata */
		log(level, message, metadata) {
			logs.push(`${level} ${message} ${JSON.stringify(metadata)}`);
		},
		child: () => sink,
	};
	container.get(requireFromCore('@n8n/backend-common').Logger).setInternalLogger(sink);
	return logs;
}

/**
 * @param {typeof import('n8n-core')} core
 * @param {{ get: (type: unknown) => any }} container
 */
function provideEncryptionKey(core, container) {
	const key = {
		id: 'instance',
		value: container
			.get(core.Cipher)
			.encryptDEKWithInstanceKey(container.get(core.InstanceSettings).encryptionKey),
		algorithm: 'aes-256-cbc',
		format: 'no-prefix',
	};
	container.get(core.EncryptionKeyProxy).setProvider({
		getActiveKey: async () => key,
		getLegacyKey: async () => key,
		getKeyById: async () => null,
	});
}

/** @type {Runtime | undefined} */
let runtime;

/** The one runtime of a test file. @returns {Runtime} */
function getRuntime() {
	runtime ??= startRuntime();
	return runtime;
}

module.exports = { getRuntime };
