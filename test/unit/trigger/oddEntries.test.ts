import { beforeEach, describe, expect, test } from '@jest/globals';

import type { LogEntry, Message } from '../../../nodes/Desk360/api/types';
import { StrangeAnswer } from '../../../nodes/Desk360/trigger/stopEarly';
import type { DeskTicket } from './desk';
import { desk, drained, openDesk, started } from './scene';
import type { Trigger } from './trigger';

beforeEach(openDesk);

/** What an entry of a ticket may come without. */
const LACKS: Array<[string, Array<keyof Message & keyof LogEntry>]> = [
	['an ID', ['id']],
	['a time', ['created_at']],
	['an ID and a time', ['id', 'created_at']],
];

function without<Entry extends Message | LogEntry>(
	entry: Entry,
	fields: Array<keyof Message & keyof LogEntry>,
): void {
	for (const field of fields) delete (entry as Partial<Entry>)[field];
}

function ticket(): DeskTicket {
	const [first] = desk.tickets;
	if (!first) throw new Error('no ticket');
	return first;
}

const textsOf = async (trigger: Trigger) =>
	(await trigger.poll()).items.map(({ json }) => (json.message as unknown as Message).message);

describe.each(LACKS)('a message without %s', (_lack, fields) => {
	test('comes once, and those after it come as well', async () => {
		const trigger = await started('newMessage');
		without(desk.write(ticket(), 'odd'), fields);
		expect(await textsOf(trigger)).toEqual(['odd']);
		desk.seconds += 60;
		desk.write(ticket(), 'usual');
		expect(await textsOf(trigger)).toEqual(['usual']);
		desk.seconds += 60;
		desk.touch(ticket());
		expect(await drained(trigger)).toEqual([]);
	});

	test('of a ticket that was never seen comes with its other messages', async () => {
		const trigger = await started('newMessage');
		const opened = desk.create();
		without(desk.write(opened, 'odd'), fields);
		expect((await textsOf(trigger)).sort()).toEqual(['Hello', 'odd']);
		expect(await drained(trigger)).toEqual([]);
	});

	test('and with the same text as another one without is two', async () => {
		const trigger = await started('newMessage');
		without(desk.write(ticket(), 'odd'), fields);
		without(desk.write(ticket(), 'odd'), fields);
		expect(await textsOf(trigger)).toEqual(['odd', 'odd']);
		expect(await drained(trigger)).toEqual([]);
	});
});

describe.each(LACKS)('a status change without %s', (_lack, fields) => {
	test('comes once, with the time of the last change in place of its own', async () => {
		const trigger = await started('statusChanged');
		const entry = desk.setStatus(ticket(), 2);
		without(entry, fields);
		const { items } = await trigger.poll();
		expect(items).toMatchObject([{ at: ticket().row.updated_at, json: { change: { to: 2 } } }]);
		desk.seconds += 60;
		desk.setStatus(ticket(), 1);
		const next = await trigger.poll();
		expect(next.items).toMatchObject([{ json: { change: { from: 2, to: 1 } } }]);
		expect(await drained(trigger)).toEqual([]);
	});
});

test('a ticket whose messages cannot be read is tried again, and does not hold up the others', async () => {
	const trigger = await started('newMessage');
	const [odd, other] = desk.tickets;
	if (!odd || !other) throw new Error('no tickets');
	desk.write(odd, 'unreadable for now');
	desk.seconds += 1;
	desk.write(other, 'usual');
	const before = (_call: number, what: string) => {
		if (what === `details ${odd.row.id}`) throw new StrangeAnswer('They could not be read');
	};
	const { items } = await trigger.poll({ before });
	expect(items).toMatchObject([{ json: { message: { message: 'usual' } } }]);
	expect(await textsOf(trigger)).toEqual(['unreadable for now']);
	expect(await drained(trigger)).toEqual([]);
});
