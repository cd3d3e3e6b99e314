import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { UNTOUCHED, simplifier } from '../../../nodes/Desk360/fields/simplify';
import type { EventName } from '../../../nodes/Desk360/trigger/description';
import type { DeskTicket } from './desk';
import { DeskFault } from './desk';
import { create, desk, openDesk, started } from './scene';
import { idsOf } from './trigger';
import type { PollReport, Trigger } from './trigger';

beforeEach(openDesk);

const ALL: EventName[] = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];

function ticketAt(index: number): DeskTicket {
	const ticket = desk.tickets[index];
	if (!ticket) throw new Error('no ticket');
	return ticket;
}

/** The names of what came, with the ticket of each. */
function eventsIn({ items }: Pick<PollReport, 'items'>): string[] {
	return items.map(({ json }) => `${String(json.event)} ${String(json.id)}`);
}

/** What came within some further polls. */
async function laterEvents(trigger: Trigger): Promise<string[]> {
	const came: string[] = [];
	for (let poll = 0; poll < 4; poll++) {
		desk.seconds += 60;
		came.push(...eventsIn(await trigger.poll()));
	}
	return came;
}

describe('a trigger of several events', () => {
	test('reads the list once for all of them', async () => {
		const trigger = await started(ALL);
		const { row } = ticketAt(0);
		desk.setStatus(ticketAt(0), 2);
		desk.write(ticketAt(0), 'Any news?');
		const report = await trigger.poll();
		const { id } = row;
		expect(eventsIn(report).sort()).toEqual(
			[`newMessage ${id}`, `statusChanged ${id}`, `ticketUpdated ${id}`].sort(),
		);
		expect(report.calls.toSorted()).toEqual([`details ${id}`, `logs ${id}`, 'page 1']);
		expect(await laterEvents(trigger)).toEqual([]);
	});

	test('hands over a change and a message of one poll oldest first, of whichever ticket', async () => {
		const trigger = await started(['newMessage', 'statusChanged']);
		const [one, other] = [ticketAt(0), ticketAt(1)];
		const expected: string[] = [];
		for (const step of ['message', 'change', 'message', 'change']) {
			for (const ticket of [one, other]) {
				desk.seconds += 1;
				const { id } = ticket.row;
				if (step === 'message') desk.write(ticket);
				else desk.setStatus(ticket, desk.seconds);
				expected.push(`${step === 'message' ? 'newMessage' : 'statusChanged'} ${id}`);
			}
		}
		expect(eventsIn(await trigger.poll())).toEqual(expected);
		expect(await laterEvents(trigger)).toEqual([]);
	});

	test('hands over what belongs to one ticket oldest first within the ticket as well', async () => {
		const trigger = await started(['newMessage', 'statusChanged']);
		desk.setStatus(ticketAt(0), 2);
		desk.seconds += 1;
		desk.write(ticketAt(0), 'now');
		desk.seconds += 1;
		desk.setStatus(ticketAt(0), 1);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.event)).toEqual([
			'statusChanged',
			'newMessage',
			'statusChanged',
		]);
	});

	test('tells a log entry and a message with the same ID apart', async () => {
		const trigger = await started(['newMessage', 'statusChanged']);
		const ticket = ticketAt(0);
		const message = desk.write(ticket);
		const { id } = message;
		expect(eventsIn(await trigger.poll())).toEqual([`newMessage ${ticket.row.id}`]);
		desk.seconds += 60;
		const entry = desk.setStatus(ticket, 2);
		entry.id = id;
		expect(eventsIn(await trigger.poll())).toEqual([`statusChanged ${ticket.row.id}`]);
		desk.seconds += 60;
		desk.touch(ticket);
		expect(await laterEvents(trigger)).toEqual([]);
	});

	test('puts the name of the event into each item', async () => {
		const trigger = await started(ALL);
		const [id] = create(1);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => [String(json.id), json.event])).toEqual(
			expect.arrayContaining([
				[id, 'ticketCreated'],
				[id, 'newMessage'],
			]),
		);
		expect(items).toHaveLength(2);
		expect(items.map(({ json }) => 'message' in json).sort()).toEqual([false, true]);
	});

	test('counts tickets, not items, against the most that a poll hands over', async () => {
		const trigger = await started(ALL, { maxTickets: 2 });
		const ids = [0, 1, 2].map((index) => {
			desk.seconds += 1;
			desk.setStatus(ticketAt(index), 2);
			desk.write(ticketAt(index));
			return String(ticketAt(index).row.id);
		});
		const first = await trigger.poll();
		expect(new Set(idsOf(first))).toEqual(new Set(ids.slice(0, 2)));
		expect(first.items).toHaveLength(6);
		expect(new Set(idsOf(await trigger.poll()))).toEqual(new Set(ids.slice(2)));
	});
});

