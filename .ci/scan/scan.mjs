// node .ci/scan/scan.mjs <where the scanner is installed> <folder of a package> <tarball | source>
// Prints, as JSON, every finding of n8n's scan of community packages. The scanner's own command takes what is
// published already; here its configuration goes over a folder before that, and its warnings count as well.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCANNER = 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs';
const ALL = ['**/*.js', '**/*.ts', '**/*.json'];

/**
 * @param {string} scanner
 * @param {string} folder
 * @param {string} kind
 * @returns {Promise<{ files: number, findings: string[] }>}
 */
async function scan(scanner, folder, kind) {
	const { buildScanConfig, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner).href);
	const { ESLint } = createRequire(scanner)('eslint');
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		errorOnUnmatchedPattern: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	/** @type {import('eslint').ESLint.LintResult[]} */
	const results = await eslint.lintFiles(kind === 'source' ? SOURCE_FILE_PATTERNS : ALL);
	const findings = results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}`),
	);
	return { files: results.length, findings };
}

const [installed = '', folder = '', kind = ''] = process.argv.slice(2);
void scan(join(installed, SCANNER), folder, kind).then((result) =>
	process.stdout.write(JSON.stringify(result)),
);
