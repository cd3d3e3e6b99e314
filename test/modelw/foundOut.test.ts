import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EVENTS, history } from './history';
import { live } from './lived';
import { openStage } from './stage';
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => { stage = await openStage(); });
afterAll(async () => { await stage.close(); });
test('found out', async () => {
	let complaints: string[] = [];
	let runs = 0;
	let failing: unknown;
	await fc.check(
		fc.asyncProperty(fc.constantFrom(...EVENTS).chain(history), async (lived) => {
			runs++;
			complaints = (await live(lived, stage)).filter((c) => c !== 'never done');
			if (complaints.length) failing = lived;
			return complaints.length === 0;
		}),
		{ numRuns: 250, seed: 362, endOnFailure: true },
	);
	console.log(runs, complaints.slice(0, 3), JSON.stringify(failing));
	expect(complaints).not.toEqual([]);
}, 600_000);