describe('ticketUpdated beside ticketCreated', () => {
	test('lets a new ticket come as ticketCreated alone, and its later changes as ticketUpdated', async () => {
		const trigger = await started(['ticketCreated', 'ticketUpdated']);
		const [id] = create(1);
		expect(eventsIn(await trigger.poll())).toEqual([`ticketCreated ${id}`]);
		for (let change = 0; change < 2; change++) {
			desk.seconds += 60;
			const ticket = desk.find(id);
			if (ticket) desk.touch(ticket);
			expect(eventsIn(await trigger.poll())).toEqual([`ticketUpdated ${id}`]);
		}
		desk.touch(ticketAt(0));
		expect(eventsIn(await trigger.poll())).toEqual([`ticketUpdated ${ticketAt(0).row.id}`]);
	});

	test('has a new ticket come as ticketCreated alone though it changed before the poll', async () => {
		const trigger = await started(['ticketCreated', 'ticketUpdated']);
		const ticket = desk.create();
		desk.seconds += 5;
		desk.touch(ticket);
		expect(eventsIn(await trigger.poll())).toEqual([`ticketCreated ${ticket.row.id}`]);
		expect(await laterEvents(trigger)).toEqual([]);
	});

	test('alone has a new ticket come as ticketUpdated', async () => {
		const trigger = await started('ticketUpdated');
		const [id] = create(1);
		expect(eventsIn(await trigger.poll())).toEqual([`ticketUpdated ${id}`]);
	});
});

describe('the messages that start something', () => {
	/** Messages of a customer and of two agents, and the texts that come of them. */
	async function textsWith(options: Parameters<typeof started>[1]): Promise<unknown[]> {
		const trigger = await started(['newMessage', 'statusChanged'], options);
		for (const agent of [null, 74, 75]) {
			desk.seconds += 1;
			desk.write(ticketAt(0), `from ${agent}`, agent);
		}
		const { items } = await trigger.poll();
		return items.map(({ json }) => (json.message as IDataObject).message);
	}

	test('are those of customers alone', async () => {
		expect(await textsWith({ messagesFrom: 'customers' })).toEqual(['from null']);
	});

	test('are those of agents alone', async () => {
		expect(await textsWith({ messagesFrom: 'agents' })).toEqual(['from 74', 'from 75']);
	});

	test('are those of all but the agents that are ignored', async () => {
		expect(await textsWith({ ignoreAgentIds: ['75'] })).toEqual(['from null', 'from 74']);
	});

	test('are those of agents but the ones that are ignored', async () => {
		const texts = await textsWith({ messagesFrom: 'agents', ignoreAgentIds: ['74'] });
		expect(texts).toEqual(['from 75']);
	});

	test('are no matter of status changes, which ignored agents make as well', async () => {
		const trigger = await started('statusChanged', {
			messagesFrom: 'customers',
			ignoreAgentIds: ['74'],
		});
		expect(desk.setStatus(ticketAt(0), 2).agent_id).toBe(74);
		expect((await trigger.poll()).items).toHaveLength(1);
	});

	test('that are passed over do not come later', async () => {
		const trigger = await started('newMessage', { messagesFrom: 'customers' });
		desk.write(ticketAt(0), 'from an agent', 74);
		expect((await trigger.poll()).items).toEqual([]);
		desk.seconds += 60;
		desk.write(ticketAt(0), 'from the customer');
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.message)).toMatchObject([{ message: 'from the customer' }]);
	});
});

