import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { addProduct1, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(startDesk360, addProduct1);

type Order = 'desc' | 'asc';

/** So many tickets; the one with the ID 1 changed first. */
function seed(count: number): void {
	const { world } = desk360.sandbox;
	for (let minute = 0; minute < count; minute++) {
		const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
		world.at(at, () => world.createTicket({ productId: 1, subject: 'As before' }));
	}
}

const change = (id: number) => desk360.sandbox.world.updateTicket(id, { subject: 'Changed' });

async function allTickets(order: Order, parallelRequests: number): Promise<IDataObject[]> {
	const options = { order, parallelRequests };
	return await desk360.json({ operation: 'getAll', productId: '1', returnAll: true, options });
}

const sortedIds = (tickets: IDataObject[]) =>
	tickets.map(({ id }) => Number(id)).sort((one, other) => one - other);

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Does something once, as soon as a page was answered. */
function afterPage(page: number, action: () => void): void {
	let isDone = false;
	desk360.sandbox.hooks.onAnswer = ({ query }) => {
		if (isDone || query.page !== `${page}`) return;
		isDone = true;
		action();
	};
}

const WAYS = FORMS.flatMap((form) =>
	(['desc', 'asc'] as const).flatMap((order) =>
		[1, 4].map((parallel): [typeof form, Order, number] => [form, order, parallel]),
	),
);

describe.each(WAYS)('answers as %s, order %s, %i pages at a time:', (form, order, parallel) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = form;
		seed(100);
	});

	/** A ticket on a page of the list as it was before it moved. */
	const ticketOn = (page: number) => (order === 'desc' ? 110 - 20 * page : 20 * page - 9);

	test('a ticket of page 4 that changes once page 1 was read comes once, as it is now', async () => {
		afterPage(1, () => change(ticketOn(4)));
		const tickets = await allTickets(order, parallel);
		expect(sortedIds(tickets)).toEqual(upTo(100));
		const changed = tickets.filter(({ subject }) => subject === 'Changed');
		expect(changed).toMatchObject([{ id: ticketOn(4) }]);
		// Where the list has it by now: the newest change.
		expect(tickets.at(order === 'desc' ? 0 : -1)).toBe(changed[0]);
	});

	test('a ticket of page 1 that changes once page 1 was read hides no other one', async () => {
		afterPage(1, () => change(ticketOn(1)));
		expect(sortedIds(await allTickets(order, parallel))).toEqual(upTo(100));
	});

	test('tickets that change while each page is read all come', async () => {
		let changes = 0;
		desk360.sandbox.hooks.onAnswer = () => {
			if (++changes <= 5) change(changes % 2 === 0 ? changes : 100 - changes);
		};
		expect(sortedIds(await allTickets(order, parallel))).toEqual(upTo(100));
	});

	test('tickets that are opened while the list is read come as well', async () => {
		let opened = 0;
		desk360.sandbox.hooks.onAnswer = () => {
			if (++opened <= 3) desk360.sandbox.world.createTicket({ productId: 1 });
		};
		expect(sortedIds(await allTickets(order, parallel))).toEqual(upTo(103));
	});
});

describe.each(FORMS)('answers as %s:', (form) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = form;
	});

	test.each<[Order]>([['desc'], ['asc']])(
		'order %s: a page that is answered after the next ones hides no ticket',
		async (order) => {
			seed(120);
			const { hooks } = desk360.sandbox;
			let answerPage4 = () => {};
			const others = new Promise<void>((resolve) => {
				answerPage4 = resolve;
			});
			hooks.onRequest = async ({ query }) => {
				if (query.page === '4') await others;
			};
			let isChanged = false;
			hooks.onAnswer = ({ query }) => {
				if (isChanged || query.page !== '6') return;
				isChanged = true;
				change(5);
				answerPage4();
			};
			expect(sortedIds(await allTickets(order, 4))).toEqual(upTo(120));
		},
	);

	test.each<[number, number]>([
		[20, 1],
		[60, 4],
	])('%i tickets that nobody touches meanwhile cost %i calls', async (size, calls) => {
		seed(size);
		expect(await allTickets('desc', 4)).toHaveLength(size);
		expect(desk360.sandbox.requests.count()).toBe(calls);
	});

	test('a list that is never at rest is looked at five times', async () => {
		seed(45);
		const { requests, world, hooks } = desk360.sandbox;
		hooks.onRequest = ({ query }) => {
			const isLookedAtAgain = requests.count({ page: 1 }) > 1;
			if (query.page === '1' && isLookedAtAgain) world.createTicket({ productId: 1 });
		};
		expect(await allTickets('desc', 1)).toHaveLength(50);
		expect(requests.count({ page: 1 })).toBe(6);
	});

	test('nothing is looked at again when the limit ends the list', async () => {
		seed(60);
		const parameters = { operation: 'getAll', productId: '1', limit: 60 };
		expect(await desk360.json(parameters)).toHaveLength(60);
		expect(desk360.sandbox.requests.count()).toBe(3);
	});

	test('a row without an ID comes once, however often its page is looked at', async () => {
		seed(45);
		const { faults } = desk360.sandbox;
		faults.add({
			kind: 'malformedRow',
			row: 3,
			value: { subject: 'No ID' },
			times: Infinity,
			match: { page: 1 },
		});
		const tickets = await allTickets('desc', 1);
		expect(tickets.filter(({ subject }) => subject === 'No ID')).toHaveLength(1);
		expect(tickets).toHaveLength(45);
		expect(desk360.sandbox.requests.count()).toBe(4);
	});
});
