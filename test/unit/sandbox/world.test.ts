import { describe, expect, it } from '@jest/globals';

import { World } from '../../../sandbox';
import { liveStep } from '../../../sandbox/world/live';
import { seededRandom } from '../../../sandbox/world/random';
import { seedWorld } from '../../../sandbox/world/seed';

const NOW = new Date('2026-11-22T09:00:00Z');
const STAMP = '2026-11-22 09:00:00';

describe('World', () => {
	it('notes in its history what really happened', () => {
		const world = new World(() => NOW);
		const { id } = world.createTicket({ status: 1 });
		world.changeStatus(id, 3, 72);
		world.addMessage(id, { agent_id: 73, message: 'Hi' });
		world.updateTicket(id, { priority: 2 });
		world.deleteTicket(id);
		const where = { productId: 1, ticketId: 1, at: STAMP };
		expect(world.history).toEqual([
			{ ...where, type: 'ticketCreated' },
			{ ...where, type: 'messageAdded', messageId: 1, agentId: null },
			{ ...where, type: 'statusChanged', logId: 1, from: 1, to: 3, agentId: 72 },
			{ ...where, type: 'messageAdded', messageId: 2, agentId: 73 },
			{ ...where, type: 'ticketUpdated', fields: ['priority'] },
			{ ...where, type: 'ticketDeleted' },
		]);
		expect(world.tickets).toEqual([]);
	});

	it('touches a ticket with each change unless told otherwise', () => {
		let minute = 10;
		const world = new World(() => new Date(`2026-11-22T09:${minute++}:00Z`));
		const { id } = world.createTicket({ created_at: '2026-01-01 00:00:00' });
		const touchedBy = (change: () => unknown) => {
			const before = world.ticket(id).updated_at;
			change();
			return world.ticket(id).updated_at > before;
		};
		expect(touchedBy(() => world.assign(id, 74))).toBe(true);
		expect(touchedBy(() => world.changeStatus(id, 2))).toBe(true);
		expect(touchedBy(() => world.addMessage(id, { message: 'Hi' }))).toBe(true);
		const { updated_at } = world.ticket(id);
		expect(touchedBy(() => world.updateTicket(id, { priority: 3, updated_at }))).toBe(false);
	});

	it('numbers tickets upwards, downwards, or as told, and never twice', () => {
		const world = new World();
		expect(world.createTicket().id).toBe(1);
		expect(world.createTicket({ id: 2 }).id).toBe(2);
		expect(world.createTicket().id).toBe(3);
		world.ticketIds = { next: 900, step: -1 };
		expect([world.createTicket().id, world.createTicket().id]).toEqual([900, 899]);
		expect(() => world.createTicket({ id: 900 })).toThrow('900');
		expect(() => world.ticket(4)).toThrow('4');
	});
});

describe('the demo seed', () => {
	const world = new World(() => NOW);
	seedWorld(world, 'demo', NOW);

	it('fills three pages of the first of three products, all of it in the past', () => {
		expect(world.products).toHaveLength(3);
		expect(world.ticketsOf(1)).toHaveLength(45);
		expect(world.tickets.filter(({ updated_at }) => updated_at > STAMP)).toEqual([]);
		expect(world.history).toEqual([]);
	});

	it('is varied', () => {
		const kinds = (of: (ticket: (typeof world.tickets)[0]) => unknown) =>
			new Set(world.tickets.map(of)).size;
		expect(kinds(({ status }) => status)).toBe(4);
		expect(kinds(({ priority }) => priority)).toBe(4);
		expect(kinds(({ platform }) => platform)).toBeGreaterThan(3);
		expect(kinds(({ messages }) => messages.length)).toBeGreaterThan(3);
		expect(kinds(({ logs }) => logs.length)).toBeGreaterThan(2);
		const files = world.tickets.flatMap(({ messages }) => messages.flatMap((one) => one.files));
		expect(new Set(files.map(({ mimeType }) => mimeType))).toEqual(
			new Set(['image/png', 'text/plain', 'application/pdf']),
		);
	});
});

describe('liveStep', () => {
	const happenings = (seed: number) => {
		const world = new World(() => NOW);
		const random = seededRandom(seed);
		for (let step = 0; step < 60; step += 1) liveStep(world, random);
		return world.history;
	};

	it('lets everything happen that happens in a help desk', () => {
		expect(new Set(happenings(7).map(({ type }) => type))).toEqual(
			new Set(['ticketCreated', 'messageAdded', 'statusChanged', 'ticketUpdated']),
		);
	});

	it('does the same again for the same seed', () => {
		expect(happenings(7)).toEqual(happenings(7));
		expect(happenings(8)).not.toEqual(happenings(7));
	});
});
