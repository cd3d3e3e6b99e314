import { createHash, randomUUID } from 'node:crypto';
import {
	access,
	mkdir,
	readFile,
	readdir,
	rename,
	rm,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installInto, programsIn } from './install.mjs';
import { PIN_FOLDER } from './paths.mjs';

/**
 * @typedef {Omit<import('./install.mjs').InstallOptions, 'pinFolder'> & { pinFolder?: string }} PinOptions
 * @typedef {import('./install.mjs').InstallOptions} InstallOptions
 */

const MARKER = 'complete';
const INSTALLING = '.installing-';
const DISCARDED = '.discarded-';
const SIGN_OF_LIFE_MS = 5_000;
/** Far above the sign of life: a machine under load must not have its install taken for abandoned. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * The pinned n8n, installed on first use. The cache lies outside the checkout and is keyed by the lockfile,
 * so a new clone starts at once and a changed pin never meets an old install.
 *
 * @param {PinOptions} options
 * @returns {Promise<import('./install.mjs').Host>}
 */
export async function pinnedN8n({ pinFolder = PIN_FOLDER, progress, signal }) {
	const options = { pinFolder, progress, signal };
	const lockfile = await readFile(join(pinFolder, 'package-lock.json'), 'utf8');
	const { version } = JSON.parse(lockfile).packages['node_modules/n8n'];
	const key = createHash('sha256').update(lockfile).digest('hex').slice(0, 16);
	const folder = join(cacheFolder(), `host-${key}`);
	if (await isComplete(folder)) {
		progress.line(`n8n ${version} is installed in ${folder}`);
	} else {
		progress.line(`Installing n8n ${version} into ${folder}: once, about 3 GB and five minutes`);
		await installOnce(folder, options);
		progress.line('n8n is installed');
	}
	return { ...programsIn(folder), version };
}

function cacheFolder() {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-desk360');
}

/**
 * Installs beside the final folder and renames when everything is there: what is found under the final name
 * is whole, whenever an install was interrupted and however many run at a time.
 *
 * @param {string} folder
 * @param {InstallOptions} options
 */
async function installOnce(folder, options) {
	const { progress, signal } = options;
	// The time comes first in the name: sorting the names gives the order of arrival.
	const mine = `${folder}${INSTALLING}${Date.now()}-${randomUUID()}`;
	await mkdir(mine, { recursive: true });
	const signOfLife = setInterval(() => void touch(mine), SIGN_OF_LIFE_MS);
	try {
		await removeAbandoned(folder);
		if (await othersAreFirst(mine, folder)) {
			await progress.stage('Another start is installing n8n: waiting for it', async () => {
				while (await othersAreFirst(mine, folder)) {
					await sleep(1_000, undefined, { signal });
					await removeAbandoned(folder);
				}
			});
		}
		if (await isComplete(folder)) return;
		await installInto(mine, options);
		await writeFile(join(mine, MARKER), '');
		await moveInto(folder, mine);
	} finally {
		clearInterval(signOfLife);
		await discard(mine);
	}
}

/**
 * Whether an install that came earlier is still at work.
 *
 * @param {string} mine
 * @param {string} folder
 */
async function othersAreFirst(mine, folder) {
	if (await isComplete(folder)) return false;
	const installs = await besides(folder, INSTALLING);
	return installs.some((other) => other < mine);
}

/** @param {string} folder */
async function removeAbandoned(folder) {
	for (const install of await besides(folder, INSTALLING)) {
		const found = await stat(install).catch(() => undefined);
		if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) await discard(install);
	}
	for (const leftOver of await besides(folder, DISCARDED)) await remove(leftOver);
}

/**
 * @param {string} folder
 * @param {string} mine
 */
async function moveInto(folder, mine) {
	try {
		await rename(mine, folder);
	} catch (cause) {
		// Somebody else was quicker, which is as good.
		if (await isComplete(folder)) return;
		throw new Error(`${folder} is in the way and is no complete install: remove it`, { cause });
	}
}

/**
 * Renamed first, as removing thousands of files takes its time: under its own name it would be taken for an
 * install at work, and two that remove the same would get into each other's way.
 *
 * @param {string} install
 */
async function discard(install) {
	const aside = install.replace(INSTALLING, DISCARDED);
	const renamed = await rename(install, aside).then(
		() => true,
		() => false,
	);
	if (renamed) await remove(aside);
}

/** @param {string} leftOver */
async function remove(leftOver) {
	// What somebody else is removing as well, or what stays for now, the next start removes.
	await rm(leftOver, { recursive: true, force: true }).catch(() => undefined);
}

/**
 * @param {string} folder
 * @param {string} kind
 * @returns {Promise<string[]>} the folders of that kind beside the final one
 */
async function besides(folder, kind) {
	const names = await readdir(dirname(folder));
	return names
		.map((name) => join(dirname(folder), name))
		.filter((path) => path.startsWith(`${folder}${kind}`));
}

/** @param {string} folder */
function isComplete(folder) {
	return access(join(folder, MARKER)).then(
		() => true,
		() => false,
	);
}

/** @param {string} folder */
function touch(folder) {
	const now = new Date();
	return utimes(folder, now, now).catch(() => undefined);
}
