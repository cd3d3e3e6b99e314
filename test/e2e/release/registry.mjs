import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { startServer } from '../support/server.mjs';

/**
 * @typedef {object} Registry
 * @property {string[]} writes what was sent to it, such as `PUT /n8n-nodes-desk360`
 * @property {Record<string, string>} env makes npm use it, logged in
 */

/**
 * Starts a registry of packages on loopback that knows none and notes what is sent to it.
 *
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Registry>}
 */
export async function startRegistry(onStop) {
	/** @type {string[]} */
	const writes = [];
	const registry = await startServer(({ method, url }, response) => {
		if (method !== 'GET') writes.push(`${method} ${url}`);
		response.writeHead(method === 'GET' ? 404 : 201).end('{}');
	}, onStop);

	const config = join(await temporaryFolder(onStop), '.npmrc');
	await writeFile(config, `//${new URL(registry).host}/:_authToken=of-this-test\n`);
	return { writes, env: { npm_config_registry: registry, npm_config_userconfig: config } };
}
