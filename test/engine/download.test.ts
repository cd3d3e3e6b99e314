import { createHash } from 'crypto';

import { describe, expect, test } from '@jest/globals';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { attachToTicket, startFileServer } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(300, 7)]);
const FILES = {
	image: { name: 'photo.png', mimeType: 'image/png', content: PNG },
	video: { name: 'clip.mp4', mimeType: 'video/mp4', content: Buffer.alloc(70_000, 1) },
	document: { name: 'Rechnung Müller.pdf', mimeType: 'application/pdf', content: '%PDF-1.4' },
	other: { name: 'data.bin', mimeType: 'application/octet-stream', content: Buffer.alloc(9, 0xff) },
};
const GET = { operation: 'get', productId: '1', ticketId: '12' };
const DOWNLOAD = { ...GET, options: { downloadAttachments: true } };

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

describe.each(['default', 'filesystem'] as const)('in binary mode %s', (binaryMode) => {
	const desk360 = forAllTests(
		() => startDesk360({ binaryMode }),
		({ sandbox }) => {
			sandbox.world.createProduct({ id: 1 });
			sandbox.world.createTicket({
				id: 12,
				productId: 1,
				attachments: [FILES.other, FILES.document, FILES.video, FILES.image],
			});
			sandbox.world.addMessage(12, { message: 'And once more', attachments: [FILES.image] });
		},
	);

	async function contentOf(item: INodeExecutionData | undefined, field: string) {
		return await desk360.engine.readFile(item?.binary?.[field] as IBinaryData);
	}

	test('all four buckets of all messages become binary fields that do not collide', async () => {
		const [item] = await desk360.run(DOWNLOAD);
		expect(Object.keys(item?.binary ?? {})).toEqual([
			'attachment_0',
			'attachment_1',
			'attachment_2',
			'attachment_3',
			'attachment_4',
		]);
		expect(item?.binary).toMatchObject({
			attachment_0: { fileName: 'photo.png', mimeType: 'image/png', fileExtension: 'png' },
			attachment_1: { fileName: 'clip.mp4', mimeType: 'video/mp4' },
			attachment_2: { fileName: 'Rechnung Müller.pdf', mimeType: 'application/pdf' },
			attachment_3: { fileName: 'data.bin', mimeType: 'application/octet-stream' },
			attachment_4: { fileName: 'photo.png', mimeType: 'image/png' },
		});
		const expected = [FILES.image, FILES.video, FILES.document, FILES.other, FILES.image];
		for (const [index, { content }] of expected.entries()) {
			expect(sha256(await contentOf(item, `attachment_${index}`))).toBe(sha256(content));
		}
		expect(item?.json).toMatchObject({ id: 12 });
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	test('bytes are kept where n8n keeps them', async () => {
		const [item] = await desk360.run(DOWNLOAD);
		expect(item?.binary?.attachment_0?.id?.split(':')[0]).toBe(
			binaryMode === 'filesystem' ? 'filesystem-v2' : undefined,
		);
	});

	test('the prefix may be another one', async () => {
		const options = { downloadAttachments: true, attachmentPrefix: 'file-' };
		const [item] = await desk360.run({ ...GET, options });
		expect(Object.keys(item?.binary ?? {})).toEqual([
			'file-0',
			'file-1',
			'file-2',
			'file-3',
			'file-4',
		]);
	});

	test('links that are plain text work as well', async () => {
		desk360.sandbox.settings.attachmentShape = 'string';
		const [item] = await desk360.run(DOWNLOAD);
		expect(item?.binary).toMatchObject({
			attachment_0: { fileName: 'photo.png', mimeType: 'image/png' },
			attachment_2: { fileName: 'Rechnung Müller.pdf' },
		});
		expect(sha256(await contentOf(item, 'attachment_1'))).toBe(sha256(FILES.video.content));
	});

	test('files keep their order, however many are fetched at a time', async () => {
		desk360.sandbox.files.faults.add({ kind: 'slow', ms: 60, match: { path: /photo\.png$/ } });
		const options = { downloadAttachments: true, parallelRequests: 4 };
		const [item] = await desk360.run({ ...GET, options });
		expect(item?.binary?.attachment_0?.fileName).toBe('photo.png');
		expect(sha256(await contentOf(item, 'attachment_0'))).toBe(sha256(PNG));
	});

	describe('a line that breaks within a file', () => {
		const files = forAllTests(startFileServer);

		/** A file whose connection is cut so many times, with or without a length in its headers. */
		function cut(times: number, headers: object) {
			let left = times;
			files.on('/clip.mp4', (_request, response) => {
				if (left-- <= 0) return response.end(FILES.video.content);
				response.writeHead(200, { ...headers });
				return response.write(FILES.video.content.subarray(0, 9_000), () => response.destroy());
			});
			attachToTicket(desk360.sandbox.faults, `${files.url}/clip.mp4`);
		}

		test.each([
			['told', { 'Content-Length': FILES.video.content.length }],
			['not told', {}],
		])(
			'whose length is %s is no end of it: the file is asked for again',
			async (_case, headers) => {
				cut(1, headers);
				const [item] = await desk360.run(DOWNLOAD);
				expect(sha256(await contentOf(item, 'attachment_0'))).toBe(sha256(FILES.video.content));
				expect(files.paths()).toHaveLength(2);
			},
		);

		test('again and again is told', async () => {
			cut(Infinity, {});
			const thrown = await desk360.refusal(DOWNLOAD);
			expect(thrown).toMatchObject({
				kind: 'unreachable',
				message: expect.stringMatching(/ended without an answer \(ECONNRESET\)$/),
			});
			expect(files.paths()).toHaveLength(3);
		});
	});

	test('a ticket without files gets no binary field', async () => {
		desk360.sandbox.world.createTicket({ id: 13, productId: 1 });
		const [item] = await desk360.run({ ...DOWNLOAD, ticketId: '13' });
		expect(Object.keys(item?.binary ?? {})).toEqual([]);
	});
});

describe('a file', () => {
	const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
		sandbox.world.createProduct({ id: 1 });
		sandbox.world.createTicket({ id: 12, productId: 1, attachments: [FILES.image] });
	});

	test('of another host is asked for without the token', async () => {
		await desk360.run(DOWNLOAD);
		expect(desk360.sandbox.files.requests.entries).toMatchObject([
			{ method: 'GET', status: 200, sentAuthorization: false },
		]);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test('of the host of the API is asked for with it', async () => {
		desk360.sandbox.settings.attachmentHost = 'api';
		const [item] = await desk360.run(DOWNLOAD);
		expect(item?.binary?.attachment_0?.bytes).toBe(PNG.length);
		expect(desk360.sandbox.requests.last).toMatchObject({
			sentAuthorization: true,
			authorized: true,
		});
		expect(desk360.sandbox.files.requests.count()).toBe(0);
	});

	test.each([401, 403, 404, 410])('that is refused with %i says how to go on', async (status) => {
		desk360.sandbox.files.faults.add({ kind: 'status', status });
		const thrown = await desk360.refusal(DOWNLOAD);
		expect(thrown).toMatchObject({
			message: expect.stringMatching(
				new RegExp(`did not hand out the attachment "photo.png" \\(status ${status}\\)$`),
			),
			description: expect.stringMatching(/Switch off Download Attachments/),
			httpCode: String(status),
		});
		expect(desk360.sandbox.files.requests.count()).toBe(1);
	});

	test('is waited for when its host has a passing outage', async () => {
		desk360.sandbox.files.faults.add({ kind: 'status', status: 503 });
		const [item] = await desk360.run(DOWNLOAD);
		expect(item?.binary?.attachment_0?.bytes).toBe(PNG.length);
		expect(desk360.sandbox.files.requests.count()).toBe(2);
	});
});
