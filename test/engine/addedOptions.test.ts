import { describe, expect, test } from '@jest/globals';

import { forAllTests } from '../support/forAllTests';
import { startTriggerDesk } from '../support/trigger';

const desk = forAllTests(startTriggerDesk, ({ sandbox }) => {
	sandbox.settings.attachmentHost = 'api';
	const attachments = [{ name: 'a.txt', mimeType: 'text/plain', content: 'a' }];
	sandbox.world.createTicket({ id: 40, productId: 1, attachments });
});

const GET = { operation: 'get', productId: '1', ticketId: '40' };

// In the editor these come switched on; what is not there is off all the same.
describe('an option that was not added', () => {
	test('downloads nothing', async () => {
		const [item] = await desk.run({ ...GET, options: { parallelRequests: 2 } });
		expect(item?.binary).toBeUndefined();
		expect(desk.sandbox.requests.count()).toBe(1);
	});

	test('leaves out no file that cannot be had', async () => {
		desk.sandbox.faults.add({
			kind: 'status',
			status: 404,
			times: 2,
			match: { path: /attachments/ },
		});
		const options = { downloadAttachments: true };
		expect(await desk.refusal({ ...GET, options })).toMatchObject({ httpCode: '404' });
		const [item] = await desk.json({ ...GET, options: { ...options, skipMissingFiles: true } });
		expect(item?.missing_attachments).toHaveLength(1);
	});

	test('reads no ticket of the trigger', async () => {
		const { poll } = await desk.activated({ options: { maxTicketsPerPoll: 5 } });
		desk.open(41);
		const before = desk.sandbox.requests.count();
		expect(await poll()).toHaveLength(1);
		expect(desk.sandbox.requests.entries.slice(before).map(({ path }) => path)).not.toContain(
			'/v1/products/1/tickets/41',
		);
	});
});
