import { expect, test } from '@jest/globals';

import { Authority } from '../support/authority';
import { startDesk360 } from '../support/desk360';
import { attachToTicket, DOWNLOAD, startFileServer } from '../support/fileServer';
import { forAllTests } from '../support/forAllTests';
import { startTrustedFront } from '../support/tlsDesk';

const desk360 = forAllTests(startDesk360);
const files = forAllTests(startFileServer, ({ give }) => {
	give('/a.txt', { body: 'Hello' });
});
const front = forAllTests(
	() => startTrustedFront(files.url),
	({ host }) => {
		attachToTicket(desk360.sandbox.faults, `https://${host}/a.txt`);
	},
);

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
