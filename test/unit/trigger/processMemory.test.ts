import { describe, expect, test } from '@jest/globals';

import { TriggerMemory, memoryOf } from '../../../nodes/Desk360/trigger/processMemory';

const DAY_MS = 24 * 60 * 60_000;

describe('polls of one trigger', () => {
	test('run one at a time, and one that never ends blocks the others for a while only', () => {
		const [one, other] = [new TriggerMemory(), new TriggerMemory()];
		const release = one.claimPoll(1_000, 500);
		expect(release).toBeDefined();
		expect(one.claimPoll(1_200, 500)).toBeUndefined();
		expect(other.claimPoll(1_200, 500)).toBeDefined();
		const next = one.claimPoll(1_600, 500);
		expect(next).toBeDefined();
		release?.();
		expect(one.claimPoll(1_700, 500)).toBeUndefined();
		next?.();
		expect(one.claimPoll(1_800, 500)).toBeDefined();
	});
});

describe('what n8n has not saved yet', () => {
	const STATE = { format: 2, products: ['a'] };

	test('is a handover that counts for half a minute, for this state of this trigger only', () => {
		const memory = new TriggerMemory();
		memory.noteHandover(STATE, 1_000);
		expect(memory.isHandedOver({ ...STATE }, 31_000)).toBe(true);
		expect(memory.isHandedOver({ ...STATE, products: ['b'] }, 1_000)).toBe(false);
		expect(new TriggerMemory().isHandedOver(STATE, 1_000)).toBe(false);
		expect(memory.isHandedOver(STATE, 31_001)).toBe(false);
		memory.noteHandover({ format: 3 }, 40_000);
		expect(memory.isHandedOver(STATE, 20_000)).toBe(false);
	});

	test('is a handover although another one came after it: a poll may have begun before both', () => {
		const memory = new TriggerMemory();
		memory.noteHandover(STATE, 1_000);
		memory.noteHandover({ ...STATE, products: ['b'] }, 2_000);
		expect(memory.isHandedOver(STATE, 3_000)).toBe(true);
	});

	test('is a starting point, of this trigger only', () => {
		const memory = new TriggerMemory();
		expect(memory.startingPointOf(undefined)).toBeUndefined();
		memory.noteStartingPoint(STATE, undefined);
		expect(memory.startingPointOf(undefined)).toBe(STATE);
		expect(memory.startingPointOf({ watch: 'saved since' })).toBeUndefined();
		expect(new TriggerMemory().startingPointOf(undefined)).toBeUndefined();
	});

	test('is forgotten of a trigger that did not poll for days, and kept of one that does', () => {
		for (const key of ['idle', 'busy']) memoryOf(key, 1_000).noteStartingPoint(STATE, undefined);
		memoryOf('busy', 1_000 + 2 * DAY_MS);
		const later = 1_001 + 2 * DAY_MS;
		memoryOf('third', later);
		expect(memoryOf('idle', later).startingPointOf(undefined)).toBeUndefined();
		expect(memoryOf('busy', later).startingPointOf(undefined)).toBe(STATE);
	});
});

describe('a refusal of a product', () => {
	test('is told once, until the product was seen again', () => {
		const memory = new TriggerMemory();
		expect(memory.isNewRefusal('1')).toBe(true);
		expect(memory.isNewRefusal('1')).toBe(false);
		expect(memory.isNewRefusal('2')).toBe(true);
		memory.recordSuccess('1');
		expect(memory.isNewRefusal('1')).toBe(true);
		expect(memory.isNewRefusal('2')).toBe(false);
	});
});
