import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT_FOLDER } from '../../../host/paths.mjs';

const DOCUMENT = join(PROJECT_FOLDER, 'docs', 'reports', 'compatibility.md');
const README = join(PROJECT_FOLDER, 'README.md');
const START = '<!-- compatibility: written by npm run test:e2e -->';
const END = '<!-- /compatibility -->';

/** How the suites of the checks in one n8n are named. */
const HOST = /^n8n (\S+) on Node\.js (\S+)$/;

/** @typedef {Map<string, Set<string>>} Passed the checks that passed, as `<group>/<check>`, by the n8n they ran in */

/**
 * Writes which checks passed in which n8n into docs/reports/compatibility.md, and how many into the README.
 *
 * @param {string} resultsFile of the compatibility reporter
 */
export async function writeCompatibility(resultsFile) {
	const passed = passedIn(await readFile(resultsFile, 'utf8'));
	await writeFormatted(DOCUMENT, document(passed));
	const readme = await readFile(README, 'utf8');
	const [before, after] = [readme.indexOf(START), readme.indexOf(END)];
	if (before < 0 || after < before) throw new Error(`README.md lacks ${START} or ${END}`);
	const text = `${readme.slice(0, before)}${START}\n\n${summary(passed)}\n\n${readme.slice(after)}`;
	await writeFormatted(README, text);
}

/**
 * @param {string} results
 * @returns {Passed}
 */
function passedIn(results) {
	/** @type {Passed} */
	const passed = new Map();
	for (const line of results.trimEnd().split('\n')) {
		/** @type {string[]} */
		const [host = '', ...names] = JSON.parse(line);
		if (!HOST.test(host)) continue;
		passed.set(host, (passed.get(host) ?? new Set()).add(names.join('/')));
	}
	return passed;
}

/** @param {Passed} passed */
function document(passed) {
	const hosts = [...passed.keys()];
	const checks = [...new Set([...passed.values()].flatMap((names) => [...names]))];
	const groups = [...new Set(checks.map(groupOf))];
	const rows = groups.flatMap((group) =>
		checks
			.filter((check) => groupOf(check) === group)
			.map((check, index) => [
				index === 0 ? group : '',
				check.slice(group.length + 1),
				...hosts.map((host) => (passed.get(host)?.has(check) ? 'passed' : 'not run')),
			]),
	);
	return `# Compatibility

Written by \`npm run test:e2e\`: what passed with the package installed from its tarball in a real n8n, against the
[local Desk360](../development/sandbox.md).

${table(['', 'Check', ...hosts], rows)}
`;
}

/** @param {string} check */
function groupOf(check) {
	return check.slice(0, check.indexOf('/'));
}

/** @param {Passed} passed */
function summary(passed) {
	const rows = [...passed].map(([host, checks]) => {
		const [, n8n = '', node = ''] = HOST.exec(host) ?? [];
		return [n8n, node, String(checks.size)];
	});
	return table(['n8n', 'on Node.js', '[checks](docs/reports/compatibility.md) passed'], rows);
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
	const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * @param {string} file
 * @param {string} text
 */
async function writeFormatted(file, text) {
	await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
