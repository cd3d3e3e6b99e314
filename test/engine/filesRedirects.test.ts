import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { startDesk360 } from '../support/desk360';
import { attachToTicket, DOWNLOAD, startFileServer } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';

const PDF = {
	name: 'Rechnung Müller.pdf',
	mimeType: 'application/pdf',
	content: '%PDF-1.4 the file',
};

const desk360 = forAllTests(startDesk360, ({ sandbox }) => {
	sandbox.world.createProduct({ id: 1 });
	sandbox.world.createTicket({ id: 12, productId: 1, attachments: [PDF] });
});
const files = forAllTests(startFileServer);

async function textOf(item: INodeExecutionData | undefined, field = 'attachment_0') {
	const file = item?.binary?.[field];
	return file && (await desk360.engine.readFile(file)).toString();
}

describe('a link to the API that leads to signed storage', () => {
	test.each(['documented', 'framework'] as const)(
		'gives the file, where the service answers as %s',
		async (answers) => {
			const { sandbox } = desk360;
			Object.assign(sandbox.settings, { answers, attachmentHost: 'signed' });
			const [item] = await desk360.run(DOWNLOAD);
			expect(await textOf(item)).toBe(PDF.content);
			expect(item?.binary?.attachment_0).toMatchObject({
				fileName: PDF.name,
				mimeType: PDF.mimeType,
				fileExtension: 'pdf',
			});
		},
	);

	test('shows the token to the API, and not to the storage, which would refuse it', async () => {
		const { requests, settings, files: storage } = desk360.sandbox;
		settings.attachmentHost = 'signed';
		await desk360.run(DOWNLOAD);
		expect(requests.entries.map(({ authorized }) => authorized)).toEqual([true, true]);
		expect(storage.requests.entries).toMatchObject([{ status: 200, sentAuthorization: false }]);
	});

	test('is asked for a new address when the signed one fails for a moment', async () => {
		const { requests, settings, files: storage } = desk360.sandbox;
		settings.attachmentHost = 'signed';
		storage.faults.add({ kind: 'status', status: 503 });
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toBe(PDF.content);
		expect(requests.count({ path: /\/attachments\// })).toBe(2);
		expect(storage.requests.entries.map(({ status }) => status)).toEqual([503, 200]);
	});
});

describe('a file host that leads on', () => {
	const link = (path: string, more: object = {}) => {
		attachToTicket(desk360.sandbox.faults, { url: `${files.url}${path}`, ...more });
	};

	test.each([301, 302, 303, 307, 308])('with %i is followed', async (status) => {
		files.lead('/a', `${files.url}/b.txt`, status);
		files.give('/b.txt', { body: 'Here' });
		link('/a');
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toBe('Here');
	});

	test.each([
		['from the root', '/b/c.txt?x=1'],
		['from the folder', '../b/c.txt?x=1'],
		['without the scheme', '//HOST/b/c.txt?x=1'],
	])('with an address %s is followed', async (_case, location) => {
		files.lead('/a/a', location.replace('HOST', new URL(files.url).host));
		files.give('/b/c.txt?x=1', { body: 'Here' });
		link('/a/a');
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toBe('Here');
		expect(item?.binary?.attachment_0?.fileName).toBe('c.txt');
	});

	test('is followed five times', async () => {
		for (const step of [0, 1, 2, 3, 4]) files.lead(`/${step}`, `/${step + 1}`);
		files.give('/5', { body: 'Here' });
		link('/0');
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toBe('Here');
		expect(files.paths()).toEqual(['/0', '/1', '/2', '/3', '/4', '/5']);
	});

	test.each([
		['six times', '/5', ['/0', '/1', '/2', '/3', '/4', '/5']],
		['in a circle', '/0', ['/0', '/1', '/2', '/3', '/4', '/0']],
		['to itself', '/4', ['/0', '/1', '/2', '/3', '/4', '/4']],
	])('%s is not followed for ever, nor asked again', async (_case, back, paths) => {
		for (const step of [0, 1, 2, 3]) files.lead(`/${step}`, `/${step + 1}`);
		files.lead('/4', back);
		if (back === '/5') files.lead('/5', '/6');
		files.give('/6');
		link('/0', { name: 'photo.png' });
		const thrown = await desk360.refusal(DOWNLOAD);
		expect(thrown.message).toMatch(/did not hand out the attachment "photo\.png" \(status 302\)$/);
		expect(thrown.description).toMatch(/leads on without an end, or nowhere\. Switch off/);
		expect(files.paths()).toEqual(paths);
	});

	test.each<[string, Record<string, string>]>([
		['nowhere', {}],
		['to an empty address', { Location: '' }],
		['to what is no address', { Location: 'http://' }],
	])('%s is told', async (_case, headers) => {
		files.give('/a', { status: 302, headers });
		link('/a', { name: 'photo.png' });
		const thrown = await desk360.refusal(DOWNLOAD);
		expect(thrown.message).toMatch(/did not hand out the attachment "photo\.png" \(status 302\)$/);
		expect(files.paths()).toEqual(['/a']);
	});

	test.each([
		['http://files.example.com/x', /does not start with https$/],
		['ftp://127.0.0.1/x', /does not start with https$/],
		['file:///etc/passwd', /does not start with https$/],
		['data:text/plain,Hello', /does not start with https$/],
	])('to %s is not followed', async (location, message) => {
		files.lead('/a', location);
		link('/a', { name: 'photo.png' });
		const thrown = await desk360.refusal(DOWNLOAD);
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toMatch(/not fetched unencrypted/);
		expect(files.paths()).toEqual(['/a']);
	});

	test('holds no connection, however much it sends that nobody reads', async () => {
		// More than lies between two sockets.
		const body = Buffer.alloc(30_000_000);
		files.give('/a', { status: 302, headers: { Location: '/b' }, body });
		files.give('/b', { status: 404, body });
		link('/a', { name: 'photo.png' });
		await desk360.refusal(DOWNLOAD);
		expect(files.paths()).toEqual(['/a', '/b']);
		await files.isLeft();
	});

	test('to the API gives the token to the API alone', async () => {
		const { sandbox } = desk360;
		files.lead('/a', '/b');
		files.lead('/b', `${sandbox.url}/products`);
		link('/a');
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toMatch(/^\[\{"id":1/);
		expect(sandbox.requests.last).toMatchObject({ path: '/v1/products', authorized: true });
		expect(files.asked.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
	});

	test('to another host of this machine is no way for the token', async () => {
		const { faults, requests, settings } = desk360.sandbox;
		settings.attachmentHost = 'api';
		faults.add({ kind: 'redirect', location: `${files.url}/a.txt`, skip: 1 });
		files.give('/a.txt', { body: 'Here' });
		const [item] = await desk360.run(DOWNLOAD);
		expect(await textOf(item)).toBe('Here');
		expect(requests.entries.map(({ sentAuthorization }) => sentAuthorization)).toEqual([
			true,
			true,
		]);
		expect(files.asked).toEqual([{ path: '/a.txt', authorization: undefined }]);
	});
});
