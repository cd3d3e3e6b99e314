import { describe, expect, test } from '@jest/globals';

import {
	claimPoll,
	isHandedOver,
	isNewRefusal,
	noteHandover,
	notePoll,
	noteStartingPoint,
	recordSuccess,
	startingPointOf,
} from '../../../nodes/Desk360/trigger/processMemory';

const DAY_MS = 24 * 60 * 60_000;

describe('polls of one trigger', () => {
	test('run one at a time, and one that never ends blocks the others for a while only', () => {
		const release = claimPoll('one', 1_000, 500);
		expect(release).toBeDefined();
		expect(claimPoll('one', 1_200, 500)).toBeUndefined();
		expect(claimPoll('other', 1_200, 500)).toBeDefined();
		const next = claimPoll('one', 1_600, 500);
		expect(next).toBeDefined();
		release?.();
		expect(claimPoll('one', 1_700, 500)).toBeUndefined();
		next?.();
		expect(claimPoll('one', 1_800, 500)).toBeDefined();
	});
});

describe('what n8n has not saved yet', () => {
	const STATE = { format: 2, products: ['a'] };

	test('is a handover that counts for half a minute, for this state of this trigger only', () => {
		noteHandover('handing', STATE, 1_000);
		expect(isHandedOver('handing', { ...STATE }, 31_000)).toBe(true);
		expect(isHandedOver('handing', { ...STATE, products: ['b'] }, 1_000)).toBe(false);
		expect(isHandedOver('another', STATE, 1_000)).toBe(false);
		expect(isHandedOver('handing', STATE, 31_001)).toBe(false);
		noteHandover('handing', { format: 3 }, 40_000);
		expect(isHandedOver('handing', STATE, 20_000)).toBe(false);
	});

	test('is a starting point, of this trigger only', () => {
		expect(startingPointOf('fresh', undefined)).toBeUndefined();
		noteStartingPoint('fresh', STATE, undefined);
		expect(startingPointOf('fresh', undefined)).toBe(STATE);
		expect(startingPointOf('fresh', { watch: 'saved since' })).toBeUndefined();
		expect(startingPointOf('yet another', undefined)).toBeUndefined();
	});

	test('is forgotten of a trigger that did not poll for days, and kept of one that does', () => {
		for (const key of ['idle', 'busy']) {
			notePoll(key, 1_000);
			noteStartingPoint(key, STATE, undefined);
		}
		notePoll('busy', 1_000 + 2 * DAY_MS);
		notePoll('third', 1_001 + 2 * DAY_MS);
		expect(startingPointOf('idle', undefined)).toBeUndefined();
		expect(startingPointOf('busy', undefined)).toBe(STATE);
	});
});

describe('a refusal of a product', () => {
	test('is told once, until the product was seen again', () => {
		expect(isNewRefusal('refused', '1')).toBe(true);
		expect(isNewRefusal('refused', '1')).toBe(false);
		expect(isNewRefusal('refused', '2')).toBe(true);
		recordSuccess('refused', '1');
		expect(isNewRefusal('refused', '1')).toBe(true);
		expect(isNewRefusal('refused', '2')).toBe(false);
	});
});
