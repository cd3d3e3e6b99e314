import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EventName } from '../../../nodes/Desk360/trigger/events';
import { Lived, history } from './histories';

const EVENTS: EventName[] = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];
const HISTORIES = 200;

describe('over random histories of a desk', () => {
	test.each(EVENTS)(
		'%s hands over every event once, oldest first',
		async (event) => {
			await fc.assert(
				fc.asyncProperty(history(event), async (lived) => {
					expect((await new Lived(lived).live()).complaints).toEqual([]);
				}),
				{ numRuns: HISTORIES, seed: 360 },
			);
		},
		60_000,
	);
});
