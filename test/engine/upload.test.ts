import { createHash } from 'crypto';

import { describe, expect, test } from '@jest/globals';
import type { IBinaryData, IDataObject, IWorkflowSettings } from 'n8n-workflow';

import type { MultipartSummary } from '../../sandbox/service/requestLog';
import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE } from '../support/ticketDesk';

const REPLY = { operation: 'reply', productId: '1', ticketId: '12', message: 'See the files' };

const ODD_NAMES = [
	'plain.txt',
	'with blanks.txt',
	'Größe Übersicht.txt',
	'文件.txt',
	'emoji 😀.txt',
	"it's.txt",
	'semi;colon=equals,comma.txt',
	'100%.txt',
	'percent%20encoded.txt',
	'no extension',
];

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each(['default', 'filesystem'] as const)(
	'attaching files in binary mode %s',
	(binaryMode) => {
		const desk360 = forAllTests(
			() => startDesk360({ binaryMode }),
			({ sandbox }) => {
				sandbox.world.createProduct({ id: 1 });
				sandbox.world.createTicket({ id: 12, productId: 1, description: null });
			},
		);

		const sent = () => desk360.sandbox.requests.last?.body as MultipartSummary;

		async function attach(files: Record<string, IBinaryData>, attachments: string) {
			const items = [{ json: {}, binary: files }];
			return await desk360.run({ ...REPLY, attachments }, { items });
		}

		test('sends one as a form, its bytes, name and type unchanged', async () => {
			const content = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
			const data = await desk360.engine.storeFile(content, 'bytes.bin', 'application/x-test');
			await attach({ data }, 'data');
			expect(desk360.sandbox.requests.last?.headers['content-type']).toMatch(
				/^multipart\/form-data; /,
			);
			expect(sent()).toEqual({
				fields: { message: 'See the files' },
				files: [
					{
						field: 'attachments[]',
						name: 'bytes.bin',
						mimeType: 'application/x-test',
						size: 256,
						sha256: sha256(content),
					},
				],
			});
		});

		test('sends several in the order named, and none that is not', async () => {
			const files = {
				first: await desk360.engine.storeFile(Buffer.from('1'), '1.txt', 'text/plain'),
				second: await desk360.engine.storeFile(Buffer.from('2'), '2.txt', 'text/plain'),
				third: await desk360.engine.storeFile(Buffer.from('3'), '3.txt', 'text/plain'),
			};
			await attach(files, ' third ,first,, ');
			expect(sent().files.map(({ field, name }) => [field, name])).toEqual([
				['attachments[]', '3.txt'],
				['attachments[]', '1.txt'],
			]);
		});

		test('sends more than one piece of a large one', async () => {
			const content = Buffer.alloc(3_000_000, 'large ');
			const data = await desk360.engine.storeFile(content, 'large.bin', 'application/zip');
			await attach({ data }, 'data');
			expect(sent().files).toMatchObject([{ size: 3_000_000, sha256: sha256(content) }]);
		});

		test('says beforehand how long the request is', async () => {
			const data = await desk360.engine.storeFile(Buffer.from('A note'), 'note.txt', 'text/plain');
			await attach({ data }, 'data');
			const { headers } = desk360.sandbox.requests.last ?? {};
			expect(Number(headers?.['content-length'])).toBeGreaterThan(6);
			expect(headers).not.toHaveProperty('transfer-encoding');
		});

		test('sends an empty one', async () => {
			const data = await desk360.engine.storeFile(Buffer.alloc(0), 'empty.txt', 'text/plain');
			await attach({ data }, 'data');
			expect(sent().files).toMatchObject([{ name: 'empty.txt', size: 0 }]);
		});

		test.each(ODD_NAMES)('keeps the name %p', async (name) => {
			const data = await desk360.engine.storeFile(Buffer.from('x'), name, 'text/plain');
			await attach({ data }, 'data');
			expect(sent().files.map((file) => file.name)).toEqual([name]);
		});

		test.each([
			['a quote', 'say "hi".txt', 'say %22hi%22.txt'],
			['a line break', 'two\r\nlines: x.txt', 'twolines: x.txt'],
		])(
			'writes %s in a name as browsers do, so that it opens no header',
			async (_case, name, arrived) => {
				const data = await desk360.engine.storeFile(Buffer.from('x'), name, 'text/plain');
				await attach({ data }, 'data');
				expect(sent()).toMatchObject({
					fields: { message: 'See the files' },
					files: [{ name: arrived, mimeType: 'text/plain' }],
				});
			},
		);

		test.each([
			[undefined, 'image/png', 'data.png'],
			['', 'image/png', 'data.png'],
			[undefined, 'text/plain; charset=utf-8', 'data.txt'],
			[undefined, 'application/x-unheard-of', 'data'],
		])(
			'names a file whose name is %p and whose type is %s after its field',
			async (fileName, mimeType, name) => {
				const data = await desk360.engine.storeFile(Buffer.from('x'), 'x', mimeType);
				await attach({ data: { ...data, fileName } }, 'data');
				expect(sent().files).toMatchObject([{ name }]);
			},
		);

		test('gives a file without a name the ending that n8n knows for it', async () => {
			const data = await desk360.engine.storeFile(Buffer.from('x'), 'x', 'application/x-own');
			await attach({ data: { ...data, fileName: undefined, fileExtension: 'own' } }, 'data');
			expect(sent().files).toMatchObject([{ name: 'data.own' }]);
		});

		test.each([
			['../../../etc/cron.d/x', 'etc_cron.d_x'],
			['C:\\Users\\jane\\plan.txt', 'C:_Users_jane_plan.txt'],
			['Rechnung 1/2.png', 'Rechnung 1_2.png'],
			['/', 'data.txt'],
		])('sends the name %p without directories', async (fileName, name) => {
			const data = await desk360.engine.storeFile(Buffer.from('x'), 'x', 'text/plain');
			await attach({ data: { ...data, fileName } }, 'data');
			expect(sent().files).toMatchObject([{ name }]);
		});

		test('finds files that a workflow keeps within the data of its items', async () => {
			const photo = await desk360.engine.storeFile(Buffer.from('x'), 'x.png', 'image/png');
			const items = [{ json: { _files: { photo } } as unknown as IDataObject }];
			const settings: IWorkflowSettings = { binaryMode: 'combined' };
			await desk360.run({ ...REPLY, attachments: '_files.photo' }, { items, settings });
			expect(sent().files).toMatchObject([{ name: 'x.png', size: 1 }]);
		});

		test('belongs to a new ticket, too, with its fields beside it', async () => {
			const data = await desk360.engine.storeFile(Buffer.from('x'), 'x.txt', 'text/plain');
			const additionalFields = {
				attachments: 'data',
				assignToAgentId: '74',
				settings: '{"plan":"pro"}',
			};
			await desk360.run(
				{ ...CREATE, message: 'See the files', additionalFields },
				{ items: [{ json: {}, binary: { data } }] },
			);
			expect(sent()).toMatchObject({
				fields: {
					name: 'Jane Roe',
					email: 'jane@example.com',
					reason_id: '5',
					description: 'See the files',
					status: '0',
					assign_to_agent_id: '74',
					settings: '{"plan":"pro"}',
				},
				files: [{ field: 'attachments[]', name: 'x.txt' }],
			});
		});

		test('takes the files of each item', async () => {
			const items = await Promise.all(
				['one', 'two'].map(async (text) => ({
					json: { field: `file_${text}` },
					binary: {
						[`file_${text}`]: await desk360.engine.storeFile(Buffer.from(text), text, 'text/plain'),
					},
				})),
			);
			await desk360.run({ ...REPLY, attachments: '={{ $json.field }}' }, { items });
			const names = desk360.sandbox.requests.entries.map(({ body }) =>
				(body as MultipartSummary).files.map(({ name }) => name),
			);
			expect(names).toEqual([['one'], ['two']]);
		});

		test('what was attached can be fetched again', async () => {
			const content = Buffer.from('There and back');
			const data = await desk360.engine.storeFile(content, 'größe 😀.txt', 'text/plain');
			await attach({ data }, 'data');
			const options = { downloadAttachments: true };
			const [item] = await desk360.run({ ...REPLY, operation: 'get', options });
			const file = item?.binary?.attachment_0 as IBinaryData;
			expect(file.fileName).toBe('größe 😀.txt');
			expect(await desk360.engine.readFile(file)).toEqual(content);
		});
	},
);
