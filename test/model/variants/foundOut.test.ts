import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { forAllTests } from '../../support/forAllTests';
import { EVENTS, history } from '../history';
import { live } from '../lived';
import { openStage } from '../stage';

/** The rarest mistake shows in one of a thousand. */
const MOST_HISTORIES = 3_000;

const stage = forAllTests(openStage);

test('a wrong trigger is found out', async () => {
	let complaints: string[] = [];
	await fc.check(
		fc.asyncProperty(fc.constantFrom(...EVENTS).chain(history), async (lived) => {
			complaints = await live(lived, stage);
			return complaints.length === 0;
		}),
		{ numRuns: MOST_HISTORIES, seed: 360, endOnFailure: true },
	);
	expect(complaints).not.toEqual([]);
}, 600_000);
