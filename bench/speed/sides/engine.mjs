import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DEMO_TOKEN } from '../../../sandbox/options';
import { createEngine } from '../../../test/support/engine';
import { PROJECT_FOLDER } from '../support/paths.mjs';

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INodeExecutionData} Item
 */

export const CREDENTIAL = 'desk360Api';

/** What ships, not its source. */
export const fromDist = createRequire(join(PROJECT_FOLDER, 'dist', 'index.js'));

/**
 * n8n's engine with these nodes, and a credential that signs them in.
 *
 * @param {string} baseUrl
 * @param {import('../../../test/support/nodeTypes').NodesByType} nodes
 */
export async function startEngine(baseUrl, nodes) {
	const { Desk360Api } = fromDist('./credentials/Desk360Api.credentials.js');
	// Where n8n keeps files when nothing else is set.
	const binaryMode = 'filesystem';
	const engine = await createEngine({ nodes, credentialTypes: [new Desk360Api()], binaryMode });
	const credentials = await engine.addCredentials(CREDENTIAL, { apiToken: DEMO_TOKEN, baseUrl });

	return {
		engine,
		credentials,

		/**
		 * One run of one node.
		 *
		 * @param {import('../../../test/support/engine').NodeSettings} node
		 * @param {Item[]} [items]
		 * @returns {Promise<Item[]>} its only output
		 */
		async run(node, items) {
			const [output = []] = await engine.execute({ credentials, ...node }, { items });
			return output;
		},
	};
}

/** @param {Item[]} items */
export const jsonOf = (items) => items.map(({ json }) => json);
