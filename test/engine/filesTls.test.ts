import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';

import { Authority } from '../support/authority';
import { startDesk360, type Desk360Setup } from '../support/desk360';
import { attachToTicket, startFileServer, type FileServer } from '../support/fileServer';
import { startTlsFront, type TlsFront } from '../support/tlsServer';

const DOWNLOAD = {
	operation: 'get',
	productId: '1',
	ticketId: '12',
	options: { downloadAttachments: true },
};

let desk360: Desk360Setup;
let trusted: Authority;
let files: FileServer;
let front: TlsFront;
let endTrust: () => void;
beforeAll(async () => {
	desk360 = await startDesk360();
	files = await startFileServer();
	trusted = await Authority.create('An authority that n8n trusts');
	endTrust = trusted.trust();
});
beforeEach(async () => {
	files.reset();
	files.give('/a.txt', { body: 'Hello' });
	front = await startTlsFront(files.url, await trusted.issue());
	attachToTicket(desk360.sandbox.faults, `https://${front.host}/a.txt`);
});
afterEach(async () => {
	await front.close();
});
afterAll(async () => {
	endTrust();
	await files.close();
	await desk360.close();
});

test('a file host whose certificate n8n trusts gives its files', async () => {
	const [item] = await desk360.run(DOWNLOAD);
	expect(item?.binary?.attachment_0).toMatchObject({ fileName: 'a.txt', bytes: 5 });
	expect(files.asked).toEqual([{ path: '/a.txt', authorization: undefined }]);
});

test('a file host whose certificate nobody knows is named, and asked once', async () => {
	const others = await Authority.create('Another authority');
	front.meets(await others.issue());
	const thrown = await desk360.refusal(DOWNLOAD);
	expect(thrown.message).toBe(
		`This n8n does not trust the certificate that came for ${front.host} (UNABLE_TO_GET_ISSUER_CERT_LOCALLY)`,
	);
	expect(thrown.description).toMatch(/NODE_EXTRA_CA_CERTS/);
	expect(front.connections).toBe(1);
});

test('a file host that hangs up while it is greeted is asked again', async () => {
	front.meets('hangsUp', 2);
	const [item] = await desk360.run(DOWNLOAD);
	expect(item?.binary?.attachment_0).toMatchObject({ bytes: 5 });
	expect(front.connections).toBe(3);
});
