import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(join(process.cwd(), 'package.json'));
const { credentials, nodes } = load('./package.json').n8n;
// n8n has it already when it comes to a package.
load('n8n-workflow');

/** @param {() => void} work @returns {number} milliseconds */
function timed(work) {
	const startedAt = performance.now();
	work();
	return performance.now() - startedAt;
}

const atStart = timed(() => {
	for (const file of [...credentials, ...nodes]) {
		const [Type] = Object.values(load(`./${file}`));
		new Type();
	}
});
const atFirstRun = timed(() => load('./dist/runtime.js'));
console.log(JSON.stringify({ atStart, atFirstRun }));
