import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';

const POSTGRES = '/usr/lib/postgresql';

/**
 * Programs that parts need, with Debian's packages of them and where they are found when they are installed.
 *
 * @satisfies {Record<string, { packages: string[], find: () => Promise<string | undefined> }>}
 */
export const PROGRAMS = {
	redis: { packages: ['redis-server'], find: () => onPath('redis-server') },
	/** The folder of the server's programs, which Debian does not put on PATH. */
	postgresql: { packages: ['postgresql'], find: newestPostgres },
	chromium: {
		packages: ['chromium'],
		find: () => onPath('chromium', 'chromium-browser', 'google-chrome'),
	},
};

/**
 * Installs from Debian's packages what is missing.
 *
 * @param {Array<keyof typeof PROGRAMS>} names
 * @param {import('../../../host/progress.mjs').Progress} progress
 */
export async function installMissing(names, progress) {
	/** @type {string[]} */
	const packages = [];
	for (const name of names) {
		if (!(await PROGRAMS[name].find())) packages.push(...PROGRAMS[name].packages);
	}
	if (packages.length === 0) return;
	await progress.stage(`Installing ${packages.join(', ')}`, async () => {
		// Without it, the lists of packages that are there may still do.
		await aptGet(['update']);
		if (await aptGet(['install', '-y', '--no-install-recommends', ...packages])) return;
		throw new Error(`Please install what is missing: apt-get install ${packages.join(' ')}`);
	});
}

/**
 * @param {keyof typeof PROGRAMS} name
 * @returns {Promise<string>} its path
 */
export async function program(name) {
	const path = await PROGRAMS[name].find();
	if (path) return path;
	throw new Error(`${name} is missing: apt-get install ${PROGRAMS[name].packages.join(' ')}`);
}

/**
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it worked
 */
async function aptGet(args) {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
	// Run level 1 keeps Debian from starting the servers: the tests start their own, on loopback.
	const commandLine = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get'];
	const [command = '', ...rest] = [...commandLine, '-q', ...args];
	const { failed } = await execa(command, rest, {
		stdout: 'ignore',
		stderr: 'inherit',
		reject: false,
	});
	return !failed;
}

/**
 * @param {string[]} names
 * @returns {Promise<string | undefined>} the path of the first that is there
 */
async function onPath(...names) {
	const folders = (process.env.PATH ?? '').split(delimiter);
	for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
		if (await isProgram(path)) return path;
	}
	return undefined;
}

async function newestPostgres() {
	const versions = await readdir(POSTGRES).catch(() => []);
	const [newest] = versions.sort((one, other) => Number(other) - Number(one));
	const folder = join(POSTGRES, newest ?? '', 'bin');
	return (await isProgram(join(folder, 'initdb'))) ? folder : undefined;
}

/** @param {string} path */
function isProgram(path) {
	return access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}
