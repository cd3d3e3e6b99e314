const { spawn } = require('node:child_process');
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, relative } = require('node:path');
const { Transform } = require('node:stream');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const BUNDLE = 'dist/desk360.js';

/** The files that n8n loads, and the class that it looks for in each. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: file.replace(/^dist/, '.').replace(/\.js$/, ''),
	className: basename(file).split('.')[0],
}));

function clean(done) {
	rmSync('dist', { recursive: true, force: true });
	done();
}

function checkTypes() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/**
 * All code in one file, for opening seventy small ones takes three times as long. It is not minified, so that a person
 * can read what ships, and a stack trace.
 */
async function bundle() {
	await build({
		stdin: {
			contents: entries
				.map(({ source, className }) => `export { ${className} } from '${source}.ts';`)
				.join('\n'),
			resolveDir: __dirname,
		},
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		target: 'node20',
		external: ['n8n-workflow'],
	});
	for (const { file, className } of entries) {
		const from = relative(dirname(file), BUNDLE);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `exports.${className} = require('${from}').${className};\n`);
	}
}

/** What n8n reads beside the code: icons, codex files, output schemas. */
function assets() {
	const files = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];
	return src(files, { base: '.', encoding: false }).pipe(withoutBlanks()).pipe(dest('dist'));
}

function withoutBlanks() {
	return new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			if (file.extname === '.json') {
				file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents)));
			}
			done(null, file);
		},
	});
}

exports.build = series(clean, parallel(checkTypes, bundle, assets));
