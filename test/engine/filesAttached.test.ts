import { beforeAll, describe, expect, test } from '@jest/globals';
import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';

import type { MultipartSummary } from '../../sandbox/service/requestLog';
import { DESK360, startDesk360, type Desk360Setup } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { CREATE } from '../support/ticketDesk';

const REPLY = { operation: 'reply', productId: '1', ticketId: '12', message: 'See the files' };

function addTicket12({ sandbox }: Desk360Setup): void {
	sandbox.world.createProduct({ id: 1 });
	sandbox.world.createTicket({ id: 12, productId: 1, description: null });
}

describe.each(['default', 'filesystem'] as const)('in binary mode %s', (binaryMode) => {
	const desk360 = forAllTests(() => startDesk360({ binaryMode }), addTicket12);
	const binary: IBinaryKeyData = {};
	beforeAll(async () => {
		const { engine } = desk360;
		binary.data = await engine.storeFile(Buffer.from('A note'), 'note.txt', 'text/plain');
		binary.photo = await engine.storeFile(Buffer.from('A photo'), 'photo.png', 'image/png');
	});

	/** What was sent with the last request, as `name: bytes`. */
	const sent = () =>
		(desk360.sandbox.requests.last?.body as Partial<MultipartSummary>).files?.map(
			({ name, size }) => `${name}: ${size}`,
		);

	const withFiles = (files = binary) => ({ items: [{ json: { id: 5 }, binary: files }] });

	test.each([
		['the name of a field', 'photo', ['photo.png: 7']],
		['names with commas between', ' photo, ,data,', ['photo.png: 7', 'note.txt: 6']],
		['a list of names', '={{ ["photo", "data"] }}', ['photo.png: 7', 'note.txt: 6']],
		['all names', '={{ Object.keys($binary) }}', ['note.txt: 6', 'photo.png: 7']],
		['a list of names as JSON', '["photo", "data"]', ['photo.png: 7', 'note.txt: 6']],
		['a binary object', '={{ $binary.photo }}', ['photo.png: 7']],
		['all of them', '={{ $binary }}', ['note.txt: 6', 'photo.png: 7']],
		['a list of both', '={{ ["data", $binary.photo] }}', ['note.txt: 6', 'photo.png: 7']],
		[
			'lists in a list',
			'={{ [["data"], [$binary]] }}',
			['note.txt: 6', 'note.txt: 6', 'photo.png: 7'],
		],
		['a binary object of the input', '={{ $input.item.binary.photo }}', ['photo.png: 7']],
	])('%s may stand under Attachments', async (_case, attachments, files) => {
		await desk360.run({ ...REPLY, attachments }, withFiles());
		expect(sent()).toEqual(files);
	});

	test('a new ticket takes the same in its additional fields', async () => {
		const additionalFields = { attachments: '={{ [$binary.photo, "data"] }}' };
		await desk360.run({ ...CREATE, additionalFields }, withFiles());
		expect(sent()).toEqual(['photo.png: 7', 'note.txt: 6']);
	});

	test('a file of an earlier node may stand there, although the item has none', async () => {
		const { world } = desk360.sandbox;
		const file = { name: 'plan.pdf', mimeType: 'application/pdf', content: '%PDF-1.4' };
		world.createTicket({ id: 11, productId: 1, attachments: [file] });
		const { credentials, engine } = desk360;
		const nodeOf = (name: string, parameters: INodeParameters) => ({
			type: DESK360,
			name,
			credentials,
			parameters: { productId: '1', ...parameters },
		});
		const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
		const options = { downloadAttachments: true };
		const attachments = '={{ $("Files").item.binary.attachment_0 }}';
		const run = await engine.runWorkflow({
			nodes: [
				{ type: 'n8n-nodes-base.manualTrigger', name: 'Start' },
				nodeOf('Files', { operation: 'get', ticketId: '11', options }),
				nodeOf('Products', { resource: 'product', operation: 'getAll' }),
				nodeOf('Reply', { ...REPLY, attachments }),
			],
			connections: { Start: to('Files'), Files: to('Products'), Products: to('Reply') },
			pinData: { Start: [{ json: {} }] },
		});
		expect(run.status).toBe('success');
		expect(sent()).toEqual(['plan.pdf: 8']);
	});

	test.each([
		['an item without files has all of none', '={{ $binary }}', {}],
		['nothing stands there', '', binary],
		['an expression gives nothing', '={{ $binary.invoice }}', binary],
	])('nothing is attached when %s', async (_case, attachments, files) => {
		await desk360.run({ ...REPLY, attachments }, withFiles(files));
		expect(desk360.sandbox.requests.last?.body).toEqual({ message: REPLY.message });
	});

	test.each([
		[
			'a name that the item does not have',
			'data, photos',
			/^The item has no binary field "photos" to attach$/,
			/: data, photo$/,
		],
		[
			'objects within a text',
			'={{ $binary.data }}, {{ $binary.photo }}',
			/^Attachments holds a file as text$/,
			/an expression that is all there is in the field, such as \{\{ \$binary\.data \}\}$/,
		],
		[
			'an object as JSON',
			'={{ JSON.stringify($binary.data) }}',
			/^Attachments holds a file as text$/,
			/^Give the name of the binary field, or /,
		],
		[
			'other data',
			'={{ $json }}',
			/^Attachments holds something that is no file$/,
			/names of binary/,
		],
		['a number', '={{ 5 }}', /^Attachments holds something that is no file$/, /names of binary/],
	])('%s is explained before a call is spent', async (_case, attachments, message, description) => {
		const thrown = await desk360.refusal({ ...REPLY, attachments }, withFiles());
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toMatch(description);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('an item without files is told where they come from', async () => {
		const thrown = await desk360.refusal({ ...REPLY, attachments: 'data' }, withFiles({}));
		expect(thrown.message).toBe('The item has no binary field "data" to attach');
		expect(thrown.description).toMatch(/Put a node before this one that gives the item a file/);
	});
});

describe('a file that n8n keeps in the item', () => {
	const desk360 = forAllTests(startDesk360, addTicket12);

	const store = async (content: string) =>
		await desk360.engine.storeFile(Buffer.from(content), 'scan.png', 'image/png');

	test('is found by its description, even where two fields hold the same one', async () => {
		const items = [{ json: {}, binary: { one: await store('same'), two: await store('same') } }];
		await desk360.run({ ...REPLY, attachments: '={{ $binary.two }}' }, { items });
		expect(desk360.sandbox.requests.last?.body).toMatchObject({ files: [{ size: 4 }] });
	});

	test('is not guessed where two files have one description', async () => {
		const items = [{ json: {}, binary: { one: await store('this'), two: await store('that') } }];
		const before = desk360.sandbox.requests.count();
		const parameters = { ...REPLY, attachments: '={{ $binary.two }}' };
		const thrown = await desk360.refusal(parameters, { items });
		expect(thrown.message).toBe('The expression gives the file "scan.png" without its bytes');
		expect(thrown.description).toMatch(/Give the name of a binary field/);
		expect(desk360.sandbox.requests.count()).toBe(before);
		await desk360.run({ ...REPLY, attachments: '={{ $binary }}' }, { items });
		expect(desk360.sandbox.requests.last?.body).toMatchObject({ files: [{}, {}] });
	});
});
