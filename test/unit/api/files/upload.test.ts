import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { attachedFiles, multipart } from '../../../../nodes/Desk360/api/files/upload';
import type { Attached } from '../../../../nodes/Desk360/api/files/upload';
import { createEngine } from '../../../support/engine';
import type { Engine } from '../../../support/engine';
import { getRuntime } from '../../../support/runtime';
import * as storedFiles from './storedFiles';

const PROBE = 'test.probe';

let work: (context: IExecuteFunctions) => Promise<Attached>;
let found: Attached;

/** A node that does what a test wants to be done in n8n's own context of an execution. */
const probe = {
	description: { name: 'probe', properties: [], inputs: ['main'], outputs: ['main'] },
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		found = await work(this);
		return [[]];
	},
} as unknown as INodeType;

const MODES = ['default', 'filesystem'] as const;

/** The bytes of a file as the request gets them. */
const readAll = async (file: File | undefined) => await new Response(file?.stream()).text();

const engines = new Map<string, Engine>();
beforeAll(async () => {
	for (const binaryMode of MODES) {
		const engine = await createEngine({
			nodes: { [PROBE]: probe },
			credentialTypes: [],
			binaryMode,
		});
		engines.set(binaryMode, engine);
	}
});
afterAll(() => {
	for (const engine of engines.values()) engine.close();
});

describe.each(MODES)('attachments, with binary data in mode %s,', (binaryMode) => {
	let engine: Engine;
	beforeAll(async () => {
		engine = engines.get(binaryMode) as Engine;
		await getRuntime().useBinaryMode(binaryMode);
	});

	const stored = async (text: string, name: string, type = 'text/plain'): Promise<IBinaryData> =>
		await engine.storeFile(Buffer.from(text), name, type);

	/** The files that a parameter means, for an item with these. */
	async function filesOf(
		given: unknown,
		binary: Record<string, IBinaryData> = {},
	): Promise<Attached> {
		work = async (context) => await attachedFiles(context, 0, given);
		await engine.execute({ type: PROBE }, { items: [{ json: {}, binary }] });
		return found;
	}

	const named = async (given: unknown, binary: Record<string, IBinaryData>) =>
		(await filesOf(given, binary)).files.map(({ name }) => name);

	test.each([undefined, null, '', ' , ', [], {}])('are none when %j is given', async (given) => {
		expect(await filesOf(given, { data: await stored('x', 'x.txt') })).toEqual({
			files: [],
			identity: [],
		});
	});

	test.each<[string, unknown]>([
		['names separated by commas', ' two ,one,'],
		['JSON of a list, which agents give', '["two", "one"]'],
		['a list of names', ['two', 'one']],
		['a list of lists', [['two'], 'one', []]],
	])('may be %s', async (_what, given) => {
		const binary = { one: await stored('1', '1.txt'), two: await stored('2', '2.txt') };
		expect(await named(given, binary)).toEqual(['2.txt', '1.txt']);
	});

	test('may be binary objects, also of an earlier node, and lists of them and of names', async () => {
		const earlier = await stored('3', '3.txt');
		const binary = { one: await stored('1', '1.txt') };
		expect(await named(earlier, {})).toEqual(['3.txt']);
		expect(await named([earlier, 'one'], binary)).toEqual(['3.txt', '1.txt']);
		expect(await named({ one: binary.one, other: earlier }, {})).toEqual(['1.txt', '3.txt']);
	});

	test('of the item are found by what an expression gives of them without their bytes', async () => {
		const binary = { one: await stored('1', '1.txt'), two: await stored('2', '2.txt') };
		const bare = ({ mimeType, fileName }: IBinaryData) => ({ mimeType, fileName });
		const { files } = await filesOf([bare(binary.two), { one: bare(binary.one) }], binary);
		expect(await Promise.all(files.map(async (file) => await readAll(file)))).toEqual(['2', '1']);
	});

	test('are refused when what an expression gives of them fits several of the item', async () => {
		const binary = { one: await stored('1', 'a.txt'), two: await stored('2', 'a.txt') };
		const given = { mimeType: 'text/plain', fileName: 'a.txt' };
		await expect(filesOf(given, binary)).rejects.toThrow(
			'The expression gives the file "a.txt" without its bytes',
		);
	});

	test('have the bytes, the size and the type of the file, as often as they are read', async () => {
		const { files } = await filesOf('data', {
			data: await stored('Größe', 'a.md', 'text/markdown'),
		});
		const [file] = files;
		expect(file).toMatchObject({ name: 'a.md', type: 'text/markdown', size: 7 });
		for (const time of [1, 2]) {
			expect([time, await readAll(file)]).toEqual([time, 'Größe']);
		}
	});

	test('are let go when the request ends before them', async () => {
		const { files } = await filesOf('data', { data: await stored('x'.repeat(500_000), 'a.txt') });
		const reader = files[0]?.stream().getReader();
		expect((await reader?.read())?.done).toBe(false);
		await expect(reader?.cancel()).resolves.toBeUndefined();
	});

	test.each<[string, Partial<IBinaryData>, string]>([
		['its own name', {}, 'invoice.pdf'],
		['a flat name', { fileName: '../../etc/cron.d/x' }, 'etc_cron.d_x'],
		['its field and ending', { fileName: undefined, fileExtension: 'jpeg' }, 'data.jpeg'],
		['its field and type', { fileName: '', mimeType: 'image/png' }, 'data.png'],
		['its field alone', { fileName: '..', mimeType: 'application/x-unknown' }, 'data'],
	])('are called by %s', async (_what, change, name) => {
		const data = await stored('x', 'invoice.pdf', 'application/pdf');
		delete data.fileExtension;
		expect(await named('data', { data: { ...data, ...change } })).toEqual([name]);
	});

	test('are told from others by name and content', async () => {
		const one = await stored('same', 'a.txt');
		const other = await stored('another', 'a.txt');
		const { identity } = await filesOf([one, one, other, { ...one, fileName: 'b.txt' }]);
		expect(identity[1]).toBe(identity[0]);
		expect(new Set(identity).size).toBe(3);
	});

	test.each<[unknown, string, RegExp]>([
		['photos', 'The item has no binary field "photos" to attach', /Attachments: data$/],
		[
			'[object Object]',
			'Attachments holds a file as text',
			/^Give the name of the binary field, or an expression/,
		],
		['["data"', 'The item has no binary field "["data"" to attach', /: data$/],
		['[1, 2]', 'The item has no binary field "[1" to attach', /: data$/],
		[7, 'Attachments holds something that is no file', /binary objects such as/],
		[{ a: 1 }, 'Attachments holds something that is no file', /binary objects such as/],
		[
			'{"mimeType":"text/plain"}',
			'Attachments holds a file as text',
			/^Give the name of the binary field, or an expression/,
		],
		[
			[{ mimeType: 'image/png', fileName: 'a.png' }],
			'The expression gives the file "a.png" without its bytes',
			/name of a binary field/,
		],
	])('are refused when they are %j', async (given, message, description) => {
		const binary = { data: await stored('x', 'x.txt') };
		const thrown: unknown = await filesOf(given, binary).catch((reason: unknown) => reason);
		expect(thrown).toBeInstanceOf(NodeOperationError);
		expect(thrown).toMatchObject({
			message,
			description: expect.stringMatching(description),
			context: { itemIndex: 0 },
		});
	});

	test('of an item without any say where files come from', async () => {
		const thrown: unknown = await filesOf('data').catch((reason: unknown) => reason);
		expect(thrown).toMatchObject({ description: expect.stringMatching(/^Put a node before/) });
	});
});

