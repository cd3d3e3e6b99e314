import { beforeEach, describe, expect, test } from '@jest/globals';

import { DeskFault } from './desk';
import type { DeskTicket } from './desk';
import { create, desk, drained, openDesk, started } from './scene';
import { Trigger, idsOf } from './trigger';

beforeEach(openDesk);

/** What a person is told of a ticket. */
const cannotBeOpened = ({ row }: DeskTicket) =>
	`Ticket ${row.id} of Desk360 product 1 is in the list but cannot be opened`;

describe('messages and status changes', () => {
	test('that were there before the start are old, though their ticket changes', async () => {
		const trigger = await started('newMessage');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.touch(ticket);
		expect(await drained(trigger)).toEqual([]);
		desk.write(ticket, 'Any news?');
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.message)).toMatchObject([{ message: 'Any news?' }]);
	});

	test('with the same text twice are two', async () => {
		const trigger = await started('newMessage');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.write(ticket, 'Hello?');
		desk.write(ticket, 'Hello?');
		expect((await trigger.poll()).items).toHaveLength(2);
	});

	test('of agents on the list start nothing', async () => {
		const trigger = await started('newMessage', { ignoreAgentIds: ['74'] });
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.write(ticket, 'We look into it', 74);
		desk.write(ticket, 'Thanks');
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.message)).toMatchObject([{ message: 'Thanks' }]);
	});

	test('are told with what changed', async () => {
		const trigger = await started('statusChanged');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		const { id, created_at: at } = desk.setStatus(ticket, 2);
		const { items, calls } = await trigger.poll();
		expect(items.map(({ json }) => json.change)).toEqual([
			{ id, from: 0, to: 2, agent_id: 74, reason_id: 1, at },
		]);
		expect(calls).toHaveLength(2);
	});

	test("of a ticket that cannot be opened any more are in nobody's way", async () => {
		const trigger = await started('newMessage');
		const [gone, other] = desk.tickets;
		if (!gone || !other) throw new Error('no tickets');
		desk.write(gone, 'lost');
		desk.seconds += 1;
		desk.write(other, 'kept');
		const report = await trigger.poll({
			before: (call) => {
				if (call === 2) desk.remove(gone);
			},
		});
		expect(report.told).toEqual([cannotBeOpened(gone)]);
		expect(report.items.map(({ json }) => json.message)).toMatchObject([{ message: 'kept' }]);
		expect(await drained(trigger)).toEqual([]);
	});

	test('within the second of a poll that show nowhere in the list come with the next change', async () => {
		const trigger = await started('newMessage');
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.write(ticket, 'Hello?');
		await trigger.poll();
		const { row } = ticket;
		const unseen = desk.write(ticket, 'Hello?');
		ticket.row = row;
		expect((await trigger.poll()).items).toEqual([]);
		desk.seconds += 60;
		desk.touch(ticket);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.message)).toMatchObject([{ id: unseen.id }]);
	});

	test('of the second of the starting point are told apart by their ids', async () => {
		const trigger = new Trigger(desk, ['newMessage']);
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.write(ticket, 'before');
		await trigger.poll();
		desk.write(ticket, 'after');
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.message)).toMatchObject([{ message: 'after' }]);
	});

	test('of the second of the starting point are old when they cannot be looked up', async () => {
		const trigger = new Trigger(desk, ['statusChanged']);
		const [ticket] = desk.tickets;
		if (!ticket) throw new Error('no ticket');
		desk.setStatus(ticket, 2);
		await trigger.poll({
			before: (call) => {
				if (call === 2) throw new DeskFault('rateLimited');
			},
		});
		desk.seconds += 60;
		desk.touch(ticket);
		expect(await drained(trigger)).toEqual([]);
		const { id } = desk.setStatus(ticket, 1);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.change)).toMatchObject([{ id }]);
	});

	test('from before the start are no news when their ticket begins to match the filters', async () => {
		const isShown = ({ status }: { status: number }) => status === 2;
		const [ticket, first] = desk.tickets;
		if (!ticket || !first) throw new Error('no tickets');
		desk.setStatus(first, 2);
		desk.seconds += 600;
		desk.write(ticket, 'before');
		const trigger = await started('newMessage', { isShown });
		desk.setStatus(ticket, 2);
		expect(await drained(trigger)).toEqual([]);
		desk.write(ticket, 'after');
		expect(await drained(trigger)).toEqual([String(ticket.row.id)]);
	});
});

