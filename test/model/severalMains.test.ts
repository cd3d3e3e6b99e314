import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { Desk } from './desk';
import { EVENTS } from './history';
import { N8n } from './n8n';
import { openStage } from './stage';

const stage = forAllTests(openStage);

const PLACE = { filter: 'none', product: 1 } as const;

/** A published trigger of a desk where something happened before. */
async function published() {
	const { sandbox, pass } = stage;
	sandbox.reset();
	sandbox.world.createProduct({ id: 1 });
	const desk = new Desk(sandbox.world, () => {});
	const n8n = new N8n(stage, true, {
		...{ productId: 'all', events: EVENTS, filters: {}, simplify: false, options: {} },
	});
	const happen = () => {
		desk.create(PLACE, true);
		for (const what of ['write', 'setStatus'] as const) desk.happen({ do: what, pick: 0 }, PLACE);
		pass(1);
	};
	const poll = async () => {
		const outcomes = await n8n.poll('kept');
		pass(60);
		return outcomes.flatMap(({ items }) => items.map(({ event }) => event));
	};
	happen();
	await n8n.publish();
	pass(60);
	return { n8n, happen, poll };
}

/** A new ticket, its two messages and its change of status. */
const OF_A_TICKET = ['ticketCreated', 'newMessage', 'newMessage', 'statusChanged'];

describe('with durable cursors, which keep nothing of the poll at activation', () => {
	test('what happens between activation and the next poll comes when the same main process makes it', async () => {
		const { happen, poll } = await published();
		happen();
		expect(await poll()).toEqual(OF_A_TICKET);
		expect(await poll()).toEqual([]);
	});

	test('what happens between activation and the next poll does not come when another main process makes it', async () => {
		const { n8n, happen, poll } = await published();
		happen();
		await n8n.switchMain();
		expect(await poll()).toEqual([]);
		await n8n.switchMain();
		expect(await poll()).toEqual([]);
	});

	test('from then on each event comes once, whichever main process polls', async () => {
		const { n8n, happen, poll } = await published();
		await n8n.switchMain();
		await poll();
		happen();
		await n8n.switchMain();
		expect(await poll()).toEqual(OF_A_TICKET);
		await n8n.switchMain();
		expect(await poll()).toEqual([]);
		happen();
		expect(await poll()).toEqual(OF_A_TICKET);
	});

	test('a starting point of a watch that was left meanwhile is none any more', async () => {
		const { n8n, happen, poll } = await published();
		const watch = n8n.parameters;
		await n8n.switchMain();
		await poll();
		happen();
		expect(await poll()).toEqual(OF_A_TICKET);
		n8n.parameters = { ...watch, events: ['ticketCreated'] };
		await n8n.publish();
		await poll();
		n8n.parameters = watch;
		await n8n.publish();
		await n8n.switchMain();
		expect(await poll()).toEqual([]);
	});
});