describe('the status changes that start something', () => {
	test('are those to the chosen statuses', async () => {
		const trigger = await started(['statusChanged', 'newMessage'], { changedTo: [1, 3] });
		for (const status of [2, 1, 0, 3]) {
			desk.seconds += 1;
			desk.setStatus(ticketAt(0), status);
		}
		desk.seconds += 1;
		desk.write(ticketAt(0), 'of another kind');
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => (json.change as IDataObject | undefined)?.to)).toEqual([
			1,
			3,
			undefined,
		]);
		expect(await laterEvents(trigger)).toEqual([]);
	});

	test.each([
		['on', simplifier({}), { from: 'Unresolved', to: 'Waiting' }, { from: 'Waiting', to: 42 }],
		['off', UNTOUCHED, { from: 0, to: 2 }, { from: 2, to: 42 }],
	])('have labels where one is known, with Simplify %s', async (_case, simplify, ...changes) => {
		const trigger = await started('statusChanged', { simplify });
		desk.setStatus(ticketAt(0), 2);
		desk.seconds += 1;
		desk.setStatus(ticketAt(0), 42);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.change)).toMatchObject(changes);
	});

	test('are chosen by their numbers with labels as well', async () => {
		const trigger = await started('statusChanged', { simplify: simplifier({}), changedTo: [1] });
		desk.setStatus(ticketAt(0), 2);
		desk.seconds += 1;
		desk.setStatus(ticketAt(0), 1);
		const { items } = await trigger.poll();
		expect(items.map(({ json }) => json.change)).toMatchObject([{ to: 'Resolved' }]);
	});
});

describe('a call that fails after another one for the same ticket came through', () => {
	test.each(['unavailable', 'timeout', 'rateLimited', 'unreachable'])(
		'(%s) leaves the ticket whole for the next poll',
		async (kind) => {
			const trigger = await started(ALL);
			const [spoilt, other] = [ticketAt(0), ticketAt(1)];
			desk.write(other);
			desk.seconds += 1;
			desk.write(spoilt, 'once');
			desk.setStatus(spoilt, 2);
			const report = await trigger.poll({
				before: (_call, what) => {
					if (what === `logs ${spoilt.row.id}`) throw new DeskFault(kind);
				},
			});
			expect(new Set(idsOf(report))).toEqual(new Set([String(other.row.id)]));
			const { id } = spoilt.row;
			const came = await laterEvents(trigger);
			expect(came.sort()).toEqual(
				[`newMessage ${id}`, `statusChanged ${id}`, `ticketUpdated ${id}`].sort(),
			);
		},
	);

	test('in five polls lets the ticket go on without what cannot be read, and the others all the time', async () => {
		const trigger = await started(['ticketUpdated', 'statusChanged', 'newMessage']);
		const [spoilt, other] = [ticketAt(0), ticketAt(1)];
		desk.setStatus(spoilt, 2);
		const came: string[] = [];
		for (let poll = 0; poll < 8; poll++) {
			desk.seconds += 60;
			desk.setStatus(other, poll);
			const report = await trigger.poll({
				before: (_call, what) => {
					if (what === `logs ${spoilt.row.id}`) throw new DeskFault('unavailable');
				},
			});
			came.push(...eventsIn(report));
		}
		const ofOther = [`statusChanged ${other.row.id}`, `ticketUpdated ${other.row.id}`];
		for (const event of ofOther) expect(came.filter((one) => one === event)).toHaveLength(8);
		expect(came.filter((event) => event.endsWith(` ${spoilt.row.id}`))).toEqual([
			`ticketUpdated ${spoilt.row.id}`,
		]);
	});
});
