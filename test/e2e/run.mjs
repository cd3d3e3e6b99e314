// npm run test:e2e [-- <part>...]
// Runs the end-to-end tests, all of them or the named parts, after installing what they need.
import { join } from 'node:path';
import { execa } from 'execa';
import { pinnedN8n } from '../../host/cache.mjs';
import { OLDER_PIN_FOLDER, PIN_FOLDER, PROJECT_FOLDER } from '../../host/paths.mjs';
import { Progress } from '../../host/progress.mjs';
import { temporaryFolder } from '../../host/temporary.mjs';
import { writeCompatibility } from './install/compatibility.mjs';
import { installMissing } from './support/debian.mjs';
import { buildTarball, TARBALL_VARIABLE } from './support/package.mjs';
import { PARTS, testFilesOf } from './support/parts.mjs';

/** The parts that run the same checks in several versions of n8n. */
const COMPARED = ['install', 'older'];
const REPORTER = './test/e2e/install/compatibilityReporter.mjs';
const PIN_FOLDERS = { current: PIN_FOLDER, older: OLDER_PIN_FOLDER };

/**
 * @param {string[]} names
 * @param {Progress} progress
 * @param {AbortSignal} signal
 */
async function prepare(names, progress, signal) {
	const parts = names.flatMap((name) => PARTS[name] ?? []);
	const programs = new Set(parts.flatMap((part) => part.programs ?? []));
	const versions = [...new Set(parts.flatMap((part) => part.n8n))];
	await Promise.all([
		installMissing([...programs], progress.of('programs')),
		...versions.map((n8n) =>
			pinnedN8n({ pinFolder: PIN_FOLDERS[n8n], progress: progress.of(`${n8n} n8n`), signal }),
		),
	]);
}

/**
 * @param {string[]} names
 * @param {object} files
 * @param {string} files.tarball of the package
 * @param {string} files.results gets what passed
 * @param {AbortSignal} cancelSignal
 * @returns {Promise<boolean>} whether all tests passed
 */
async function test(names, { tarball, results }, cancelSignal) {
	const files = await testFilesOf(names);
	// Without a file, Node.js would run every test it finds.
	if (files.length === 0) throw new Error(`There are no tests of ${names.join(', ')}`);
	const { failed } = await execa(
		process.execPath,
		[
			...['--import', 'tsx', '--test', '--test-concurrency=1'],
			...['--test-reporter=spec', '--test-reporter-destination=stdout'],
			...[`--test-reporter=${REPORTER}`, `--test-reporter-destination=${results}`],
			...files,
		],
		{
			cwd: PROJECT_FOLDER,
			env: { [TARBALL_VARIABLE]: tarball },
			stdio: 'inherit',
			reject: false,
			cancelSignal,
			forceKillAfterDelay: 20_000,
		},
	);
	return !failed;
}

async function main() {
	const named = process.argv.slice(2);
	const unknown = named.filter((name) => !(name in PARTS));
	if (unknown.length > 0) {
		console.error(`No part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
		process.exitCode = 2;
		return;
	}
	const names = Object.keys(PARTS).filter((name) => named.length === 0 || named.includes(name));
	const progress = new Progress();
	const stopping = new AbortController();
	const { signal } = stopping;
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
	/** @type {Array<() => Promise<unknown>>} */
	const stops = [];
	try {
		await prepare(names, progress, signal);
		const folder = await temporaryFolder((stop) => stops.push(stop));
		const tarball = await progress.stage('Building the package', () => buildTarball(folder));
		progress.line(`Testing: ${names.join(', ')}`);
		const results = join(folder, 'passed.jsonl');
		const allPassed = await test(names, { tarball, results }, signal);
		progress.line(allPassed ? 'All passed' : 'Not all passed');
		if (allPassed && COMPARED.every((name) => names.includes(name))) {
			await writeCompatibility(results);
		}
		process.exitCode = allPassed ? 0 : 1;
	} catch (cause) {
		process.exitCode = signal.aborted ? 130 : 1;
		// What else is being installed.
		stopping.abort();
		console.error(cause instanceof Error ? cause.message : cause);
		if (cause instanceof Error && 'log' in cause) console.error(cause.log);
	} finally {
		for (const stop of stops) await stop();
	}
}

void main();
