import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { PROJECT_FOLDER } from './paths.mjs';

/**
 * Packs the built package as it would be published.
 *
 * @param {string} folder gets the tarball
 * @returns {Promise<string>} the tarball's path
 */
export async function packPackage(folder) {
	const { stdout } = await execa(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: PROJECT_FOLDER },
	);
	// An array of packages, or, from npm 12 on, an object by package name.
	const [packed] = Object.values(JSON.parse(stdout));
	return join(folder, packed.filename);
}

/**
 * Installs a tarball where n8n keeps community packages, so that its nodes have the names and the surroundings
 * they have for users. Like n8n's own install it brings no n8n-workflow: n8n lends its own.
 *
 * @param {string} userFolder n8n's
 * @param {string} tarball
 */
export async function installPackage(userFolder, tarball) {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	await mkdir(nodesFolder, { recursive: true });
	await writeFile(
		join(nodesFolder, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true }, null, 2),
	);
	await execa(
		'npm',
		[
			'install',
			tarball,
			'--legacy-peer-deps',
			'--offline',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
		],
		{ cwd: nodesFolder },
	);
}
