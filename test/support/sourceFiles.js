const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');

const SHIPPED = ['nodes', 'credentials'];
const ALL = [...SHIPPED, 'bench', 'host', 'sandbox', 'test'];

/** Statements, calls, and types in comments. */
const IMPORTS =
	/(?:^(?:import|export)\s[^;'"]*?from\s+|\bimport\(|\brequire\(|^import\s+)['"](\.[^'"]+)['"]/gm;

/**
 * A source, by its path from the root of the repository, and what it imports of the others, types included.
 *
 * @typedef {object} SourceFile
 * @property {string} path
 * @property {string[]} imports
 */

/** @param {string[]} folders */
function pathsIn(folders) {
	return folders.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(ts|[cm]?js)$/.test(file))
			.map((file) => join(folder, file)),
	);
}

/**
 * @param {string[]} folders
 * @returns {SourceFile[]}
 */
function sourcesIn(folders) {
	const paths = pathsIn(folders);
	const known = new Set(paths);
	return paths.map((path) => {
		const statements = readFileSync(join(ROOT, path), 'utf8').matchAll(IMPORTS);
		const imports = [...statements].flatMap(([, imported = '']) => {
			const target = relative(ROOT, resolve(ROOT, dirname(path), imported));
			const names = [target, `${target}.ts`, `${target}.js`, join(target, 'index.ts')];
			return names.find((name) => known.has(name)) ?? [];
		});
		return { path, imports };
	});
}

/** The sources that ship. */
const shippedSources = () => sourcesIn(SHIPPED);

/** All sources of the repository. */
const allSources = () => sourcesIn(ALL);

module.exports = { allSources, shippedSources };
