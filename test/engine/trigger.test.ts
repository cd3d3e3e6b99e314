import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { forAllTests } from '../support/forAllTests';
import { startTriggerDesk } from '../support/trigger';

const desk360 = forAllTests(startTriggerDesk);

describe('activation', () => {
	test.each(['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'])(
		'of %s emits nothing of what is there, and a quiet poll nothing either',
		async (event) => {
			const { poll } = await desk360.activated({ events: [event] });
			expect(await poll()).toBeNull();
		},
	);

	test('of an empty product is a starting point, too', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'], productId: '2' });
		desk360.open(4, { productId: 2 });
		expect(await poll()).toMatchObject([{ id: 4 }]);
	});
});

describe('ticketCreated', () => {
	test('gives each new ticket once, oldest first', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		desk360.open(4);
		desk360.open(5, { subject: 'Invoice', priority: 3 });
		expect(await poll()).toEqual([
			expect.objectContaining({ id: 4, last_message: 'Hello 4' }),
			{
				event: 'ticketCreated',
				id: 5,
				product_id: 1,
				subject: 'Invoice',
				name: 'John Doe',
				email: 'mail@mail.com',
				status: 'Unresolved',
				priority: 'Urgent',
				reason_id: 1,
				agent_id: null,
				last_message: 'Hello 5',
				created_at: '2026-03-01 12:05:00',
				updated_at: '2026-03-01 12:05:00',
			},
		]);
		expect(await poll()).toBeNull();
	});

	test('is the event when none is chosen', async () => {
		const { poll } = await desk360.activated({});
		desk360.open(4);
		expect(await poll()).toMatchObject([{ id: 4 }]);
	});

	test('is not stirred by changes of older tickets', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		desk360.later();
		desk360.sandbox.world.addMessage(2, { message: 'Still waiting' });
		expect(await poll()).toBeNull();
	});

	test("gives the service's row with Simplify off", async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'], simplify: false });
		desk360.open(4);
		expect(await poll()).toMatchObject([
			{ id: 4, status: 0, channel: 'Application', type_id: null },
		]);
	});

	test('gives all messages with Include Details', async () => {
		const options = { includeDetails: true };
		const { poll } = await desk360.activated({ events: ['ticketCreated'], options });
		desk360.open(4);
		desk360.sandbox.world.addMessage(4, { message: 'And one more thing' });
		const [ticket] = (await poll()) ?? [];
		expect(ticket).toMatchObject({
			id: 4,
			messages: [{ text: 'Hello 4' }, { text: 'And one more thing' }],
		});
	});

	test('gives every ticket of more than one page', async () => {
		const { poll } = await desk360.activated({ events: ['ticketCreated'] });
		for (let id = 4; id < 50; id++) desk360.open(id);
		const seen: unknown[] = [];
		for (let output = await poll(); output; output = await poll()) {
			seen.push(...output.map(({ id }) => id));
		}
		expect(seen).toEqual(Array.from({ length: 46 }, (_, index) => index + 4));
	});

	test('hands over no more than Max Tickets per Poll, and the rest later', async () => {
		const options = { maxTicketsPerPoll: 2 };
		const { poll } = await desk360.activated({ events: ['ticketCreated'], options });
		for (const id of [4, 5, 6, 7, 8]) desk360.open(id);
		const sizes = [await poll(), await poll(), await poll(), await poll()];
		expect(sizes.map((output) => output?.map(({ id }) => id))).toEqual([
			[4, 5],
			[6, 7],
			[8],
			undefined,
		]);
	});

	test('watches what the filters let through', async () => {
		const filters = { platform: 'iOS', priority: 0 };
		const { poll } = await desk360.activated({ events: ['ticketCreated'], filters });
		desk360.open(4);
		desk360.open(5, { platform: 'iOS' });
		desk360.open(6, { platform: 'iOS', priority: 2 });
		expect((await poll())?.map(({ id }) => id)).toEqual([5]);
		expect(desk360.sandbox.requests.filter({ path: '/tickets' }).at(-1)?.query).toMatchObject({
			platform: 'iOS',
			priority: '0',
		});
	});
});

