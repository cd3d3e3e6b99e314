// What n8n scans before it verifies a community package: the published tarball and the sources it was built from.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { execa } from 'execa';
import { temporaryFolder } from '../../host/temporary.mjs';
import { freshCopy } from './release/freshCopy.mjs';
import { tarballOfThisRun } from './support/package.mjs';
import { installScanner, newestRules } from './release/scanner.mjs';

/** @type {Array<() => Promise<unknown>>} */
const stops = [];
const onStop = (/** @type {() => Promise<unknown>} */ stop) => void stops.unshift(stop);

/** @type {string} */
let unpacked;
before(async () => {
	const folder = await temporaryFolder(onStop);
	unpacked = join(folder, 'package');
	await mkdir(unpacked);
	const tarball = await tarballOfThisRun(folder);
	await execa('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
});
after(async () => {
	for (const stop of stops) await stop();
});

/** The package with something in it that no community package may do. */
async function forbidden() {
	const folder = join(await temporaryFolder(onStop), 'package');
	await cp(unpacked, folder, { recursive: true });
	const path = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(path, 'utf8'));
	await writeFile(path, JSON.stringify({ ...manifest, dependencies: { axios: '*' } }));
	await writeFile(join(folder, 'dist', 'extra.js'), 'console.log(process.env.HOME);\n');
	return folder;
}

for (const rules of /** @type {const} */ (['pinned', 'newest'])) {
	describe(`n8n's scan with the ${rules} rules`, () => {
		/** @type {import('./release/scanner.mjs').Scanner} */
		let scanner;
		before(async () => {
			scanner = await installScanner(rules, onStop);
		});

		test('finds nothing in the tarball', async (t) => {
			t.diagnostic(`version ${scanner.rules} of the rules`);
			const { files, findings } = await scanner.scan(unpacked, 'tarball');
			assert.deepEqual(findings, []);
			assert.ok(files > 10, `It looked at ${files} files only`);
		});

		test('finds nothing in the sources', async () => {
			const { files, findings } = await scanner.scan(await freshCopy(onStop), 'source');
			assert.deepEqual(findings, []);
			assert.ok(files > 50, `It looked at ${files} files only`);
		});

		test('finds what is not allowed', async () => {
			const { findings } = await scanner.scan(await forbidden(), 'tarball');
			const found = findings.map((finding) => finding.split(' ')[1]).sort();
			assert.deepEqual(found, [
				'@n8n/community-nodes/no-restricted-globals:',
				'@n8n/community-nodes/no-runtime-dependencies:',
				'no-console:',
			]);
		});

		if (rules === 'newest') {
			test('has the newest rules there are', async () => {
				assert.equal(scanner.rules, await newestRules());
			});
		}
	});
}
