const { readdirSync, readFileSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');

/**
 * The sources that ship, by their paths from the root of the repository, and what each imports of the others.
 *
 * @typedef {object} SourceFile
 * @property {string} path
 * @property {string[]} imports
 * @property {string[]} importsOfValues without those of types alone
 */

/** @returns {string[]} */
function shippedFiles() {
	return ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(folder, file)),
	);
}

/** @returns {SourceFile[]} */
function sourceFiles() {
	const paths = shippedFiles();
	const known = new Set(paths);
	return paths.map((path) => {
		const statements = readFileSync(join(ROOT, path), 'utf8').matchAll(
			/^(?:import|export)\s+(type\s)?[^;]*?from '(\.[^']+)';/gm,
		);
		const found = [...statements].flatMap(([, type, imported = '']) => {
			const target = relative(ROOT, resolve(ROOT, dirname(path), imported));
			const file = [`${target}.ts`, join(target, 'index.ts')].find((name) => known.has(name));
			return file === undefined ? [] : [{ file, isType: type !== undefined }];
		});
		return {
			path,
			imports: found.map(({ file }) => file),
			importsOfValues: found.filter(({ isType }) => !isType).map(({ file }) => file),
		};
	});
}

module.exports = { sourceFiles };
