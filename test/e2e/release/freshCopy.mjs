import { existsSync } from 'node:fs';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';

/**
 * Copies what a commit of everything here would hold, without its history. The installed packages are shared.
 *
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<string>} the copy's folder
 */
export async function freshCopy(onStop) {
	const folder = await temporaryFolder(onStop);
	const { stdout } = await execa(
		'git',
		['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
		{ cwd: PROJECT_FOLDER },
	);
	for (const file of stdout.split('\0').filter((name) => name && existsSync(name))) {
		await mkdir(dirname(join(folder, file)), { recursive: true });
		await copyFile(join(PROJECT_FOLDER, file), join(folder, file));
	}
	await symlink(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'), 'junction');
	return folder;
}
