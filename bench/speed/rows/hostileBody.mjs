import { join } from 'node:path';
import { atMost } from '../support/bars.mjs';
import { startChild } from '../support/child.mjs';
import { HOSTILE_BODIES } from '../support/hostileBodies.mjs';
import { median, time } from '../support/numbers.mjs';
import { BENCH_FOLDER } from '../support/paths.mjs';

/** What n8n and everything else in its process can wait for without anybody noticing. */
const MOST_MS = 50;

/** @type {import('../support/row.mjs').Row} */
export const hostileBody = {
	name: 'hostile-body',
	title: 'Judging a hostile body of 1 MB',
	async measure(bench) {
		const child = startChild(join(BENCH_FOLDER, 'processes', 'judge.mjs'));
		const bars = [];
		// One turn that does not count: n8n is no fresh process either.
		for (const name of Object.keys(HOSTILE_BODIES)) await child.call('heldUpBy', name);
		for (const name of Object.keys(HOSTILE_BODIES)) {
			const times = [];
			for (let turn = 0; turn < bench.turns(5); turn++) {
				times.push(await child.call('heldUpBy', name));
			}
			bars.push(atMost(`the event loop is held up by ${name}`, median(times), MOST_MS, time));
		}
		await child.stop();
		return { measurements: [], bars };
	},
};
