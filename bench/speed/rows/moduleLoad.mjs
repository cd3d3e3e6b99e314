import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost } from '../support/bars.mjs';
import { median, time } from '../support/numbers.mjs';
import { BENCH_FOLDER, PROJECT_FOLDER } from '../support/paths.mjs';

const MOST_MS_AT_START = 10;
const MOST_MS_AT_FIRST_RUN = 25;
const MOST_BYTES = 300_000;

const run = promisify(execFile);

/** @type {import('../support/row.mjs').Row} */
export const moduleLoad = {
	name: 'module-load',
	title: 'Loading both nodes and the credential',
	async measure(bench) {
		const file = join(BENCH_FOLDER, 'processes', 'load.mjs');
		/** @type {Array<{ atStart: number, atFirstRun: number }>} */
		const times = [];
		for (let turn = 0; turn < bench.turns(25); turn++) {
			const { stdout } = await run(process.execPath, [file], { cwd: PROJECT_FOLDER });
			times.push(JSON.parse(stdout));
		}
		const atStart = median(times.map((one) => one.atStart));
		const atFirstRun = median(times.map((one) => one.atFirstRun));
		return {
			measurements: [],
			bars: [
				atMost('time as n8n starts', atStart, MOST_MS_AT_START, time),
				atMost('time more with the first run', atFirstRun, MOST_MS_AT_FIRST_RUN, time),
				atMost(
					'dist',
					await shippedBytes(),
					MOST_BYTES,
					(bytes) => `${(bytes / 1e3).toFixed(1)} kB`,
				),
			],
		};
	},
};

/** The files of dist that the package holds. */
async function shippedBytes() {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: PROJECT_FOLDER });
	/** @type {Array<{ files: Array<{ path: string, size: number }> }>} */
	const [packed] = JSON.parse(stdout);
	return (packed?.files ?? [])
		.filter(({ path }) => path.startsWith('dist/'))
		.reduce((sum, { size }) => sum + size, 0);
}
