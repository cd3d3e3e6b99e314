// Packs the package and looks into the tarball: only what users need, readable, nothing to install beside it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { check, resolveConfig } from 'prettier';

const MOST_DIST_BYTES = 300_000;
/** n8n waits for this as it starts. What runs is loaded later, and nothing shown may draw it in. */
const MOST_BYTES_AT_START = 60 * 1024;
const EXPECTED = [/^dist\/.+\.(js|json|svg)$/, /^package\.json$/, /^README\.md$/, /^LICENSE$/];

const answer = execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' });
// An array of packages, or, from npm 12 on, an object by package name.
const [packed] = Object.values(JSON.parse(answer));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const files = packed.files.map(({ path }) => path);

const strangers = files.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)));
assert.deepEqual(strangers, [], 'The tarball holds files that users do not need');

const require = createRequire(import.meta.url);
for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
	assert.ok(files.includes(path), `The tarball lacks ${path}`);
	const [className] = path.split('/').at(-1).split('.');
	assert.ok(new (require(`../${path}`)[className])(), `${path} has no ${className}`);
}

const loaded = Object.keys(require.cache).filter((path) => path.startsWith(`${resolve('dist')}/`));
const bytesAtStart = loaded.reduce((bytes, path) => bytes + statSync(path).size, 0);
assert.ok(
	loaded.length > 0 && bytesAtStart < MOST_BYTES_AT_START,
	`n8n loads ${bytesAtStart} bytes`,
);

const style = await resolveConfig('package.json');
for (const path of files.filter((path) => /^dist\/.+\.(js|json)$/.test(path))) {
	const isReadable = await check(readFileSync(path, 'utf8'), { ...style, filepath: path });
	assert.ok(isReadable, `${path} is not written as the sources are`);
}

const distBytes = packed.files
	.filter(({ path }) => path.startsWith('dist/'))
	.reduce((bytes, { size }) => bytes + size, 0);
assert.ok(distBytes < MOST_DIST_BYTES, `dist has ${distBytes} bytes`);
assert.equal(manifest.dependencies, undefined, 'The package has runtime dependencies');
assert.deepEqual(Object.keys(manifest.peerDependencies), ['n8n-workflow']);

const required = files
	.filter((path) => path.endsWith('.js'))
	.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/require\(["'`]([^."'`][^"'`]*)/g)])
	.map(([, name]) => name);
assert.deepEqual(
	[...new Set(required)].filter((name) => !['n8n-workflow', 'crypto'].includes(name)),
	[],
	'The shipped code needs more than n8n-workflow',
);
console.log(
	`${files.length} files, ${packed.size} bytes packed, ${distBytes} in dist, ${bytesAtStart} at start`,
);
