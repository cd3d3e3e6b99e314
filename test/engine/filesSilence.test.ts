import { createHash } from 'crypto';

import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { sleep } from 'n8n-workflow';
import type { IBinaryData } from 'n8n-workflow';

import type { FileStream } from '../../nodes/Desk360/api/files/silence';
import { DEMO_TOKEN, type Fault } from '../../sandbox';
import { startDesk360 } from '../support/desk360';
import { attachToTicket, DOWNLOAD, startFileServer, ticketWith } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';
import { getRuntime } from '../support/runtime';
import { noBeginnings, slowly } from '../support/storedFiles';
import { virtualTime } from '../support/virtualTime';

const MINUTE_MS = 60_000;

/** Real time that requests have until they are answered: none here is late. */
const ANSWER_MS = 20_000;

/** Several pieces of a stream. */
const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
const VIDEO = { name: 'clip.mp4', mimeType: 'video/mp4', content: CONTENT };
const NOTE = { name: 'note.txt', mimeType: 'text/plain', content: 'A note' };

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each(['default', 'filesystem'] as const)('in binary mode %s', (binaryMode) => {
	const time = forAllTests(() => virtualTime({ timeoutMs: ANSWER_MS }));
	afterEach(() => {
		jest.restoreAllMocks();
	});
	const desk360 = forAllTests(
		() => startDesk360({ binaryMode }),
		({ sandbox }) => {
			sandbox.world.createProduct({ id: 1 });
			sandbox.world.createTicket({ id: 12, productId: 1, attachments: [VIDEO] });
		},
	);
	const files = forAllTests(startFileServer);

	const plan = (fault: Fault) => desk360.sandbox.files.faults.add(fault);
	const asked = () => desk360.sandbox.files.requests.count();

	/** The files of the ticket, and how long they took by the clock that n8n goes by. */
	async function download(options: object = {}) {
		const from = Date.now();
		const parameters = { ...DOWNLOAD, options: { ...DOWNLOAD.options, ...options } };
		const [item] = await time.run(desk360.run(parameters));
		return { json: item?.json, binary: item?.binary ?? {}, tookMs: Date.now() - from };
	}

	const hashOf = async (file: IBinaryData | undefined) =>
		file && sha256(await desk360.engine.readFile(file));

	describe('a file that ceases to come', () => {
		test.each([
			['after three bytes', 3],
			['in its midst', 100_000],
			['shortly before its end', CONTENT.length - 1],
		])('%s is asked for again after a minute', async (_case, firstBytes) => {
			plan({ kind: 'trickle', firstBytes });
			const { binary, tookMs } = await download();
			expect(await hashOf(binary.attachment_0)).toBe(sha256(CONTENT));
			expect(asked()).toBe(2);
			expect(tookMs).toBeGreaterThan(MINUTE_MS);
		});

		test('before its first byte is asked for again, three times in all', async () => {
			files.on('/clip.mp4', (_request, response) => {
				response.writeHead(200, { 'Content-Length': 100 }).flushHeaders();
			});
			attachToTicket(desk360.sandbox.faults, `${files.url}/clip.mp4`);
			const thrown = await time.run(desk360.refusal(DOWNLOAD));
			expect(thrown).toMatchObject({
				kind: 'timeout',
				message: `${new URL(files.url).host} did not answer in time`,
			});
			expect(files.paths()).toEqual(['/clip.mp4', '/clip.mp4', '/clip.mp4']);
		});

		test.each(['another host', 'the host of the API'])(
			'leaves nothing behind, at %s: no connection, and no beginning of a file',
			async (host) => {
				files.on('/clip.mp4', (_request, response) => {
					response.writeHead(200, { 'Content-Length': 100 }).write('abc');
				});
				const body = JSON.stringify(ticketWith({ url: `${files.url}/clip.mp4` }));
				files.give('/v1/products/1/tickets/12', { body });
				attachToTicket(desk360.sandbox.faults, `${files.url}/clip.mp4`);
				const baseUrl = host === 'another host' ? desk360.sandbox.url : `${files.url}/v1`;
				const credentials = await desk360.credentialsFor({ apiToken: DEMO_TOKEN, baseUrl });
				const thrown = await time.run(desk360.refusal(DOWNLOAD, { node: { credentials } }));
				expect(thrown.message).toMatch(/did not answer in time$/);
				await files.isLeft();
				await noBeginnings();
			},
		);

		test('behind the token of the API is given up in the same way', async () => {
			const { faults, requests, settings } = desk360.sandbox;
			settings.attachmentHost = 'api';
			faults.add({ kind: 'trickle', firstBytes: 3, match: { path: VIDEO.name } });
			const { binary } = await download();
			expect(await hashOf(binary.attachment_0)).toBe(sha256(CONTENT));
			expect(requests.count({ path: /\/attachments\// })).toBe(2);
		});

		test('does not keep the others from coming', async () => {
			desk360.sandbox.world.addMessage(12, { message: 'And', attachments: [NOTE] });
			plan({ kind: 'trickle', firstBytes: 3, times: Infinity, match: { path: VIDEO.name } });
			const { json, binary } = await download({ skipMissingFiles: true });
			expect(Object.keys(binary)).toEqual(['attachment_1']);
			expect(json?.missing_attachments).toEqual([
				{ name: VIDEO.name, reason: expect.stringMatching(/did not answer in time$/) },
			]);
		});
	});

	describe('a file that comes slowly', () => {
		test('but steadily is never cut, however long it takes', async () => {
			plan({ kind: 'slowBytes', everyMs: 50_000, bytes: 10_000 });
			const { binary, tookMs } = await download();
			expect(await hashOf(binary.attachment_0)).toBe(sha256(CONTENT));
			expect(asked()).toBe(1);
			expect(tookMs).toBeGreaterThan(20 * MINUTE_MS);
		});

		test('with more than a minute between its pieces is given up', async () => {
			plan({ kind: 'slowBytes', everyMs: 80_000, bytes: 10_000, times: Infinity });
			const thrown = await time.run(desk360.refusal(DOWNLOAD));
			expect(thrown.message).toMatch(/did not answer in time$/);
			expect(asked()).toBe(3);
		});
	});

	test("a file that n8n's store takes slowly is not taken for one that ceased to come", async () => {
		const { binaryData } = getRuntime();
		const store = binaryData.store.bind(binaryData);
		const pause = async () => await sleep(3 * MINUTE_MS);
		jest.spyOn(binaryData, 'store').mockImplementation(async (location, bytes, data) => {
			return await store(location, slowly(bytes as FileStream, pause), data);
		});
		const { binary, tookMs } = await download();
		expect(await hashOf(binary.attachment_0)).toBe(sha256(CONTENT));
		expect(asked()).toBe(1);
		expect(tookMs).toBeGreaterThan(6 * MINUTE_MS);
	});
});
