import { beforeEach, describe, expect, test } from '@jest/globals';

import { DeskFault } from './desk';
import { create, desk, drained, openDesk, started } from './scene';
import { idsOf } from './trigger';

beforeEach(openDesk);

describe('a new ticket', () => {
	test('costs one call to find, and one call when there is none', async () => {
		const trigger = await started('ticketCreated');
		await trigger.poll();
		expect((await trigger.poll()).calls).toHaveLength(1);
		const [id] = create(1);
		const report = await trigger.poll();
		expect(idsOf(report)).toEqual([id]);
		expect(report.calls).toHaveLength(1);
	});

	test('of the same second as others, across the border of a page, comes once', async () => {
		const trigger = await started('ticketCreated');
		const ids = create(45);
		expect((await drained(trigger)).sort()).toEqual(ids.sort());
	});

	test('that arrives in the second of the last poll is not lost', async () => {
		const trigger = await started('ticketCreated');
		const [first] = create(1);
		expect(idsOf(await trigger.poll())).toEqual([first]);
		const [second] = create(1);
		expect(await drained(trigger)).toEqual([second]);
	});

	test('is not lost when others arrive or vanish while the pages are read', async () => {
		const trigger = await started('ticketCreated');
		const ids = create(50);
		desk.seconds += 1;
		const report = await trigger.poll({
			before: (call) => {
				if (call === 2) ids.push(...create(3));
				const [newest] = desk.tickets.slice(-1);
				if (call === 3 && newest) {
					desk.remove(newest);
					ids.splice(ids.indexOf(String(newest.row.id)), 1);
				}
			},
		});
		const all = new Set([...idsOf(report), ...(await drained(trigger))]);
		for (const id of ids) expect(all).toContain(id);
	});

	test('is not lost when one vanishes as pages are read whose tickets had no turn before', async () => {
		const trigger = await started('ticketCreated', { includeDetails: true });
		const ids = Array.from({ length: 30 }, () => {
			desk.seconds += 1;
			return create(1);
		}).flat();
		const refuse = (call: number) => {
			if (call === 3) throw new DeskFault('rateLimited');
		};
		expect((await trigger.poll({ before: refuse })).items).toEqual([]);
		const report = await trigger.poll({
			before: (_call, what) => {
				const [newest] = desk.tickets.slice(-1);
				if (what !== 'page 2' || !newest || ids.length < 30) return;
				desk.remove(newest);
				ids.splice(ids.indexOf(String(newest.row.id)), 1);
			},
		});
		expect(ids).toHaveLength(29);
		const all = [...idsOf(report), ...(await drained(trigger))];
		expect(all.sort()).toEqual(ids.sort());
	});

	test('does not come again when n8n goes back to an older state', async () => {
		const trigger = await started('ticketCreated');
		const [id] = create(1);
		expect(idsOf(await trigger.poll())).toEqual([id]);
		const { saved } = trigger;
		await drained(trigger);
		trigger.saved = saved;
		expect(await drained(trigger)).toEqual([]);
	});

	test('comes although the clock of the service was set back by an hour', async () => {
		const trigger = await started('ticketCreated');
		create(1);
		await drained(trigger);
		desk.setClockBack(3_600);
		const [id] = create(1);
		expect(idsOf(await trigger.poll())).toEqual([id]);
		expect(await drained(trigger)).toEqual([]);
	});
});

describe('a change', () => {
	test('in the same second as the poll that read the ticket before comes, too', async () => {
		const trigger = await started('ticketUpdated');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.touch(ticket);
		expect(idsOf(await trigger.poll())).toEqual([String(ticket.row.id)]);
		desk.touch(ticket);
		expect(await drained(trigger)).toEqual([String(ticket.row.id)]);
	});
});

describe('a fault', () => {
	test.each(['rateLimited', 'unavailable', 'unreachable', 'timeout', 'unexpectedAnswer'])(
		'%s leaves everything for the next poll',
		async (kind) => {
			const trigger = await started('ticketCreated');
			const ids = create(45);
			const report = await trigger.poll({
				before: (call) => {
					if (call === 2) throw new DeskFault(kind);
				},
			});
			expect(report.stopped).toBeInstanceOf(DeskFault);
			const all = [...idsOf(report), ...(await drained(trigger))];
			expect(all.sort()).toEqual(ids.sort());
		},
	);

	test('that a person must mend ends the poll, and the state stays', async () => {
		const trigger = await started('ticketCreated');
		const { saved } = trigger;
		const before = () => {
			throw new DeskFault('signIn');
		};
		expect((await trigger.poll({ before })).stopped).toMatchObject({ kind: 'signIn' });
		expect(trigger.saved).toBe(saved);
	});
});

describe('a backlog', () => {
	test('is carried over as many polls as it takes, while new tickets keep coming', async () => {
		const trigger = await started('ticketCreated');
		const ids: string[] = [];
		for (let second = 0; second < 300; second++) {
			ids.push(...create(1));
			desk.seconds += 1;
		}
		const seen: string[] = [];
		for (let poll = 0; poll < 200 && seen.length < ids.length; poll++) {
			ids.push(...create(1));
			const report = await trigger.poll({
				before: (call) => {
					if (call > 10) throw new DeskFault('rateLimited', 1_000);
				},
			});
			seen.push(...idsOf(report));
			expect((trigger.saved ?? '').length).toBeLessThan(65_536);
			desk.seconds += 60;
		}
		seen.push(...(await drained(trigger)));
		expect(seen.sort()).toEqual(ids.sort());
	});

	test('of 2,000 takes little more than twice the calls of reading it once, oldest first', async () => {
		const trigger = await started('ticketUpdated');
		for (let count = 0; count < 2_000; count++) {
			desk.seconds += 9;
			create(1);
		}
		let calls = 0;
		const seen: string[] = [];
		const times: string[] = [];
		do {
			desk.seconds += 60;
			create(2);
			const report = await trigger.poll({
				before: (call) => {
					if (call > 10) throw new DeskFault('rateLimited', 1_000);
				},
			});
			calls += Math.min(10, report.calls.length);
			seen.push(...idsOf(report));
			times.push(...report.items.map(({ at }) => at));
			expect(trigger.saved?.length).toBeLessThan(64_000);
		} while (trigger.state?.backlog);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toHaveLength(desk.tickets.length - 30);
		expect(times).toEqual([...times].sort());
		expect(calls / (seen.length / 20)).toBeLessThan(2.5);
		await drained(trigger);
		expect(trigger.saved?.length).toBeLessThan(8_192);
	});

	test('is handed over in parts of the size that was asked for', async () => {
		const trigger = await started('ticketCreated', { maxTickets: 5 });
		const ids = create(12);
		expect((await trigger.poll()).items).toHaveLength(5);
		expect(await drained(trigger)).toHaveLength(7);
		expect(ids).toHaveLength(12);
	});
});
