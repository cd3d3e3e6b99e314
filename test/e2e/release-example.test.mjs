// The worked example of docs/development/adding-an-operation.md, done once more on what is here now, so that it stays true.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { execa } from 'execa';
import { PROJECT_FOLDER } from '../../host/paths.mjs';
import { freshCopy } from './release/freshCopy.mjs';

const PATCH = join(PROJECT_FOLDER, 'docs', 'development', 'examples', 'get-messages.patch');
const GUIDE = join(PROJECT_FOLDER, 'docs', 'development', 'adding-an-operation.md');

/** @type {Array<() => Promise<unknown>>} */
const stops = [];
after(async () => {
	for (const stop of stops) await stop();
});

describe('the example of an added operation', () => {
	/** @type {string} */
	let folder;
	/** @type {string[]} */
	let changed;
	before(async () => {
		folder = await freshCopy((stop) => stops.push(stop));
		const patch = await readFile(PATCH, 'utf8');
		changed = [...patch.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, path = '']) => path);
		const env = { GIT_CEILING_DIRECTORIES: dirname(folder) };
		await execa('git', ['apply', '--whitespace=nowarn', PATCH], { cwd: folder, env });
	});

	/**
	 * @param {string} tool
	 * @param {string[]} args
	 */
	async function passes(tool, args) {
		const options = { cwd: folder, preferLocal: true, all: true, reject: false };
		const { exitCode, all } = await execa(tool, args, options);
		assert.equal(exitCode, 0, all);
	}

	test('passes lint and format', async () => {
		await passes('eslint', ['--max-warnings=0', ...changed.filter((path) => path.endsWith('.ts'))]);
		await passes('prettier', ['--check', ...changed]);
	});

	test('passes the check of types', async () => {
		const include = ['nodes', 'credentials', ...changed.filter((path) => path.endsWith('.ts'))];
		const config = { extends: './test/tsconfig.json', include };
		await writeFile(join(folder, 'tsconfig.example.json'), JSON.stringify(config));
		await passes('tsc', ['--noEmit', '-p', 'tsconfig.example.json']);
	});

	test('passes its tests', async () => {
		const tests = changed.filter((path) => path.endsWith('.test.ts'));
		assert.ok(tests.length > 0);
		await passes('jest', ['--coverage=false', ...tests]);
	});

	test('is what the guide quotes', async () => {
		const guide = await readFile(GUIDE, 'utf8');
		const quotes = [...guide.matchAll(/^```(?:ts|json)\n(.+?)^```$/gms)].map(
			([, quote = '']) => quote,
		);
		assert.ok(quotes.length > 0);
		const code = await Promise.all(changed.map((path) => readFile(join(folder, path), 'utf8')));
		const missing = quotes.filter(
			(quote) => !code.some((text) => unindented(text).includes(unindented(quote))),
		);
		assert.deepEqual(missing, []);
	});
});

/** @param {string} code */
function unindented(code) {
	return code.replace(/^\t+/gm, '');
}
