import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PROJECT_FOLDER } from '../../../../host/paths.mjs';

export const NODE = 'n8n-nodes-desk360.desk360';
export const TRIGGER = 'n8n-nodes-desk360.desk360Trigger';
const TOOL = 'n8n-nodes-desk360.desk360Tool';
const SCHEMAS = join(PROJECT_FOLDER, 'nodes', 'Desk360', '__schema__', 'v1.0.0');

/**
 * What n8n makes of the installed package: what the editor gets to see of it.
 *
 * @param {() => import('../../support/stage.mjs').Stage} stage
 */
export function packageChecks(stage) {
	describe('Package', () => {
		test('nodes, trigger and tool load under their community names', async () => {
			const types = await nodeTypes(stage());
			assert.deepEqual([...types.keys()].sort(), [NODE, TOOL, TRIGGER]);
			const { version } = JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'));
			assert.equal(types.get(NODE).communityNodePackageVersion, version);
			assert.deepEqual(types.get(TOOL).outputs, ['ai_tool']);
			assert.equal(types.get(TRIGGER).polling, true);
		});

		test('icons are served, light and dark', async () => {
			const types = [...(await nodeTypes(stage())).values(), await credentialType(stage())];
			const urls = new Set(types.flatMap(({ iconUrl }) => [iconUrl.light, iconUrl.dark]));
			assert.equal(urls.size, 2);
			for (const url of urls) {
				const answer = await stage().api.fetch(`/${url}`);
				assert.equal(answer.status, 200);
				assert.match(answer.headers.get('content-type') ?? '', /^image\/svg\+xml/);
				assert.match(await answer.text(), /^<svg /);
			}
		});

		test('the editor finds them by category and by other words', async () => {
			const types = await nodeTypes(stage());
			for (const name of [NODE, TRIGGER]) {
				const { categories, alias } = types.get(name).codex;
				assert.deepEqual(categories, ['Communication']);
				for (const word of ['desk 360', 'helpdesk', 'customer support', 'ticket']) {
					assert.ok(alias.includes(word), `${name} is not found by "${word}"`);
				}
			}
			assert.deepEqual(types.get(TOOL).codex.subcategories.AI, ['Tools']);
		});

		test('each operation has a schema preview', async () => {
			const files = (await readdir(SCHEMAS, { recursive: true })).filter(isOfOperation).sort();
			const { properties } = (await nodeTypes(stage())).get(NODE);
			assert.deepEqual(
				files,
				operationsIn(properties).map((operation) => `${operation}.json`),
			);
			for (const file of files) {
				const answer = await stage().api.fetch(`/schemas/${NODE}/1.0.0/${file}`);
				assert.equal(answer.status, 200, file);
				assert.deepEqual(
					await answer.json(),
					JSON.parse(await readFile(join(SCHEMAS, file), 'utf8')),
				);
			}
		});

		test('products and tickets can be picked from a list', async () => {
			const { sandbox } = stage();
			const [product] = sandbox.world.products;
			assert.deepEqual(await pick(stage(), 'productId', 'searchProducts', 'mobile'), [
				{ name: product?.name, value: String(product?.id) },
			]);
			const [ticket] = sandbox.world.ticketsOf(1);
			const found = await pick(stage(), 'ticketId', 'searchTickets', String(ticket?.id));
			assert.deepEqual(
				found.map(({ value }) => value),
				[String(ticket?.id)],
			);
		});
	});
}

/** @param {import('../../support/stage.mjs').Stage} stage */
export async function credentialType({ api }) {
	const types = await (await api.fetch('/types/credentials.json')).json();
	return types.find((/** @type {{ name: string }} */ { name }) => name === 'desk360Api');
}

/**
 * @param {import('../../support/stage.mjs').Stage} stage
 * @returns {Promise<Map<string, any>>} the package's node types by name
 */
export async function nodeTypes({ api }) {
	/** @type {Array<{ name: string }>} */
	const types = await (await api.fetch('/types/nodes.json')).json();
	const ours = types.filter(({ name }) => name.toLowerCase().includes('desk360'));
	return new Map(ours.map((type) => [type.name, type]));
}

/** @param {string} path */
function isOfOperation(path) {
	return path.includes('/') && path.endsWith('.json');
}

/**
 * @param {import('n8n-workflow').INodeProperties[]} properties
 * @returns {string[]} `<resource>/<operation>` of each, in order
 */
export function operationsIn(properties) {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.map((option) => {
				const value = 'value' in option ? option.value : undefined;
				return `${displayOptions?.show?.resource?.[0]}/${value}`;
			}),
		)
		.sort();
}

/**
 * What a list shows while one types into it.
 *
 * @param {import('../../support/stage.mjs').Stage} stage
 * @param {string} parameter
 * @param {string} methodName
 * @param {string} filter
 * @returns {Promise<Array<{ name: string, value: string }>>}
 */
async function pick({ api, credential }, parameter, methodName, filter) {
	const { results } = await api.request(
		'POST',
		'/dynamic-node-parameters/resource-locator-results',
		{
			path: `parameters.${parameter}`,
			methodName,
			filter,
			nodeTypeAndVersion: { name: NODE, version: 1 },
			currentNodeParameters: {
				operation: 'get',
				productId: { __rl: true, mode: 'id', value: '1' },
			},
			credentials: { desk360Api: credential },
		},
	);
	return results;
}
