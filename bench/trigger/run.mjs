import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { format, resolveConfig } from 'prettier';
import { pinnedN8n } from '../../host/cache.mjs';
import { PROJECT_FOLDER } from '../../host/paths.mjs';
import { Progress } from '../../host/progress.mjs';
import { page } from './page.mjs';
import { tables } from './tables.mjs';

const USUAL = { histories: 40, seed: 360 };
const PAGE = join(PROJECT_FOLDER, 'docs', 'reports', 'trigger-comparison.md');

const HELP = `Lives the same random histories of a helpdesk with the Desk360 Trigger and with what people build of n8n's own
nodes, counts what each misses and repeats, and writes docs/reports/trigger-comparison.md.

npm run compare -- [options]

  --histories <n>   histories for each event, ${USUAL.histories} unless told
  --seed <n>        which histories, ${USUAL.seed} unless told
  --help            this text

With other histories than the usual nothing is written.
`;

/** @param {{ histories: number, seed: number }} extent */
async function run(extent) {
	const startedAt = performance.now();
	const host = await pinnedN8n({ progress: new Progress(), signal: untilInterrupted() });
	const results = await compare({ ...extent, n8n: host.n8n });
	const text = await formatted(tables(results));
	console.log(`\n${text}`);
	if (extent.histories === USUAL.histories && extent.seed === USUAL.seed) {
		const seconds = (performance.now() - startedAt) / 1000;
		await writeFile(PAGE, await formatted(page(results, { ...extent, ...host, seconds })));
	}
	const broken = results.events
		.filter(({ way }) => way === results.ours)
		.filter(({ total }) => total.missed + total.repeated + total.old + total.foreign > 0);
	for (const { event } of broken) console.log(`${event}: not each event came once.`);
	if (broken.length > 0) process.exitCode = 1;
}

/**
 * Runs the comparison in jest, where time passes as fast as it is waited for.
 *
 * @param {Omit<import('./results').Task, 'file'>} task
 * @returns {Promise<import('./results').Results>}
 */
async function compare(task) {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-desk360-comparison-'));
	const file = join(folder, 'results.json');
	try {
		const { resolve } = createRequire(join(PROJECT_FOLDER, 'package.json'));
		const config = join(PROJECT_FOLDER, 'bench', 'trigger', 'jest.config.mjs');
		const globals = JSON.stringify({ comparison: { ...task, file } });
		const jest = [resolve('jest/bin/jest'), '--config', config, '--globals', globals];
		const { failed } = await execa(process.execPath, jest, { stdio: 'inherit', reject: false });
		if (failed) throw new Error('The comparison did not come to its end, see above.');
		return JSON.parse(await readFile(file, 'utf8'));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Fires at Ctrl-C. */
function untilInterrupted() {
	const controller = new AbortController();
	process.once('SIGINT', () => controller.abort());
	return controller.signal;
}

/** Tables with even columns, for readers and for the format check. @param {string} markdown */
async function formatted(markdown) {
	return await format(markdown, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

function readArguments() {
	try {
		const { values } = parseArgs({
			options: {
				histories: { type: 'string', default: `${USUAL.histories}` },
				seed: { type: 'string', default: `${USUAL.seed}` },
				help: { type: 'boolean', default: false },
			},
		});
		const extent = { histories: Number(values.histories), seed: Number(values.seed) };
		if (!Object.values(extent).every(Number.isSafeInteger)) throw new Error('Give whole numbers.');
		return { ...extent, help: values.help };
	} catch (reason) {
		console.error(`${reason instanceof Error ? reason.message : reason}\n\n${HELP}`);
		return process.exit(2);
	}
}

const { help, ...extent } = readArguments();
if (help) {
	console.log(HELP);
} else {
	run(extent).catch((reason) => {
		console.error(reason instanceof Error ? reason.message : reason);
		process.exit(2);
	});
}
