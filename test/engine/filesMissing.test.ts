import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_TOKEN } from '../../sandbox';
import { DESK360, startDesk360 } from '../support/desk360';
import { attachToTicket, DOWNLOAD, startFileServer } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';
import { runInWorkflow } from '../support/nodeRun';
import { getRuntime } from '../support/runtime';

const READ: INodeParameters = { operation: 'get', productId: '1', ticketId: '12' };
const SKIP: INodeParameters = {
	...READ,
	options: { downloadAttachments: true, skipMissingFiles: true },
};

const desk360 = forAllTests(startDesk360);
const files = forAllTests(startFileServer, ({ give }) => {
	for (const path of ['/one.txt', '/two.txt']) give(path, { body: path });
});
afterEach(() => {
	jest.restoreAllMocks();
});

const link = (path: string, more: object = {}) => ({ url: `${files.url}${path}`, ...more });

/** What a run of the node gives, for a ticket with these attachments. */
async function runWith(parameters: INodeParameters, ...elements: unknown[]) {
	attachToTicket(desk360.sandbox.faults, ...elements);
	const { credentials, engine } = desk360;
	const { output, ...run } = await runInWorkflow(engine, {
		type: DESK360,
		credentials,
		parameters,
	});
	const names = Object.entries(output[0]?.binary ?? {}).map(
		([field, { fileName }]) => `${field}: ${fileName}`,
	);
	return { ...run, json: output[0]?.json, names };
}

describe('a file of which Desk360 gives no address', () => {
	test.each([
		['one', [{ name: 'lost.pdf' }], /^1 file of ticket 12 could not be downloaded/],
		['several', [{ name: 'lost.pdf' }, null, 7, {}], /^4 files of ticket 12 could not be downl/],
		['what is no address', [{ url: 'http://' }], /^1 file of ticket 12 could not be downloaded/],
	])('is told in a hint, the others come: %s', async (_case, elements, hint) => {
		const { status, hints, names } = await runWith(DOWNLOAD, link('/one.txt'), ...elements);
		expect(status).toBe('success');
		expect(hints).toEqual([expect.stringMatching(hint)]);
		expect(hints[0]).toMatch(/because Desk360 gives no address$/);
		expect(names).toEqual(['attachment_0: one.txt']);
	});

	test('is listed with those that could not be had', async () => {
		const { json, hints } = await runWith(SKIP, link('/one.txt'), { name: 'lost.pdf' }, {});
		expect(json?.missing_attachments).toEqual([
			{ name: 'lost.pdf', reason: 'Desk360 gives no address of this file' },
			{ name: 'a file without a name', reason: 'Desk360 gives no address of this file' },
		]);
		expect(hints).toHaveLength(1);
	});

	test('is of no interest when nobody wants the files', async () => {
		const { hints, json } = await runWith(READ, { name: 'lost.pdf' });
		expect(hints).toEqual([]);
		expect(json).not.toHaveProperty('missing_attachments');
	});
});

describe('one dead link', () => {
	const dead = () => link('/gone', { name: 'photo.png' });

	test('stops the item', async () => {
		const { status, error } = await runWith(DOWNLOAD, link('/one.txt'), dead(), link('/two.txt'));
		expect(status).toBe('error');
		expect(error?.message).toMatch(/did not hand out the attachment "photo\.png" \(status 404\)$/);
		expect(error?.description).toMatch(/Switch off Download Attachments/);
	});

	test('leaves the ticket and the other files, numbered as without it, with Skip Missing Files', async () => {
		const { status, json, names } = await runWith(SKIP, link('/one.txt'), dead(), link('/two.txt'));
		expect(status).toBe('success');
		expect(names).toEqual(['attachment_0: one.txt', 'attachment_2: two.txt']);
		expect(json).toMatchObject({ id: 12, product_id: 1 });
		expect(json?.missing_attachments).toEqual([
			{
				name: 'photo.png',
				reason: expect.stringMatching(
					/did not hand out the attachment "photo\.png" \(status 404\)$/,
				),
			},
		]);
	});
});

describe('with Skip Missing Files', () => {
	test('a ticket whose files all come says that none is missing', async () => {
		const { json, names } = await runWith(SKIP, link('/one.txt'), link('/two.txt'));
		expect(names).toHaveLength(2);
		expect(json?.missing_attachments).toEqual([]);
	});

	test.each([
		['an address that is not to be asked', { url: 'http://files.example.com/a.png' }, /https$/],
		['a host that is not there', { url: 'http://127.0.0.1:1/a.png' }, /No connection to 127/],
	])(
		'%s is a reason, too',
		async (_case, element, reason) => {
			const { status, json } = await runWith(SKIP, element);
			expect(status).toBe('success');
			expect(json?.missing_attachments).toEqual([
				{ name: 'a.png', reason: expect.stringMatching(reason) },
			]);
		},
		20_000,
	);

	test('a file without a name is named after its address', async () => {
		const { json } = await runWith(SKIP, link('/a%20b.txt'), link('/'));
		expect(json?.missing_attachments).toMatchObject([
			{ name: 'a b.txt' },
			{ name: new URL(files.url).host },
		]);
	});

	test('a ticket that cannot be read is no missing file', async () => {
		const { credentials, engine } = desk360;
		const settings = { type: DESK360, credentials, parameters: SKIP };
		const { status, error } = await runInWorkflow(engine, settings);
		expect(status).toBe('error');
		expect(error?.message).toBe('Desk360 found no ticket 12 in product 1');
	});

	test('a full disk of n8n is told as such', async () => {
		jest
			.spyOn(getRuntime().binaryData, 'store')
			.mockRejectedValue(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));
		const { json } = await runWith(SKIP, link('/one.txt'));
		expect(json?.missing_attachments).toEqual([
			{ name: 'one.txt', reason: expect.stringMatching(/^n8n could not store .*no space left$/) },
		]);
		expect(files.paths()).toEqual(['/one.txt']);
	});

	test('the option may come as text', async () => {
		const options = { downloadAttachments: '={{ "true" }}', skipMissingFiles: '={{ "true" }}' };
		const { names, json } = await runWith({ ...READ, options }, link('/one.txt'), link('/gone'));
		expect(names).toEqual(['attachment_0: one.txt']);
		expect(json?.missing_attachments).toHaveLength(1);
	});

	test('what is missing stands beside the whole ticket when it is not simplified', async () => {
		const { json } = await runWith({ ...SKIP, simplify: false }, link('/gone'));
		expect(json).toMatchObject({ id: 12, messages: [{}], missing_attachments: [{ name: 'gone' }] });
	});

	test('an execution that is cancelled stays cancelled', async () => {
		const cancel = new AbortController();
		files.on('/slow.txt', () => cancel.abort());
		attachToTicket(desk360.sandbox.faults, link('/slow.txt'));
		const credentials = await desk360.credentialsFor({ apiToken: DEMO_TOKEN });
		const thrown = await desk360.refusal(SKIP, { signal: cancel.signal, node: { credentials } });
		expect(thrown.message).toMatch(/cancelled/);
	});
});