describe('ticketUpdated', () => {
	test('gives each ticket that was created or changed since', async () => {
		const { poll } = await desk360.activated({ events: ['ticketUpdated'] });
		desk360.later();
		desk360.sandbox.world.updateTicket(2, { subject: 'Now with a subject' });
		desk360.open(4);
		expect(await poll()).toMatchObject([{ id: 2, subject: 'Now with a subject' }, { id: 4 }]);
		expect(await poll()).toBeNull();

		desk360.later();
		desk360.sandbox.world.assign(2, 74);
		expect(await poll()).toMatchObject([{ id: 2, agent_id: 74 }]);
	});
});

describe('statusChanged', () => {
	test("gives one item for each new entry of a ticket's logs", async () => {
		const { poll } = await desk360.activated({ events: ['statusChanged'] });
		desk360.later();
		desk360.sandbox.world.changeStatus(2, 2, 74);
		desk360.later();
		desk360.sandbox.world.changeStatus(2, 1, 75);
		desk360.sandbox.world.addMessage(3, { message: 'No change of status' });
		expect(await poll()).toEqual([
			expect.objectContaining({
				id: 2,
				status: 'Resolved',
				change: {
					id: 1,
					from: 'Unresolved',
					to: 'Waiting',
					agent_id: 74,
					reason_id: 1,
					at: '2026-03-01 12:04:00',
				},
			}),
			expect.objectContaining({
				id: 2,
				change: {
					id: 2,
					from: 'Waiting',
					to: 'Resolved',
					agent_id: 75,
					reason_id: 1,
					at: '2026-03-01 12:05:00',
				},
			}),
		]);
		expect(await poll()).toBeNull();
	});
});

describe('newMessage', () => {
	test('gives one item for each new message, with its files in one list', async () => {
		const { poll } = await desk360.activated({ events: ['newMessage'] });
		const content = Buffer.from('a picture');
		desk360.later();
		desk360.sandbox.world.addMessage(2, {
			message: 'Any news?',
			attachments: [{ name: 'Ekran görüntüsü.png', mimeType: 'image/png', content }],
		});
		desk360.later();
		desk360.sandbox.world.addMessage(2, { message: 'Yes.', agent_id: 74 });
		expect(await poll()).toEqual([
			expect.objectContaining({
				id: 2,
				message: {
					id: 4,
					text: 'Any news?',
					agent_id: null,
					attachments: [{ name: 'Ekran görüntüsü.png', url: expect.stringMatching(/^http/) }],
					at: '2026-03-01 12:04:00',
				},
			}),
			expect.objectContaining({
				id: 2,
				message: {
					id: 5,
					text: 'Yes.',
					agent_id: 74,
					attachments: [],
					at: '2026-03-01 12:05:00',
				},
			}),
		]);
		expect(await poll()).toBeNull();
	});

	test('gives the message as the service has it with Simplify off', async () => {
		const { poll } = await desk360.activated({ events: ['newMessage'], simplify: false });
		desk360.later();
		desk360.sandbox.world.addMessage(2, { message: 'Any news?' });
		expect(await poll()).toMatchObject([
			{
				id: 2,
				status: 0,
				message: {
					agent_id: null,
					message: 'Any news?',
					attachments: { images: [], videos: [], files: [], others: [] },
					type: 0,
					created_at: '2026-03-01 12:04:00',
				},
			},
		]);
	});

	test('gives the first message of a new ticket', async () => {
		const { poll } = await desk360.activated({ events: ['newMessage'] });
		desk360.open(4);
		expect(await poll()).toMatchObject([{ id: 4, message: { text: 'Hello 4' } }]);
	});

	test('passes over what the named agents write', async () => {
		const options = { ignoreAgentIds: '74, 75' };
		const { poll } = await desk360.activated({ events: ['newMessage'], options });
		for (const agentId of [74, 75, 76, null]) {
			desk360.later();
			desk360.sandbox.world.addMessage(2, { message: `By ${agentId}`, agent_id: agentId });
		}
		expect((await poll())?.map(({ message }) => (message as IDataObject).text)).toEqual([
			'By 76',
			'By null',
		]);
	});
});
