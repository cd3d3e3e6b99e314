import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EventName } from '../../nodes/Desk360/trigger/description';
import { forAllTests } from '../support/forAllTests';
import { history } from './history';
import { live } from './lived';
import { openStage } from './stage';

/** Set by the configuration: a few for every run of the tests, thousands in the nightly setting. */
declare const HISTORIES: { ofEachEvent: number; seed?: number };

/** A file for each event has its own: so all processors have work. */
export function liveHistories(event: EventName): void {
	const stage = forAllTests(openStage);

	describe('over random histories of a desk, and of the n8n that watches it', () => {
		test(`${event} hands over every event once, oldest first`, async () => {
			const { ofEachEvent: numRuns, ...parameters } = HISTORIES;
			await fc.assert(
				fc.asyncProperty(history(event), async (lived) => {
					expect(await live(lived, stage)).toEqual([]);
				}),
				{ numRuns, ...parameters },
			);
		}, 3_600_000);
	});
}
