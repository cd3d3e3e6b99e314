import { describe, expect, test } from '@jest/globals';

import { PATIENCE_MS, TriggerMemory } from '../../../nodes/Desk360/trigger/processMemory';

const MINUTE_MS = 60_000;

/** A trigger on a clock that only moves when told, with what its polls come to. */
class Trigger {
	now = 1_000_000;

	private readonly memory = new TriggerMemory();

	/** A poll that meets a passing fault, so many minutes after the one before; true when it is told. */
	faultAfter(minutes: number, retryAfterMs?: number): boolean {
		this.begin(minutes);
		return this.faultOf('poll', retryAfterMs);
	}

	/** A further fault of this poll, of something else than the whole; true when it is told. */
	faultOf(what: string, retryAfterMs?: number): boolean {
		return this.memory.recordFailure(what, this.now, retryAfterMs) !== undefined;
	}

	comesThroughAfter(minutes: number): void {
		this.begin(minutes);
		this.memory.recordSuccess('poll');
	}

	/** A poll that comes before the service wants to be called again. */
	isSkippedAfter(minutes: number): boolean {
		this.begin(minutes);
		return this.memory.claimPoll(this.now, 0) === undefined;
	}

	private begin(minutes: number): void {
		this.now += minutes * MINUTE_MS;
		this.memory.notePoll(this.now);
	}

	/** Polls that meet a fault, so many minutes apart; gives the minutes after which it was told. */
	faultsEvery(minutes: number, times: number): number[] {
		const told: number[] = [];
		for (let poll = 0; poll < times; poll++) {
			if (this.faultAfter(poll === 0 ? 0 : minutes)) told.push(poll * minutes);
		}
		return told;
	}
}

describe('passing faults', () => {
	test('are told after a quarter of an hour, and once in every further one', () => {
		expect(new Trigger().faultsEvery(1, 50)).toEqual([15, 30, 45]);
		expect(PATIENCE_MS).toBe(15 * MINUTE_MS);
	});

	test.each([5, 15, 20, 60, 24 * 60])('are told at polls %i minutes apart', (minutes) => {
		const trigger = new Trigger();
		for (const wait of [0, minutes, minutes]) trigger.comesThroughAfter(wait);
		expect(trigger.faultAfter(minutes)).toBe(false);
		let waited = minutes;
		for (; !trigger.faultAfter(minutes); waited += minutes) expect(waited).toBeLessThan(15);
		expect(waited).toBe(Math.ceil(15 / minutes) * minutes);
	});

	test('are told with the moment of the first one', () => {
		const memory = new TriggerMemory();
		memory.recordFailure('poll', 5_000);
		expect(memory.recordFailure('poll', 5_000 + PATIENCE_MS)).toBe(5_000);
		expect(memory.recordFailure('poll', 5_000 + 2 * PATIENCE_MS)).toBe(5_000);
	});

	test('are forgotten by a poll that came through', () => {
		const trigger = new Trigger();
		trigger.faultsEvery(1, 14);
		trigger.comesThroughAfter(1);
		expect(trigger.faultsEvery(1, 15)).toEqual([]);
	});

	test('of one product are told apart from those of another one and of the poll', () => {
		const trigger = new Trigger();
		trigger.faultAfter(0);
		trigger.faultOf('1');
		for (let minute = 1; minute < 15; minute++) trigger.comesThroughAfter(1);
		expect(trigger.faultOf('2')).toBe(false);
		trigger.comesThroughAfter(1);
		expect(['poll', '1', '2'].map((what) => trigger.faultOf(what))).toEqual([false, true, false]);
	});

	test('are over when the workflow was not published meanwhile: one more fault is not told', () => {
		const trigger = new Trigger();
		trigger.faultsEvery(1, 5);
		expect(trigger.faultAfter(20)).toBe(false);
		expect(trigger.faultsEvery(1, 15)).toEqual([]);
	});

	test('of polls every hour are told one poll later when the rhythm is not known yet', () => {
		const trigger = new Trigger();
		const told = [0, 60, 60, 60].map((minutes) => trigger.faultAfter(minutes));
		expect(told).toEqual([false, false, true, true]);
	});

	test('of polls every hour are over after a night without any', () => {
		const trigger = new Trigger();
		for (const minutes of [0, 60, 60, 60]) trigger.faultAfter(minutes);
		expect(trigger.faultAfter(9 * 60)).toBe(false);
	});

	test('go on over polls that the service asked not to make', () => {
		const trigger = new Trigger();
		trigger.faultAfter(0, 14.5 * MINUTE_MS);
		for (let minute = 1; minute < 15; minute++) expect(trigger.isSkippedAfter(1)).toBe(true);
		expect(trigger.isSkippedAfter(0.5)).toBe(false);
		expect(trigger.faultAfter(0.5)).toBe(true);
	});
});

test('a trigger does not call as long as the service asked, and does afterwards', () => {
	const trigger = new Trigger();
	expect(trigger.isSkippedAfter(0)).toBe(false);
	trigger.faultAfter(0, MINUTE_MS + 1);
	expect(trigger.isSkippedAfter(1)).toBe(true);
	expect(trigger.isSkippedAfter(1 / MINUTE_MS)).toBe(false);
});
