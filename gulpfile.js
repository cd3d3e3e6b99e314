const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, relative, resolve } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { format, resolveConfig } = require('prettier');
const { rollup } = require('rollup');
const { ModuleKind, transpileModule } = require('typescript');
const { n8n } = require('./package.json');
const { compilerOptions } = require('./tsconfig.json');

/** The files that n8n loads, and the class that it looks for in each. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: file.replace(/^dist/, '.').replace(/\.js$/, ''),
	className: basename(file).split('.')[0],
}));

/** What n8n loads. */
const INDEX = resolve('index.ts');
const index = entries
	.map(({ source, className }) => `export { ${className} } from '${source}';`)
	.join('\n');

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

function checkTypes() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** What a comment says in tags goes with the types: parameters, errors. What it says in words stays. */
function withoutTags(code) {
	return code
		.replace(/\/\*\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, (comment) =>
			comment.replace(/(?:\n[ \t]*\*[ \t]*)?\n[ \t]*\* @[\s\S]*$/, '\n */'),
		)
		.replace(/\/\*\*\s*(?:@[^*]*)?\*\/\s*/g, '');
}

/** Node.js reads and compiles a text of ASCII alone in two thirds of the time. */
function inAscii(code) {
	return code.replace(/[^\x00-\x7f]/g, (character) => {
		return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
	});
}

/** Takes the types off, leaves the comments, and writes what comes of it as the sources are written. */
const readable = {
	name: 'readable',
	resolveId(name, from) {
		if (!name.startsWith('.')) return name === INDEX ? INDEX : null;
		const path = resolve(dirname(from), name);
		return [`${path}.ts`, resolve(path, 'index.ts')].find((file) => existsSync(file));
	},
	load: (file) => (file === INDEX ? index : null),
	transform(source, fileName) {
		// Fields without a value are declarations, as types are.
		const options = {
			...compilerOptions,
			module: ModuleKind.ESNext,
			useDefineForClassFields: false,
		};
		return { code: transpileModule(source, { fileName, compilerOptions: options }).outputText };
	},
	async renderChunk(code) {
		return {
			code: await format(inAscii(withoutTags(code)), {
				...(await resolveConfig(__filename)),
				parser: 'babel',
			}),
		};
	},
};

/**
 * All code in two files, for opening more than a hundred small ones takes three times as long: `desk360.js`, which n8n
 * loads as it starts, and `runtime.js`, which is loaded when something runs first. Neither is minified and both keep
 * their comments, so that a person can read what ships, and the lines that a stack trace names.
 */
async function bundle() {
	const bundled = await rollup({
		input: { desk360: INDEX },
		// What the second file uses of the first is exported beside what n8n looks for.
		preserveEntrySignatures: 'allow-extension',
		external: ['crypto', 'n8n-workflow'],
		plugins: [readable],
		onLog(_level, { message }) {
			throw new Error(message);
		},
	});
	await bundled.write({
		dir: 'dist',
		format: 'cjs',
		entryFileNames: '[name].js',
		chunkFileNames: '[name].js',
		// n8n forgets what was required, but not what was imported, when it loads another version of the package.
		dynamicImportInCjs: false,
		interop: 'esModule',
		generatedCode: { preset: 'es2015', symbols: false },
		externalLiveBindings: false,
		indent: false,
	});
	for (const { file, className } of entries) {
		const from = relative(dirname(file), 'dist/desk360.js');
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `exports.${className} = require('${from}').${className};\n`);
	}
}

/** What n8n reads beside the code: icons, codex files, output schemas. */
function assets() {
	const files = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];
	return src(files, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = series(clean, parallel(checkTypes, bundle, assets));
