import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';

const PIN_FOLDER = join(PROJECT_FOLDER, '.ci', 'scan');
const RULES = '@n8n/eslint-plugin-community-nodes';
const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * @typedef {object} ScanResult
 * @property {number} files how many were looked at
 * @property {string[]} findings
 *
 * @typedef {object} Scanner
 * @property {string} rules the version of the rules
 * @property {(folder: string, kind: 'tarball' | 'source') => Promise<ScanResult>} scan looks at an unpacked tarball,
 *   or at a checkout, of which only what n8n looks at counts
 */

/**
 * Installs n8n's scanner of community packages, as it is pinned, with the rules that it brings or with the newest.
 *
 * @param {'pinned' | 'newest'} rules
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Scanner>}
 */
export async function installScanner(rules, onStop) {
	const folder = await temporaryFolder(onStop);
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(PIN_FOLDER, file), join(folder, file));
	}
	await (rules === 'pinned'
		? execa('npm', ['ci', ...QUIETLY], { cwd: folder })
		: installWithNewestRules(folder));
	const { version } = await readJson(join(folder, 'node_modules', RULES, 'package.json'));

	return {
		rules: version,
		async scan(scanned, kind) {
			const scan = join(PIN_FOLDER, 'scan.mjs');
			// The scanner leaves a temporary folder behind.
			const env = { TMPDIR: folder, TMP: folder, TEMP: folder };
			const { stdout } = await execa('node', [scan, folder, scanned, kind], { env });
			return JSON.parse(stdout);
		},
	};
}

/** @param {string} folder */
async function installWithNewestRules(folder) {
	const path = join(folder, 'package.json');
	const manifest = await readJson(path);
	await writeFile(path, JSON.stringify({ ...manifest, overrides: { [RULES]: 'latest' } }));
	await execa('npm', ['install', ...QUIETLY], { cwd: folder });
}

/** The version of the rules that the registry calls the latest. */
export async function newestRules() {
	const { stdout } = await execa('npm', ['view', RULES, 'version']);
	return stdout.trim();
}

/** @param {string} path */
async function readJson(path) {
	return JSON.parse(await readFile(path, 'utf8'));
}
