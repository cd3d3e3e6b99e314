import { beforeAll, expect, test } from '@jest/globals';

import { DEMO_TOKEN } from '../../sandbox';
import { Authority } from '../support/authority';
import { forAllTests } from '../support/forAllTests';
import { replyOfOwnProcess } from '../support/ownProcess';
import { startTicketDesk } from '../support/ticketDesk';
import { startTlsFront } from '../support/tlsServer';

/** Another process has to load n8n first. */
const PATIENCE_MS = 120_000;

const desk360 = forAllTests(startTicketDesk);
let authority: Authority;
beforeAll(async () => {
	authority = await Authority.create('The proxy of a company');
});
const front = forAllTests(
	async () => await startTlsFront(desk360.sandbox.url, await authority.issue()),
);

test(
	'an n8n that is started as the description advises trusts the authority',
	async () => {
		const service = { baseUrl: front.url, token: DEMO_TOKEN };
		expect(await replyOfOwnProcess(service)).toEqual({
			message: expect.stringMatching(/^This n8n does not trust the certificate/),
			description: expect.stringMatching(/NODE_EXTRA_CA_CERTS set to the path of that file$/),
		});
		expect(desk360.repliedTo()).toEqual([]);

		expect(await replyOfOwnProcess(service, authority.cert)).toMatchObject({
			output: [{ json: { ticket_id: 11 } }],
		});
		expect(desk360.repliedTo()).toEqual(['11']);
	},
	PATIENCE_MS,
);
