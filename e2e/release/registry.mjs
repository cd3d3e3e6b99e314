import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { temporaryFolder } from '../../host/temporary.mjs';

/**
 * @typedef {object} Registry
 * @property {string[]} writes what was sent to it, such as `PUT /n8n-nodes-desk360`
 * @property {Record<string, string>} env makes npm use it, logged in
 */

/**
 * Starts a registry of packages on loopback that knows none and notes what is sent to it.
 *
 * @param {import('../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Registry>}
 */
export async function startRegistry(onStop) {
	/** @type {string[]} */
	const writes = [];
	const server = createServer(({ method, url }, response) => {
		if (method !== 'GET') writes.push(`${method} ${url}`);
		response.writeHead(method === 'GET' ? 404 : 201).end('{}');
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onStop(async () => server.close());
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

	const config = join(await temporaryFolder(onStop), '.npmrc');
	await writeFile(config, `//127.0.0.1:${port}/:_authToken=of-this-test\n`);
	const registry = `http://127.0.0.1:${port}/`;
	return { writes, env: { npm_config_registry: registry, npm_config_userconfig: config } };
}