describe('the calls of a poll', () => {
	test('are those of the pages with the news, twice when it is more than one', async () => {
		const trigger = await started('ticketCreated');
		for (let count = 0; count < 45; count++) {
			desk.seconds += 1;
			create(1);
		}
		const pages = ['page 1', 'page 2', 'page 3'];
		expect((await trigger.poll()).calls).toEqual([...pages, ...pages]);
		expect((await trigger.poll()).calls).toEqual(['page 1']);
	});

	test('are one more for each ticket whose messages are wanted', async () => {
		const trigger = await started('ticketCreated', { includeDetails: true });
		const [first, second] = [...create(1), ...create(1)];
		const { calls, items } = await trigger.poll();
		expect([...calls].sort()).toEqual(['page 1', `details ${first}`, `details ${second}`].sort());
		expect(items.map(({ json }) => json.messages)).toMatchObject([
			[{ message: 'Hello' }],
			[{ message: 'Hello' }],
		]);
	});

	test('look through hundreds of tickets of one second once more, and then no more', async () => {
		const trigger = await started('ticketUpdated');
		const ids = create(300);
		expect((await drained(trigger)).sort()).toEqual(ids.sort());
		let looks = 0;
		for (let poll = 0; poll < 15; poll++) looks += (await trigger.poll()).calls.length - 1;
		expect(looks).toBeLessThanOrEqual(15);
		expect((await trigger.poll()).calls).toEqual(['page 1']);
	});
});

describe('a ticket', () => {
	test('that is stamped far ahead does not hide those that follow', async () => {
		const trigger = await started('ticketCreated');
		const at = '2030-01-01 00:00:00';
		const early = String(desk.create({ created_at: at, updated_at: at }).row.id);
		expect(idsOf(await trigger.poll())).toEqual([early]);
		for (let count = 0; count < 25; count++) {
			desk.seconds += 60;
			const [id] = create(1);
			expect(idsOf(await trigger.poll())).toEqual([id]);
		}
	});

	test('whose details never come is passed over when others do come', async () => {
		const trigger = await started('newMessage');
		const [broken, other] = desk.tickets;
		if (!broken || !other) throw new Error('no tickets');
		desk.write(broken, 'unreadable');
		const told: string[] = [];
		let heard = 0;
		for (let poll = 0; poll < 7; poll++) {
			desk.seconds += 60;
			desk.write(other, `${poll}`);
			const report = await trigger.poll({
				before: (_, what) => {
					if (what === `details ${broken.row.id}`) throw new DeskFault('unavailable');
				},
			});
			heard += report.items.length;
			told.push(...report.told);
		}
		expect(heard).toBe(7);
		expect(told).toEqual([cannotBeOpened(broken)]);
		desk.write(broken, 'readable again');
		expect(await drained(trigger)).toContain(String(broken.row.id));
	});

	test('that is pulled up past the next page by one that leaves is found', async () => {
		const trigger = await started('ticketCreated');
		const ids = create(1);
		for (let count = 0; count < 39; count++) {
			desk.seconds += 1;
			ids.push(...create(1));
		}
		const newest = desk.tickets.at(-1);
		const report = await trigger.poll({
			before: (call) => {
				if (call === 2 && newest) desk.remove(newest);
			},
		});
		expect(idsOf(report)).toEqual(ids);
	});
});

describe('a poll', () => {
	test('hands over what it has when the credential stops working in the middle', async () => {
		const trigger = await started('newMessage');
		const [first, second] = desk.tickets;
		if (!first || !second) throw new Error('no tickets');
		desk.write(first, 'one');
		desk.seconds += 1;
		desk.write(second, 'two');
		const before = (call: number) => {
			if (call === 3) throw new DeskFault('signIn');
		};
		expect(idsOf(await trigger.poll({ before }))).toEqual([String(first.row.id)]);
		expect(idsOf(await trigger.poll())).toEqual([String(second.row.id)]);
	});

	test('concludes nothing from a page that repeats the one before', async () => {
		const trigger = await started('ticketCreated');
		const ids = create(45);
		const { page } = desk;
		desk.page = (number, isShown) => ({
			...page.call(desk, number === 2 ? 1 : number, isShown),
			page: number,
		});
		const report = await trigger.poll();
		expect(report.items).toEqual([]);
		expect(report.stopped?.message).toBe('Page 2 of the ticket list repeats the page before');
		desk.page = page;
		expect((await drained(trigger)).sort()).toEqual(ids.sort());
	});

	test('that the list runs away from goes after it', async () => {
		const trigger = await started('ticketCreated');
		const ids = create(245);
		desk.seconds += 1;
		const report = await trigger.poll({
			before: (call, what) => {
				if (call > 10 && what === 'page 4' && ids.length === 245) ids.push(...create(90));
			},
		});
		expect(ids).toHaveLength(335);
		const all = [...idsOf(report), ...(await drained(trigger))];
		expect(all.sort()).toEqual(ids.sort());
	});
});
