import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { lastItems } from '../../../../host/api.mjs';
import { readExamples, triggerOf } from '../../../../host/examples.mjs';
import { pathWithNode } from '../../../../host/install.mjs';
import { PROJECT_FOLDER, WORKFLOWS_FOLDER } from '../../../../host/paths.mjs';
import { createCredential } from '../../../../host/stage.mjs';
import { temporaryFolder } from '../../../../host/temporary.mjs';
import { registryOf } from '../communityNodes.mjs';
import { tarballOfThisRun } from '../../support/package.mjs';
import { startEmptyStage } from '../../support/stage.mjs';
import { until } from '../../support/until.mjs';
import { runToSuccess } from '../../support/workflows.mjs';

const NAME = 'n8n-nodes-desk360';
/** The node, the trigger, and the node as a tool. */
const INSTALLED = 3;

/**
 * An n8n without the package, which finds the tarball where it looks for packages.
 *
 * @param {{ pinFolder: string }} host
 */
export function startWithRegistry({ pinFolder }) {
	return startEmptyStage({
		pinFolder,
		prepare: async ({ host, onStop }) => {
			const tarball = await tarballOfThisRun(await temporaryFolder(onStop));
			return registryOf(tarball, pathWithNode(host), onStop);
		},
	});
}

/**
 * The package installed and removed while n8n runs, as from *Settings > Community Nodes*.
 *
 * @param {() => import('../../support/stage.mjs').EmptyStage} stage
 */
export function settingsChecks(stage) {
	describe('Settings > Community Nodes', () => {
		/** @param {number} count of nodes of this package */
		const untilNodesAre = (count) =>
			until(`n8n to list ${count} nodes of this package`, async () => {
				const types = parsed(await (await stage().api.fetch('/types/nodes.json')).text());
				return types?.filter(({ name }) => name.startsWith(NAME)).length === count;
			});

		test('Install: the nodes are there at once, and a workflow runs', async () => {
			const { api, sandbox } = stage();
			await untilNodesAre(0);
			const { version } = JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'));

			const installed = await api.request('POST', '/community-packages', { name: NAME, version });
			assert.equal(installed.packageName, NAME);
			assert.equal(installed.installedVersion, version);
			assert.deepEqual(
				installed.installedNodes.map((/** @type {{ type: string }} */ { type }) => type).sort(),
				[`${NAME}.desk360`, `${NAME}.desk360Trigger`],
			);
			await untilNodesAre(INSTALLED);

			await createCredential(api, sandbox.url);
			const example = (await readExamples(WORKFLOWS_FOLDER)).get('list-tickets');
			assert.ok(example);
			const execution = await runToSuccess(api, /** @type {any} */ (example), triggerOf(example));
			const { world } = sandbox;
			const listed = world.products.flatMap(({ id }) => world.ticketsOf(id).slice(0, 20));
			assert.equal(lastItems(execution).length, listed.length);
		});

		test('the package is in the list', async () => {
			const packages = await stage().api.request('GET', '/community-packages');
			assert.deepEqual(
				packages.map((/** @type {{ packageName: string }} */ { packageName }) => packageName),
				[NAME],
			);
		});

		test('Uninstall: the nodes are gone', async () => {
			const { api } = stage();
			await api.request('DELETE', `/community-packages?name=${NAME}`);
			await untilNodesAre(0);
			assert.deepEqual(await api.request('GET', '/community-packages'), []);
		});
	});
}

/**
 * n8n writes the list of its nodes anew a moment after it answered: until then there is the old one, or a part.
 *
 * @param {string} list
 * @returns {Array<{ name: string }> | undefined} undefined for a part
 */
function parsed(list) {
	try {
		return JSON.parse(list);
	} catch {
		return undefined;
	}
}
