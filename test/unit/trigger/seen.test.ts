import { beforeEach, describe, expect, test } from '@jest/globals';

import { SeenTickets, versionOf } from '../../../nodes/Desk360/trigger/seen';
import { Desk, stampAt } from './desk';

let desk: Desk;

beforeEach(() => {
	desk = new Desk();
});

describe('the tickets seen', () => {
	test('survive being saved, tell versions apart and forget', () => {
		const ticket = desk.create();
		const { row } = ticket;
		const seen = SeenTickets.none.with([{ row, keys: ['1', '2', 'l1'] }]);
		const read = SeenTickets.parse(seen.toString());
		expect(read.knows(row)).toBe(true);
		expect(read.of(row)).toEqual(seen.of(row));
		expect(read.of(row)).toMatchObject({ keys: ['1', '2', 'l1'] });
		desk.touch(ticket);
		expect(read.knows(ticket.row)).toBe(false);
		expect(read.of(ticket.row)).toBeDefined();
		expect(read.after(row.updated_at).size).toBe(0);
	});

	test('never change: each change makes others', () => {
		const { row } = desk.create();
		const one = SeenTickets.none.with([{ row }]);
		desk.seconds += 1;
		const both = one.with([{ row: desk.create().row }]);
		const later = both.after(row.updated_at);
		expect([SeenTickets.none.size, one.size, both.size, later.size]).toEqual([0, 1, 2, 1]);
		expect(one.knows(row)).toBe(true);
		expect(later.knows(row)).toBe(false);
	});

	test.each([
		['nothing', undefined],
		['some', ['7', 'l7']],
		['that there was none', []],
	])('know what was read of the entries of a ticket when it was %s', (_what, keys) => {
		const { row } = desk.create();
		const read = SeenTickets.parse(`${SeenTickets.none.with([{ row, keys }])}`);
		expect(read.of(row)?.keys).toEqual(keys);
	});

	test('are as new as the newest of what belongs to them', () => {
		const { row } = desk.create();
		const last = stampAt(60);
		const seen = SeenTickets.none.with([{ row, last }]);
		expect(seen.newest).toBe(last);
		expect(seen.after(row.updated_at).size).toBe(1);
		expect(seen.after(last).size).toBe(0);
	});

	test('say what must be forgotten so that so many remain', () => {
		const rows = Array.from({ length: 5 }, () => {
			desk.seconds += 1;
			return desk.create().row;
		});
		const seen = SeenTickets.none.with(rows.map((row) => ({ row })));
		for (const count of [0, 1, 4]) expect(seen.after(seen.cutFor(count)).size).toBe(count);
		expect(seen.cutFor(5)).toBe('');
	});
});

describe('the version of a row', () => {
	test('is another one for a change of every documented field that can change', () => {
		const { row } = desk.create();
		const changes = Object.keys(row).filter((key) => !['id', 'created_at'].includes(key));
		expect(changes).toHaveLength(12);
		for (const key of changes) {
			expect(versionOf({ ...row, [key]: 'other' })).not.toBe(versionOf(row));
		}
	});

	test('stays when the row does not tell for once when it was made', () => {
		const { row } = desk.create();
		expect(versionOf({ ...row, created_at: null as unknown as string })).toBe(versionOf(row));
	});
});
