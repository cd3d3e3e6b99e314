import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { forAllTests } from '../../support/forAllTests';
import { EXAMPLES } from '../examples';
import { EVENTS, history } from '../history';
import { live } from '../lived';
import { openStage } from '../stage';

/** The rarest mistake that no example shows does in one of a thousand. */
const MOST_HISTORIES = 3_000;

const stage = forAllTests(openStage);

/** What was wrong in the first history that went wrong: those that once did are lived before random ones. */
async function firstComplaints(): Promise<string[]> {
	let complaints: string[] = [];
	for (const [, example] of EXAMPLES) {
		complaints = await live(example, stage);
		if (complaints.length > 0) return complaints;
	}
	await fc.check(
		fc.asyncProperty(fc.constantFrom(...EVENTS).chain(history), async (lived) => {
			complaints = await live(lived, stage);
			return complaints.length === 0;
		}),
		{ numRuns: MOST_HISTORIES, seed: 360, endOnFailure: true },
	);
	return complaints;
}

test('a wrong trigger is found out', async () => {
	expect(await firstComplaints()).not.toEqual([]);
}, 600_000);