describe('a file that n8n keeps no longer', () => {
	const { binaryData, useBinaryMode } = getRuntime();
	let engine: Engine;
	beforeAll(async () => {
		engine = engines.get('filesystem') as Engine;
		await useBinaryMode('filesystem');
	});

	test.each(['bytes', 'bytes and metadata'])(
		'is refused before anything is sent, with what to do: %s',
		async (what) => {
			const data = await engine.storeFile(Buffer.from('x'), 'x.txt', 'text/plain');
			const path = binaryData.getPath(data.id ?? '');
			await storedFiles.remove(path);
			if (what !== 'bytes') await storedFiles.remove(`${path}.metadata`);
			work = async (context) => await attachedFiles(context, 0, 'data');
			const run = engine.execute({ type: PROBE }, { items: [{ json: {}, binary: { data } }] });
			await expect(run).rejects.toMatchObject({
				message: expect.stringMatching(/^The file "x.txt" \(data\) is no longer in n8n's store: /),
				description: expect.stringMatching(/^Nothing was sent\. .*EXECUTIONS_DATA_MAX_AGE/),
			});
		},
	);

	test.each<[string, (path: string) => Promise<void>]>([
		['is gone', storedFiles.remove],
		['was cut', storedFiles.cut],
		['has grown', storedFiles.lengthen],
	])('or that %s when it is written breaks the request off', async (_what, change) => {
		const data = await engine.storeFile(Buffer.from('bytes'), 'x.txt', 'text/plain');
		work = async (context) => await attachedFiles(context, 0, 'data');
		await engine.execute({ type: PROBE }, { items: [{ json: {}, binary: { data } }] });
		await change(binaryData.getPath(data.id ?? ''));
		await expect(readAll(found.files[0])).rejects.toMatchObject({
			failure: {
				kind: 'refused',
				message: expect.stringMatching(/^The file "x.txt" could not be read to its end: /),
				description: expect.stringMatching(/^Nothing was done/),
			},
		});
	});
});

describe('the form', () => {
	test('holds the fields as text and each file under attachments[]', async () => {
		const files = [new File(['1'], '1.txt'), new File(['2'], '2.txt')];
		const form = multipart({ message: 'Hello', status: 0, agent: undefined }, files);
		expect([...form.keys()]).toEqual(['message', 'status', 'attachments[]', 'attachments[]']);
		expect(form.get('status')).toBe('0');
		expect(form.getAll('attachments[]')).toEqual(files);
	});
});
