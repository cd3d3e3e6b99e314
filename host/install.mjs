import { access, copyFile, readdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { CommandFailed, run } from './processes.mjs';

const COMPILER_NEEDED =
	'n8n keeps its data in SQLite. No ready-made driver could be downloaded for this machine, and compiling it ' +
	'needs Python 3, make and a C++ compiler (Debian and Ubuntu: apt install python3 make g++).';
const NODE_DOES_NOT_RUN =
	'The Node.js that n8n needs does not run on this machine. It is built for Linux with glibc, macOS and Windows.';

/**
 * @typedef {object} InstallOptions
 * @property {string} pinFolder has the package.json and the lockfile
 * @property {import('./progress.mjs').Progress} progress
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Programs
 * @property {string} node the Node.js binary that n8n needs, whatever Node.js runs this
 * @property {string} n8n n8n's command line script
 *
 * @typedef {Programs & { version: string }} Host an installed n8n and its version
 */

/**
 * @param {string} folder where the pinned packages are installed
 * @returns {Programs}
 */
export function programsIn(folder) {
	const modules = join(folder, 'node_modules');
	return {
		node: join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		n8n: join(modules, 'n8n', 'bin', 'n8n'),
	};
}

/**
 * A PATH on which `node` means the pinned one, for scripts that call it by name.
 *
 * @param {Pick<Programs, 'node'>} programs
 */
export function pathWithNode({ node }) {
	return [dirname(node), process.env.PATH].join(delimiter);
}

/**
 * Installs the pinned n8n, its Node.js and its database driver into an empty folder.
 *
 * @param {string} folder
 * @param {InstallOptions} options
 * @throws {CommandFailed} with the end of the log, and with what is missing where that is known
 */
export async function installInto(folder, { pinFolder, progress, signal }) {
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(pinFolder, file), join(folder, file));
	}
	const programs = programsIn(folder);
	const logFile = join(folder, 'install.log');
	const modules = join(folder, 'node_modules');
	const withNode = { ...process.env, PATH: pathWithNode(programs) };

	/** @type {(command: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv) => Promise<void>} */
	const step = (command, args, cwd = folder, env = withNode) =>
		run(command, args, { cwd, env, logFile, signal });

	await progress.stage('1/4 packages of n8n (npm ci)', () =>
		step(
			'npm',
			['ci', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'],
			folder,
			process.env,
		),
	);
	// The scripts of these two packages are called directly: npm's own settings, and newer versions of it,
	// may refuse to run them, and nothing else among n8n's packages needs one.
	await progress.stage('2/4 Node.js for n8n', async () => {
		const cwd = join(modules, 'node');
		await step(process.execPath, ['installArchSpecificPackage.js'], cwd, process.env);
		await step(programs.node, ['--version']).catch(explainedBy(NODE_DOES_NOT_RUN));
	});
	await progress
		.stage('3/4 database driver (SQLite)', async () => {
			const cwd = join(modules, 'sqlite3');
			const prebuilt = step(
				programs.node,
				[join(modules, 'prebuild-install', 'bin.js'), '-r', 'napi'],
				cwd,
			);
			await prebuilt.catch(async () => {
				signal.throwIfAborted();
				progress.line('  no ready-made driver within reach: compiling it');
				await step(programs.node, [nodeGyp(modules), 'rebuild', ...(await headers(modules))], cwd);
			});
		})
		.catch(explainedBy(COMPILER_NEEDED));
	await progress.stage('4/4 does it load?', () =>
		step(programs.node, ['-e', "require('sqlite3')"]),
	);
}

/** @param {string} explanation */
function explainedBy(explanation) {
	return (/** @type {unknown} */ cause) => {
		if (cause instanceof CommandFailed) {
			throw new CommandFailed(`${explanation}\n${cause.message}`, cause.log);
		}
		throw cause;
	};
}

/**
 * npm tells its scripts where its own node-gyp is. The one among n8n's packages is too old for Python
 * 3.12 and newer.
 *
 * @param {string} modules
 */
function nodeGyp(modules) {
	return process.env.npm_config_node_gyp ?? join(modules, 'node-gyp', 'bin', 'node-gyp.js');
}

/**
 * The headers come with the pinned Node.js, so that node-gyp need not download them. The name of their
 * package depends on the platform.
 *
 * @param {string} modules
 * @returns {Promise<string[]>} arguments for node-gyp
 */
async function headers(modules) {
	const platformPackages = join(modules, 'node', 'node_modules');
	for (const name of await readdir(platformPackages)) {
		const folder = join(platformPackages, name);
		const found = await access(join(folder, 'include', 'node', 'node_api.h')).then(
			() => true,
			() => false,
		);
		if (found) return [`--nodedir=${folder}`];
	}
	return [];
}
