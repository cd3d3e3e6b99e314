const { spawn } = require('node:child_process');
const { existsSync, rmSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { format, resolveConfig } = require('prettier');
const { rollup } = require('rollup');
const { ModuleKind, transpileModule } = require('typescript');
const { n8n } = require('./package.json');
const { compilerOptions } = require('./tsconfig.json');

/** The files that n8n loads, without `dist/` and `.js`. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => file.slice(5, -3));

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

function checkTypes() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** Takes the types off, leaves the comments, and writes what comes of it as the sources are written. */
const readable = {
	name: 'readable',
	resolveId(name, from) {
		if (!name.startsWith('.')) return null;
		const path = resolve(dirname(from), name);
		return [`${path}.ts`, resolve(path, 'index.ts')].find((file) => existsSync(file));
	},
	transform(source, fileName) {
		const options = { ...compilerOptions, module: ModuleKind.ESNext };
		return { code: transpileModule(source, { fileName, compilerOptions: options }).outputText };
	},
	async renderChunk(code) {
		return { code: await format(code, { ...(await resolveConfig(__filename)), parser: 'babel' }) };
	},
};

/**
 * All code in one file, for opening more than a hundred small ones takes three times as long. It is not minified and
 * keeps its comments, so that a person can read what ships, and the lines that a stack trace names.
 */
async function bundle() {
	const bundled = await rollup({
		input: Object.fromEntries(entries.map((entry) => [entry, resolve(`${entry}.ts`)])),
		external: ['crypto', 'n8n-workflow'],
		plugins: [readable],
		onLog(_level, { message }) {
			throw new Error(message);
		},
	});
	await bundled.write({
		dir: 'dist',
		format: 'cjs',
		chunkFileNames: '[name].js',
		manualChunks: () => 'desk360',
		generatedCode: 'es2015',
		externalLiveBindings: false,
		indent: false,
	});
}

/** What n8n reads beside the code: icons, codex files, output schemas. */
function assets() {
	const files = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];
	return src(files, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = series(clean, parallel(checkTypes, bundle, assets));
