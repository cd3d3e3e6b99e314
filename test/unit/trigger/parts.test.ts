import { describe, expect, test } from '@jest/globals';

import { within } from '../../../nodes/Desk360/trigger/budget';
import { claimPoll } from '../../../nodes/Desk360/trigger/guard';
import { Memory, versionOf } from '../../../nodes/Desk360/trigger/memory';
import { dueFrom, paceAfter } from '../../../nodes/Desk360/trigger/pace';
import { BudgetSpent } from '../../../nodes/Desk360/trigger/pause';
import {
	earlier,
	newestOf,
	oldestOf,
	packStamp,
	secondsOfMoment,
	unpackStamp,
} from '../../../nodes/Desk360/trigger/stamps';
import {
	isHandedOver,
	latestOf,
	noteHandover,
	noteStartingPoint,
} from '../../../nodes/Desk360/trigger/unsaved';
import { loadState, saveState, watchOf } from '../../../nodes/Desk360/trigger/state';
import { Desk } from './desk';

describe('stamps', () => {
	test.each([
		['2026-03-01 00:01:00', 120, '2026-02-28 23:59:00'],
		['2026-03-01T00:01:00+03:00', 60, '2026-03-01T00:00:00+03:00'],
		['yesterday', 60, 'yesterday'],
		['2026-13-01 00:00:00', 60, '2026-13-01 00:00:00'],
	])('%s less %i seconds', (stamp, seconds, expected) => {
		expect(earlier(stamp, seconds)).toBe(expected);
	});

	test('are compared as text, the empty one being the earliest', () => {
		expect(newestOf('', '2026-01-01 00:00:00', '2025-12-31 23:59:59')).toBe('2026-01-01 00:00:00');
		expect(oldestOf('2026-01-01 00:00:00', '')).toBe('');
	});

	test.each(['2026-11-22 09:51:05', '1999-01-01 00:00:00', '2026-11-22T09:51:05Z', 'soon, maybe'])(
		'%s survives being packed',
		(stamp) => {
			expect(unpackStamp(packStamp(stamp))).toBe(stamp);
		},
	);
});

describe('the memory', () => {
	test('survives JSON, tells versions apart and forgets', () => {
		const desk = new Desk();
		const ticket = desk.create();
		const memory = new Memory();
		memory.remember(ticket.row, ['1', '2']);
		const read = new Memory(memory.toString());
		expect(read.knows(ticket.row)).toBe(true);
		expect(read.of(ticket.row)?.entries).toEqual(['1', '2']);
		desk.touch(ticket);
		expect(read.knows(ticket.row)).toBe(false);
		read.forgetUpTo(ticket.row.updated_at);
		expect(read.size).toBe(0);
	});

	test('sees a change of every documented field that can change', () => {
		const { row } = new Desk().create();
		const changes = Object.keys(row).filter((key) => !['id', 'created_at'].includes(key));
		for (const key of changes)
			expect(versionOf({ ...row, [key]: 'other' })).not.toBe(versionOf(row));
		expect(versionOf({ ...row, created_at: null as unknown as string })).toBe(versionOf(row));
	});
});

describe('the state', () => {
	const state = {
		front: '2026-11-22 09:51:05',
		low: '2026-11-22 09:51:05',
		floor: '',
		since: '',
		calm: true,
		memory: new Memory(),
	};

	test('is JSON, and its own only for the same address, product, event and filters', () => {
		const address = 'https://api.desk360.com/v1';
		const filters = { status: 0, email: 'a@b.c' };
		const watch = watchOf(address, '1', 'ticketCreated', filters);
		expect(watchOf(address, '1', 'ticketCreated', { email: 'a@b.c', status: 0 })).toBe(watch);
		const saved = JSON.parse(JSON.stringify(saveState(state, watch))) as unknown;
		expect(loadState(saved, watch)?.front).toBe(state.front);
		for (const other of [
			watchOf('https://desk.example.com/v1', '1', 'ticketCreated', filters),
			watchOf(address, '2', 'ticketCreated', filters),
			watchOf(address, '1', 'ticketUpdated', filters),
			watchOf(address, '1', 'ticketCreated', { ...filters, status: 1 }),
			watchOf(address, '1', 'ticketCreated', {}),
		]) {
			expect(loadState(saved, other)).toBeUndefined();
		}
	});

	test('of another format is none', () => {
		for (const saved of [undefined, null, {}, { format: 1 }, 'text']) {
			expect(loadState(saved, 'watch')).toBeUndefined();
		}
	});

	test('stays below 64 kB, however many tickets change at once', () => {
		const desk = new Desk();
		const memory = new Memory();
		for (let count = 0; count < 5_000; count++) memory.remember(desk.create().row, ['123456']);
		const backlog = { page: 3, reach: 10 };
		const saved = JSON.stringify(saveState({ ...state, memory, backlog }, 'watch'));
		expect(saved.length).toBeLessThan(64_000);
	});
});

