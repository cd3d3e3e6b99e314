import { execa } from 'execa';
import { packPackage } from '../../../host/packageInstall.mjs';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

/** Names the tarball that is tested; the run of all parts sets it, so that the package is built once. */
export const TARBALL_VARIABLE = 'DESK360_TARBALL';

/**
 * Builds the package and packs it as it would be published.
 *
 * @param {string} folder gets the tarball
 * @returns {Promise<string>} the tarball's path
 */
export async function buildTarball(folder) {
	const { failed, all } = await execa('npm', ['run', '--silent', 'build'], {
		cwd: PROJECT_FOLDER,
		all: true,
		reject: false,
	});
	if (failed) throw new Error(`The package does not build:\n${all}`);
	return packPackage(folder);
}

/**
 * The tarball of this run, or, where a test file runs alone, a new one.
 *
 * @param {string} folder gets the new one
 * @returns {Promise<string>} its path
 */
export async function tarballOfThisRun(folder) {
	return process.env[TARBALL_VARIABLE] || buildTarball(folder);
}
