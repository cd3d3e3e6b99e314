import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { forAllTests } from '../support/forAllTests';
import { letPass } from '../support/letPass';
import { FORMS } from '../support/samples';
import { startTriggerDesk } from '../support/trigger';

const desk = forAllTests(startTriggerDesk);

const idsOf = (items: IDataObject[] | null) => items?.map(({ id }) => id);

describe.each(FORMS)('a trigger that meets maintenance, answers as %s,', (answers) => {
	beforeEach(() => {
		desk.sandbox.settings.answers = answers;
	});

	test.each([
		[600, 10],
		[7_200, 120],
	])('of %i seconds does not call before it is over', async (seconds, minutes) => {
		const { poll } = await desk.activated({ events: ['ticketCreated'] });
		desk.open(7);
		const { faults, requests } = desk.sandbox;
		faults.add({ kind: 'status', status: 503, headers: { 'retry-after': `${seconds}` } });
		requests.clear();
		expect(await poll()).toBeNull();
		for (let minute = 1; minute < minutes; minute++) {
			letPass(60_000);
			expect(await poll()).toBeNull();
		}
		expect(requests.count()).toBe(1);
		letPass(61_000);
		expect(idsOf(await poll())).toEqual([7]);
		expect(requests.count()).toBe(2);
	});
});
