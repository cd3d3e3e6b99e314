import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { PROJECT_FOLDER } from './paths.mjs';

/**
 * Puts the built package where n8n keeps community packages, with the very files that npm would publish, so that
 * its nodes have the names and the surroundings they have for users.
 *
 * @param {string} userFolder n8n's
 */
export async function installPackage(userFolder) {
	const { name, version } = JSON.parse(
		await readFile(join(PROJECT_FOLDER, 'package.json'), 'utf8'),
	);
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	for (const file of await publishedFiles()) {
		const target = join(nodesFolder, 'node_modules', name, file);
		await mkdir(dirname(target), { recursive: true });
		await copyFile(join(PROJECT_FOLDER, file), target);
	}
	const manifest = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** @returns {Promise<string[]>} */
async function publishedFiles() {
	const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: PROJECT_FOLDER,
	});
	// An array of packages, or, from npm 12 on, an object by package name.
	const [packed] = Object.values(JSON.parse(stdout));
	return packed.files.map((/** @type {{ path: string }} */ { path }) => path);
}
