import { beforeEach, describe, expect, test } from '@jest/globals';

import type { EventName } from '../../../nodes/Desk360/trigger/description';
import { create, desk, openDesk, started } from './scene';
import { idsOf } from './trigger';
import type { Trigger } from './trigger';

beforeEach(openDesk);

const EVENTS: EventName[] = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];

/** Polls once a minute for an hour in which nothing happens, and gives the calls of each poll. */
async function quietHour(trigger: Trigger): Promise<number[]> {
	const calls: number[] = [];
	for (let minute = 0; minute < 60; minute++) {
		desk.seconds += 60;
		const report = await trigger.poll();
		expect(report.items).toEqual([]);
		calls.push(report.calls.length);
	}
	return calls;
}

/** Polls once a minute until everything is handed over, and gives the ids and the calls. */
async function workedOff(
	trigger: Trigger,
	count: number,
): Promise<{ ids: string[]; calls: number }> {
	const ids: string[] = [];
	let calls = 0;
	while (ids.length < count) {
		desk.seconds += 60;
		const report = await trigger.poll();
		ids.push(...idsOf(report));
		calls += report.calls.length;
	}
	return { ids, calls };
}

/** Opens tickets, so many in each second. */
function burst(count: number, inASecond: number): string[] {
	const ids: string[] = [];
	while (ids.length < count) {
		desk.seconds += 1;
		ids.push(...create(Math.min(inASecond, count - ids.length)));
	}
	return ids;
}

describe('a starting point', () => {
	test.each(EVENTS)(
		'of %s costs two calls at most where one ticket changes a minute',
		async (event) => {
			for (let minute = 0; minute < 60; minute++) {
				desk.seconds += 60;
				create(1);
			}
			const trigger = await started(event);
			expect(trigger.startCalls.length).toBeLessThanOrEqual(2);
		},
	);

	test('of all events costs three calls, with filters as well', async () => {
		for (const options of [{}, { isShown: () => true }]) {
			const trigger = await started(EVENTS, options);
			expect(trigger.startCalls).toHaveLength(3);
		}
	});
});

describe('a poll that finds nothing', () => {
	test('costs one call, whatever the events', async () => {
		const trigger = await started(EVENTS, { includeDetails: true });
		expect((await trigger.poll()).calls).toEqual(['page 1']);
	});
});

describe('a quiet hour', () => {
	test.each([
		[60, 1],
		[500, 1],
		[60, 7],
		[500, 13],
		[60, 60],
		[500, 500],
	])(
		'after %i tickets, %i in a second, costs 63 calls at most, and no poll more than three',
		async (count, inASecond) => {
			const trigger = await started('ticketCreated', { maxTickets: 100, mayLookAgain: false });
			const ids = burst(count, inASecond);
			expect((await workedOff(trigger, count)).ids.sort()).toEqual(ids.sort());
			const calls = await quietHour(trigger);
			expect(Math.max(...calls)).toBeLessThanOrEqual(3);
			expect(calls.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(62);
		},
	);
});

describe('a burst of 500 new tickets, of which a poll hands over 100,', () => {
	test.each([1, 2, 13, 500])('%i in a second, costs 65 calls at most', async (inASecond) => {
		const trigger = await started('ticketCreated', { maxTickets: 100 });
		burst(500, inASecond);
		const { calls } = await workedOff(trigger, 500);
		expect(calls).toBeLessThanOrEqual(65);
	});
});

describe('a burst of 300 on a desk where a ticket comes with every third call', () => {
	test('costs 140 calls at most, and does not grow faster than it is worked off', async () => {
		const trigger = await started('ticketCreated', { maxTickets: 100 });
		const ids = burst(300, 1);
		const came: string[] = [];
		let calls = 0;
		for (let poll = 0; poll < 9 && came.length < ids.length; poll++) {
			desk.seconds += 60;
			const report = await trigger.poll({
				before: (call) => {
					if (call % 3 === 0) ids.push(...burst(1, 1));
				},
			});
			calls += report.calls.length;
			came.push(...idsOf(report));
		}
		expect(came.sort()).toEqual(ids.sort());
		expect(calls).toBeLessThanOrEqual(140);
	});
});

describe('a changed ticket', () => {
	test.each<[EventName[], string[]]>([
		[['ticketCreated', 'ticketUpdated'], []],
		[['ticketUpdated', 'newMessage'], ['details']],
		[['ticketUpdated', 'statusChanged'], ['logs']],
		[EVENTS, ['details', 'logs']],
	])('costs with %j a call for each of %j', async (events, reads) => {
		const trigger = await started(events);
		const [id] = create(1);
		const { calls } = await trigger.poll();
		expect(calls).toEqual(['page 1', ...reads.map((what) => `${what} ${id}`)]);
	});
});
