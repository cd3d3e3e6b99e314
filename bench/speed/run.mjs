import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { Progress } from '../../host/progress.mjs';
import { ROWS } from './rows/index.mjs';
import { Bench } from './support/bench.mjs';
import { chart } from './support/chart.mjs';
import { page } from './support/page.mjs';
import { REPORTS_FOLDER } from './support/paths.mjs';
import { barTable, measurementTables } from './support/tables.mjs';

const HELP = `Measures the nodes beside n8n's HTTP Request node and a raw client, and holds them to their bars.
A whole run takes about seven minutes and writes docs/reports/benchmark.md and docs/reports/benchmark.svg.

npm run bench -- [row ...] [options]

  --quick   one turn instead of several, nothing is written
  --help    this text

Rows (all unless named; with some of them nothing is written):
${ROWS.map(({ name, title }) => `  ${name.padEnd(15)} ${title}`).join('\n')}
`;

/** @param {string[]} names @param {boolean} quick */
async function run(names, quick) {
	const startedAt = performance.now();
	const rows = ROWS.filter(({ name }) => names.length === 0 || names.includes(name));
	const progress = new Progress();
	const bench = await Bench.start(progress, quick);
	const results = [];
	for (const row of rows) {
		progress.line(row.title);
		results.push({ row, ...(await row.measure(bench)) });
	}
	await bench.stop();

	console.log(`\n${await formatted(`${measurementTables(results)}\n\n${barTable(results)}`)}`);
	if (!quick && rows.length === ROWS.length) {
		const seconds = (performance.now() - startedAt) / 1000;
		const text = page(results, bench.n8n, seconds);
		await writeFile(join(REPORTS_FOLDER, 'benchmark.md'), await formatted(text));
		await writeFile(join(REPORTS_FOLDER, 'benchmark.svg'), await chart(results));
	}
	const missed = results.flatMap(({ bars }) => bars.filter(({ met }) => !met));
	console.log(missed.length === 0 ? 'All bars are met.' : `${missed.length} bars are missed.`);
	process.exitCode = missed.length === 0 ? 0 : 1;
}

/** Tables with even columns, for readers and for the format check. @param {string} markdown */
async function formatted(markdown) {
	const filepath = join(REPORTS_FOLDER, 'benchmark.md');
	return await format(markdown, { ...(await resolveConfig(filepath)), filepath });
}

/** @returns {{ names: string[], quick?: boolean, help?: boolean }} */
function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			options: { quick: { type: 'boolean' }, help: { type: 'boolean' } },
			allowPositionals: true,
		});
		const unknown = positionals.find((name) => !ROWS.some((row) => row.name === name));
		if (unknown !== undefined) throw new Error(`There is no row ${unknown}.`);
		return { names: positionals, ...values };
	} catch (reason) {
		console.error(`${reason instanceof Error ? reason.message : reason}\n\n${HELP}`);
		return process.exit(2);
	}
}

const { names, quick = false, help } = readArguments();
if (help) {
	console.log(HELP);
} else {
	run(names, quick).catch((reason) => {
		console.error(reason);
		process.exit(2);
	});
}
