import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { EVENTS, history } from './history';
import { live } from './lived';
import { openStage } from './stage';

/** Set by the configuration: a few for every run of the tests, thousands in the nightly setting. */
declare const HISTORIES: { ofEachEvent: number; seed?: number };

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(async () => {
	await stage.close();
});

describe('over random histories of a desk, and of the n8n that watches it', () => {
	test.each(EVENTS)(
		'%s hands over every event once, oldest first',
		async (event) => {
			const { ofEachEvent: numRuns, ...parameters } = HISTORIES;
			await fc.assert(
				fc.asyncProperty(history(event), async (lived) => {
					expect(await live(lived, stage)).toEqual([]);
				}),
				{ numRuns, ...parameters },
			);
		},
		3_600_000,
	);
});
