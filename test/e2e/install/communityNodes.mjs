import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { startServer } from '../support/server.mjs';

/**
 * An npm for n8n that looks in this registry only. n8n always names npm's own, and allows another with a license.
 *
 * @param {string} registry
 */
const npmOf = (registry) => `#!/bin/sh
for argument do
	shift
	case "$argument" in --registry=*) ;; *) set -- "$@" "$argument" ;; esac
done
unset HTTPS_PROXY
export npm_config_registry=${registry}
PATH="\${PATH#*:}" exec npm "$@"
`;

/**
 * Starts a registry on loopback whose only package is the tarball, and gives settings with which n8n installs from
 * it as it would from npm's.
 *
 * @param {string} tarball
 * @param {string} path the PATH that n8n would get
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Record<string, string>>} settings of n8n
 */
export async function registryOf(tarball, path, onStop) {
	const url = await startRegistry(tarball, onStop);
	const folder = await temporaryFolder(onStop);
	await writeFile(join(folder, 'npm'), npmOf(url), { mode: 0o755 });
	return {
		PATH: [folder, path].join(delimiter),
		// n8n asks the real registry and n8n's own service as well, and goes on without an answer.
		HTTPS_PROXY: 'http://127.0.0.1:1',
	};
}

/**
 * @param {string} tarball
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<string>} its URL
 */
async function startRegistry(tarball, onStop) {
	const content = await readFile(tarball);
	const manifest = JSON.parse(await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'));
	const { name, version } = manifest;
	const origin = await startServer(({ url }, response) => {
		if (url === `/${name}/-/${name}.tgz`) return response.end(content);
		if (url !== `/${name}`) return response.writeHead(404).end('{}');
		const dist = {
			tarball: `${origin}/${name}/-/${name}.tgz`,
			integrity: `sha512-${createHash('sha512').update(content).digest('base64')}`,
		};
		const versions = { [version]: { ...manifest, dist } };
		return response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
	}, onStop);
	return origin;
}
