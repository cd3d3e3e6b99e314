import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import '../support/withoutWaiting';
import type { IBinaryData } from 'n8n-workflow';

import { DESK360, startDesk360, type StartOptions } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { RETRY, runInWorkflow } from '../support/nodeRun';
import { getRuntime } from '../support/runtime';
import {
	broken,
	lengthen,
	prune,
	removeBytes,
	removeDescription,
	shorten,
} from '../support/storedFiles';
import { itemsOf } from '../support/ticketDesk';

/** More than one piece of n8n's stream. */
const CONTENT = Buffer.alloc(300_000, 'A scan. ');
const REPLY = {
	operation: 'reply',
	productId: '1',
	ticketId: '={{ $json.id }}',
	message: 'See the scan',
	attachments: 'scan',
};

const { binaryData: store } = getRuntime();

afterEach(() => {
	jest.restoreAllMocks();
});

/** A local Desk360 with tickets 11 and 12, and an n8n that keeps files so. */
function useDesk(binaryMode: StartOptions['binaryMode']) {
	const desk360 = forAllTests(
		() => startDesk360({ binaryMode }),
		({ sandbox: { world } }) => {
			world.createProduct({ id: 1 });
			for (const id of [11, 12]) world.createTicket({ id, productId: 1, description: null });
		},
	);
	return {
		desk360,
		storeScan: async () => await desk360.engine.storeFile(CONTENT, 'scan.pdf', 'application/pdf'),
		messagesOf: (id: number) => desk360.sandbox.world.ticket(id).messages.length,
	};
}

describe("a file in n8n's own store", () => {
	const { desk360, storeScan, messagesOf } = useDesk('filesystem');
	let scan: IBinaryData;
	beforeEach(async () => {
		scan = await storeScan();
	});

	const item = () => itemsOf(11).map((one) => ({ ...one, binary: { scan } }));

	test.each<[string, () => Promise<void> | void]>([
		['that n8n pruned', prune],
		['whose bytes are gone', () => removeBytes(scan)],
		['of which n8n knows nothing', () => removeDescription(scan)],
	])('%s is told before anything is sent, and what to do', async (_what, lose) => {
		await lose();
		const thrown = await desk360.refusal(REPLY, { items: item() });
		expect(thrown.message).toMatch(/^The file "scan\.pdf" \(scan\) is no longer in n8n's store: /);
		expect(thrown.description).toMatch(/^Nothing was sent\. .*run the workflow from the node/);
		expect(thrown.description).toMatch(/EXECUTIONS_DATA_MAX_AGE/);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('that n8n pruned is told of its item, and the others are answered', async () => {
		const lost = await storeScan();
		removeBytes(lost);
		const thrown = await desk360.refusal(REPLY, {
			items: [...item(), { json: { id: 12 }, binary: { scan: lost } }],
		});
		expect(thrown.context.itemIndex).toBe(1);
		expect([messagesOf(11), messagesOf(12)]).toEqual([1, 0]);
	});

	describe('that is lost while it is sent', () => {
		/** Lets n8n open the file for a first look; what it gives after that is the test's. */
		function afterFirstLook(then: typeof broken) {
			const open = store.getAsStream.bind(store);
			jest
				.spyOn(store, 'getAsStream')
				.mockImplementationOnce(open)
				.mockImplementationOnce(async (id, chunkSize) => then(await open(id, chunkSize)));
		}

		const WAYS: Array<[string, () => void, RegExp]> = [
			[
				'is deleted after the first look',
				() => {
					const open = store.getAsStream.bind(store);
					jest.spyOn(store, 'getAsStream').mockImplementationOnce(async (id, chunkSize) => {
						const bytes = await open(id, chunkSize);
						removeBytes(scan);
						return bytes;
					});
				},
				/: File not found$/,
			],
			['cannot be read to its end', () => afterFirstLook(broken), /: EIO: i\/o error, read$/],
			['is shorter than it was', () => shorten(scan, 100_000), /300000 bytes/],
			['is empty', () => shorten(scan), /300000 bytes/],
			['is longer than it was', () => lengthen(scan), /300000 bytes/],
		];

		test.each(WAYS)('because it %s is told as not done', async (_way, lose, message) => {
			lose();
			const thrown = await desk360.refusal(REPLY, { items: item() });
			expect(thrown.message).toMatch(/^The file "scan\.pdf" could not be read to its end: /);
			expect(thrown.message).toMatch(message);
			expect(thrown.description).toMatch(/^Nothing was done: /);
			expect(messagesOf(11)).toBe(0);
			expect(desk360.sandbox.requests.count({ status: 200 })).toBe(0);
		});

		test('goes out with Retry On Fail once it can be read', async () => {
			afterFirstLook(broken);
			const { credentials, engine } = desk360;
			const settings = { type: DESK360, credentials, parameters: REPLY, ...RETRY };
			const { status } = await runInWorkflow(engine, settings, item());
			expect(status).toBe('success');
			expect(messagesOf(11)).toBe(1);
			expect(desk360.sandbox.requests.last?.body).toMatchObject({
				files: [{ name: 'scan.pdf', size: CONTENT.length }],
			});
		});
	});
});

describe('a file that n8n keeps in the item', () => {
	const { desk360, storeScan, messagesOf } = useDesk('default');

	test('is sent whatever n8n pruned', async () => {
		const scan = await storeScan();
		await prune();
		await desk360.run(REPLY, { items: [{ json: { id: 11 }, binary: { scan } }] });
		expect(messagesOf(11)).toBe(1);
		expect(desk360.sandbox.requests.last?.body).toMatchObject({
			files: [{ size: CONTENT.length }],
		});
	});
});
