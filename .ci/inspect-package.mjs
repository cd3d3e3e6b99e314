// Packs the package and looks into the tarball: only what users need, small, nothing to install beside it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MOST_BYTES = 150_000;
const EXPECTED = [/^dist\/.+\.(js|json|svg)$/, /^package\.json$/, /^README\.md$/, /^LICENSE$/];

const [packed] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' }),
);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const files = packed.files.map(({ path }) => path);

const strangers = files.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)));
assert.deepEqual(strangers, [], 'The tarball holds files that users do not need');
for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
	assert.ok(files.includes(path), `The tarball lacks ${path}`);
}
assert.ok(packed.size < MOST_BYTES, `The tarball has ${packed.size} bytes`);
assert.equal(manifest.dependencies, undefined, 'The package has runtime dependencies');
assert.deepEqual(Object.keys(manifest.peerDependencies), ['n8n-workflow']);

const required = files
	.filter((path) => path.endsWith('.js'))
	.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/require\("([^".][^"]*)"\)/g)])
	.map(([, name]) => name);
assert.deepEqual(
	[...new Set(required)].filter((name) => !['n8n-workflow', 'crypto'].includes(name)),
	[],
	'The shipped code needs more than n8n-workflow',
);
console.log(`${files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`);
