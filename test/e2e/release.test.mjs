// From the lockfiles to the tag: what a release is made of, up to the last step before something is published.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { execa } from 'execa';
import { PROJECT_FOLDER } from '../../host/paths.mjs';
import { temporaryFolder } from '../../host/temporary.mjs';
import { freshCopy } from './release/freshCopy.mjs';
import { startRegistry } from './release/registry.mjs';

const LOCKFILES = [
	'.ci/scan/package-lock.json',
	'host/older/package-lock.json',
	'host/package-lock.json',
	'package-lock.json',
];

/** As on somebody's own machine, wherever this runs. */
const AT_HOME = {
	ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
	GITHUB_ACTIONS: undefined,
	GITHUB_TOKEN: undefined,
	RELEASE_MODE: undefined,
};

/** @type {Array<() => Promise<unknown>>} */
const stops = [];
const onStop = (/** @type {() => Promise<unknown>} */ stop) => void stops.unshift(stop);
after(async () => {
	for (const stop of stops) await stop();
});

/**
 * @param {string} folder
 * @returns {Promise<{ name: string, version: string, scripts: Record<string, string> }>}
 */
async function manifestOf(folder) {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

describe('each lockfile', async () => {
	const { stdout } = await execa('git', ['ls-files', '*package-lock.json', '-co'], {
		cwd: PROJECT_FOLDER,
	});
	const lockfiles = stdout.split('\n').filter((path) => !path.includes('node_modules/'));

	test('is among those that are known', () => {
		assert.deepEqual(lockfiles.toSorted(), LOCKFILES);
	});

	for (const lockfile of lockfiles) {
		test(`${lockfile} names hashes, not hosts`, async () => {
			const { packages } = JSON.parse(await readFile(join(PROJECT_FOLDER, lockfile), 'utf8'));
			const named = Object.entries(packages).filter(([path]) => path !== '');
			assert.ok(named.length > 0);
			for (const [path, { resolved, integrity, inBundle, link }] of named) {
				assert.equal(resolved, undefined, path);
				assert.ok(integrity || inBundle || link, `${path} has no hash`);
			}
		});

		test(`${lockfile} is what its package.json asks for`, async () => {
			const folder = await temporaryFolder(onStop);
			for (const file of ['package.json', 'package-lock.json']) {
				await copyFile(join(PROJECT_FOLDER, dirname(lockfile), file), join(folder, file));
			}
			await execa('npm', ['ci', '--dry-run', '--ignore-scripts', '--no-audit'], { cwd: folder });
		});
	}
});

describe('the tarball', () => {
	/**
	 * @param {string} umask decides who may read and write the files of a checkout and of a build
	 * @param {Record<string, string>} env
	 */
	async function packedElsewhere(umask, env) {
		const folder = await freshCopy(onStop);
		await execa('chmod', ['-R', umask === '0002' ? 'g+w' : 'g-w', folder]);
		const commands = `umask ${umask} && npm run --silent build && npm pack --silent`;
		const { stdout } = await execa('sh', ['-c', commands], { cwd: folder, env });
		const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '');
		return createHash('sha256')
			.update(await readFile(tarball))
			.digest('hex');
	}

	test('is the same to the bit, wherever, whenever and by whom it is built', async () => {
		const here = await packedElsewhere('0022', { TZ: 'UTC', LC_ALL: 'C' });
		const there = await packedElsewhere('0002', { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8' });
		assert.equal(there, here);
	});
});

describe('publishing', () => {
	/** @type {string} */
	let folder;
	/** @type {import('./release/registry.mjs').Registry} */
	let registry;
	before(async () => {
		folder = await freshCopy(onStop);
		registry = await startRegistry(onStop);
	});

	/**
	 * @param {string[]} args
	 * @param {Record<string, string>} [env]
	 */
	async function npm(args, env) {
		const options = { cwd: folder, env: { ...AT_HOME, ...registry.env, ...env }, all: true };
		return execa('npm', args, { ...options, reject: false });
	}

	const TRIED_WITH_SCRIPTS = ['publish', '--dry-run', '--ignore-scripts=false'];

	test('by `npm publish` is refused by the guard, where scripts run', async () => {
		const { exitCode, all } = await npm(TRIED_WITH_SCRIPTS);
		assert.equal(exitCode, 1, all);
		assert.match(all ?? '', /Run `npm run release` to publish the package/);
	});

	test('passes the guard in a release', async () => {
		const { exitCode, all } = await npm(TRIED_WITH_SCRIPTS, { RELEASE_MODE: 'true' });
		assert.equal(exitCode, 0, all);
	});

	test('from a machine that cannot say where the package came from sends nothing', async () => {
		const { exitCode, all } = await npm(['publish']);
		assert.notEqual(exitCode, 0);
		assert.match(all ?? '', /provenance generation not supported/);
		assert.deepEqual(registry.writes, []);
	});

	test('in GitHub Actions is `npm run release`: lint, build, publish', async () => {
		const { name, version } = await manifestOf(folder);
		const { exitCode, all = '' } = await npm(['run', 'release'], {
			GITHUB_ACTIONS: 'true',
			npm_config_dry_run: 'true',
			npm_config_ignore_scripts: 'false',
		});
		assert.equal(exitCode, 0, all);
		const steps = ['n8n-node lint', 'gulp build', 'n8n-node prerelease', `+ ${name}@${version}`];
		const places = steps.map((step) => all.indexOf(step));
		assert.ok(!places.includes(-1), all);
		assert.deepEqual(
			places,
			places.toSorted((one, other) => one - other),
		);
		assert.match(all, /dist\/nodes\/Desk360\/Desk360\.node\.js/);
	});
});

describe('`npm run release` at home', () => {
	/**
	 * A checkout with a remote to push to. Lint and build, which have been seen above, take no time in it.
	 *
	 * @param {string} [heading] what the changelog begins with; the version with a date unless told
	 */
	async function checkout(heading) {
		const folder = await freshCopy(onStop);
		const origin = join(await temporaryFolder(onStop), 'somebody', 'package.git');
		const env = {
			...AT_HOME,
			CI: 'true', // asks nothing
			GIT_AUTHOR_NAME: 'Somebody',
			GIT_AUTHOR_EMAIL: 'somebody@example.com',
			GIT_COMMITTER_NAME: 'Somebody',
			GIT_COMMITTER_EMAIL: 'somebody@example.com',
			GIT_CONFIG_GLOBAL: devNull,
		};
		const git = async (/** @type {string[]} */ ...args) =>
			(await execa('git', args, { cwd: folder, env })).stdout;
		await git('init', '--quiet', '--initial-branch=main');
		await git('init', '--quiet', '--bare', origin);
		await writeFile(join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
		const manifest = await manifestOf(folder);
		const scripts = { ...manifest.scripts, lint: 'true', build: 'true' };
		const released = { ...manifest, scripts };
		await writeFile(join(folder, 'package.json'), JSON.stringify(released));
		const changelog = join(folder, 'CHANGELOG.md');
		const latest = `## ${heading ?? `[${released.version}] - 2026-01-31`}`;
		await writeFile(changelog, (await readFile(changelog, 'utf8')).replace(/^## .+$/m, latest));
		await git('add', '--all');
		await git('commit', '--quiet', '--message', 'Everything');
		await git('remote', 'add', 'origin', origin);
		await git('push', '--quiet', '--set-upstream', 'origin', 'main');
		const release = () =>
			execa('npm', ['run', 'release'], { cwd: folder, env, all: true, reject: false });
		return { git, release, version: released.version };
	}

	test('tags and pushes the very commit, and leaves the changelog to people', async () => {
		const { git, release, version } = await checkout();
		const commit = await git('rev-parse', 'HEAD');
		const { exitCode, all = '' } = await release();

		assert.equal(exitCode, 0, all);
		const tags = await git('ls-remote', '--tags', 'origin');
		assert.match(tags, new RegExp(`^${commit}\\trefs/tags/v${version}\\^\\{\\}$`, 'm'));
		assert.equal(await git('rev-parse', 'origin/main'), commit);
		assert.equal(await git('status', '--short'), '');
		assert.match(all, new RegExp(`releases/new\\?tag=v${version}`));
	});

	for (const heading of ['[Unreleased]', '[0.0.1] - 2026-01-31']) {
		test(`tags no version as long as the changelog begins with ${heading}`, async () => {
			const { git, release, version } = await checkout(heading);
			const { exitCode, all = '' } = await release();

			assert.notEqual(exitCode, 0);
			assert.ok(
				all.includes(`CHANGELOG.md begins with "${heading}" instead of "[${version}] - <date>"`),
				all,
			);
			assert.equal(await git('ls-remote', '--tags', 'origin'), '');
		});
	}
});