describe('the pace of the stamps', () => {
	const row = (updated_at: string) => ({ ...new Desk().create().row, updated_at });
	const now = secondsOfMoment(Date.UTC(2026, 9, 25, 10, 0, 0));

	test('says from when on a change is due, whatever zone the service lives in', () => {
		const pace = paceAfter(undefined, [row('2026-10-25 13:00:00')], now);
		expect(dueFrom(pace)).toBe('2026-10-25 12:15:00');
		expect(dueFrom(undefined)).toBe('');
	});

	test('follows polls without news in steps, and stamps of an unknown form not at all', () => {
		const pace = paceAfter(undefined, [row('2026-10-25 13:00:00')], now);
		expect(paceAfter(pace, [], now + 60)).toBe(pace);
		expect(dueFrom(paceAfter(pace, [], now + 600))).toBe('2026-10-25 12:25:00');
		expect(paceAfter(undefined, [row('just now')], now)).toBeUndefined();
	});

	test('keeps the lead of the newest stamps, and begins anew when they are set back', () => {
		const pace = paceAfter(undefined, [row('2026-10-25 13:00:00')], now);
		const seenLate = paceAfter(pace, [row('2026-10-25 12:58:00')], now + 60);
		expect(seenLate?.ahead).toBe(pace?.ahead);
		const setBack = paceAfter(pace, [row('2026-10-25 12:01:00')], now + 60);
		expect(setBack?.ahead).toBe(7_200);
	});
});

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

describe('the share of a poll', () => {
	const source = {
		page: async (page: number) => ({ page, rows: [] }),
		details: async () => await Promise.reject(new Error('not asked for')),
		logs: async () => [],
	};

	test('ends after so many calls', async () => {
		const limited = within({ calls: 2, timeIsUp: new Promise(() => {}) }, source);
		await limited.page(1);
		await limited.logs(1);
		await expect(limited.page(2)).rejects.toBeInstanceOf(BudgetSpent);
	});

	test('ends with the time, even while an answer is waited for', async () => {
		const hanging = { ...source, page: async () => await new Promise<never>(() => {}) };
		const limited = within({ calls: 9, timeIsUp: Promise.resolve() }, hanging);
		await expect(limited.page(1)).rejects.toBeInstanceOf(BudgetSpent);
		await expect(limited.logs(1)).rejects.toBeInstanceOf(BudgetSpent);
	});
});

describe('what n8n has not saved yet', () => {
	const STATE = { format: 1, memory: 'a' };

	test('is a handover that counts for half a minute, for this state of this trigger only', () => {
		noteHandover('one', STATE, 1_000);
		expect(isHandedOver('one', { ...STATE }, 31_000)).toBe(true);
		expect(isHandedOver('one', { ...STATE, memory: 'b' }, 1_000)).toBe(false);
		expect(isHandedOver('other', STATE, 1_000)).toBe(false);
		expect(isHandedOver('one', STATE, 31_001)).toBe(false);
		noteHandover('one', { format: 2 }, 40_000);
		expect(isHandedOver('one', STATE, 20_000)).toBe(false);
	});

	test('is a starting point, until there is a saved state', () => {
		expect(latestOf('fresh', undefined)).toBeUndefined();
		noteStartingPoint('fresh', STATE);
		expect(latestOf('fresh', undefined)).toBe(STATE);
		expect(latestOf('fresh', { format: 3 })).toEqual({ format: 3 });
		expect(latestOf('fresh', undefined)).toBeUndefined();
	});
});
