import { beforeEach, describe, expect, test } from '@jest/globals';

import { stampAt } from './desk';
import { create, desk, openDesk, started } from './scene';
import { idsOf } from './trigger';
import type { Trigger } from './trigger';

beforeEach(openDesk);

const TWO_DAYS = 2 * 24 * 60 * 60;

/** Opens tickets, one in each second. */
function burst(count: number): string[] {
	return Array.from({ length: count }, () => {
		desk.seconds += 1;
		return create(1);
	}).flat();
}

/** Polls once a minute, so many times, and gives all that comes and the calls of each poll. */
async function polled(trigger: Trigger, times = 90) {
	const ids: string[] = [];
	const calls: number[] = [];
	for (let poll = 0; poll < times; poll++) {
		const report = await trigger.poll();
		ids.push(...idsOf(report));
		calls.push(report.calls.length);
		desk.seconds += 60;
	}
	return { ids, calls };
}

/** Opens a ticket that is stamped so many seconds ahead. */
function createAhead(seconds: number): string {
	const at = stampAt(desk.seconds + seconds);
	return String(desk.create({ created_at: at, updated_at: at }).row.id);
}

describe('after stamps stepped back by an hour', () => {
	test('what is on page 1 and was not seen comes once', async () => {
		const trigger = await started('ticketCreated');
		const before = create(1);
		expect(idsOf(await trigger.poll())).toEqual(before);
		desk.setClockBack(3_600);
		const ids = create(3);
		const { ids: came } = await polled(trigger);
		expect(came.sort()).toEqual(ids.sort());
	});

	test('tickets that come one by one come once each, at one call a poll', async () => {
		const trigger = await started('ticketCreated');
		create(1);
		await trigger.poll();
		desk.setClockBack(3_600);
		const ids: string[] = [];
		const came: string[] = [];
		for (let count = 0; count < 15; count++) {
			ids.push(...create(1));
			const report = await polled(trigger, 6);
			came.push(...report.ids);
		}
		expect(came).toEqual(ids);
		const { ids: more, calls } = await polled(trigger);
		expect(more).toEqual([]);
		expect(new Set(calls)).toEqual(new Set([1]));
	});

	test('changes of the tickets that were seen before come once each', async () => {
		const trigger = await started('ticketUpdated');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.touch(ticket);
		await trigger.poll();
		desk.setClockBack(3_600);
		desk.touch(ticket);
		const id = String(ticket.row.id);
		expect((await polled(trigger)).ids).toEqual([id]);
		desk.touch(ticket);
		expect((await polled(trigger)).ids).toEqual([id]);
	});

	test('nothing of a busy list repeats, and what follows once the stamps have caught up comes whole', async () => {
		const trigger = await started('ticketUpdated');
		const first = burst(60);
		expect((await polled(trigger, 5)).ids.sort()).toEqual(first.sort());
		desk.setClockBack(3_600);
		const { ids } = await polled(trigger);
		expect(ids).toEqual([]);
		const later = burst(45);
		const { ids: came } = await polled(trigger);
		expect(came.sort()).toEqual(later.sort());
	});
});

describe('after a ticket that is stamped two days ahead', () => {
	test('it comes once, and so do those that follow, at one call a poll', async () => {
		const trigger = await started('ticketCreated');
		const early = createAhead(TWO_DAYS);
		expect((await polled(trigger)).ids).toEqual([early]);
		const ids = burst(5);
		const { ids: came, calls } = await polled(trigger);
		expect(came).toEqual(ids);
		expect(calls.slice(5)).toEqual(calls.slice(5).map(() => 1));
	});

	test('a burst of 45 comes whole, and polls then cost one call', async () => {
		const trigger = await started('ticketCreated');
		const early = createAhead(TWO_DAYS);
		expect((await polled(trigger, 3)).ids).toEqual([early]);
		const ids = burst(45);
		const { ids: came } = await polled(trigger);
		expect(came.sort()).toEqual(ids.sort());
		const after = await polled(trigger);
		expect(after.ids).toEqual([]);
		expect(new Set(after.calls)).toEqual(new Set([1]));
	});

	test('a burst of 45 of which a poll hands over ten comes whole and once', async () => {
		const trigger = await started('ticketCreated', { maxTickets: 10 });
		const early = createAhead(TWO_DAYS);
		expect((await polled(trigger, 3)).ids).toEqual([early]);
		const ids = burst(45);
		const { ids: came } = await polled(trigger);
		expect(came.sort()).toEqual(ids.sort());
	});

	test('stamped so again and again, each comes once, and the others are not held up', async () => {
		const trigger = await started('ticketUpdated');
		for (let round = 0; round < 10; round++) {
			const ids = [createAhead(TWO_DAYS), ...burst(3)];
			const { ids: came } = await polled(trigger, 9);
			expect(came.sort()).toEqual(ids.sort());
		}
	});

	test('its change back to the present stamp comes once', async () => {
		const trigger = await started('ticketUpdated');
		const early = createAhead(TWO_DAYS);
		expect((await polled(trigger, 3)).ids).toEqual([early]);
		const ticket = desk.find(early);
		if (!ticket) throw new Error('no ticket');
		desk.touch(ticket);
		expect((await polled(trigger)).ids).toEqual([early]);
	});
});
