import { beforeAll, describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { Authority, selfSigned } from '../support/authority';
import { forAllTests } from '../support/forAllTests';
import { SEVERAL_TRIES } from '../support/nodeRun';
import { READ, REPLY } from '../support/ticketDesk';
import { startTlsDesk } from '../support/tlsDesk';
import type { Setup, Trouble } from '../support/tlsServer';

const DEMANDING = { requestCert: true, rejectUnauthorized: true };
const EXTRA_AUTHORITY = /NODE_EXTRA_CA_CERTS/;
const LOOK_AROUND = /Check the (port in the )?base URL.* proxy.* firewall/;

interface Case {
	meets: () => Promise<Setup> | Trouble;
	message: RegExp;
	description: RegExp;
	/** How many connections one run makes; one unless told. */
	connections?: number;
}

const desk360 = forAllTests(startTlsDesk);
let proxys: Authority;
beforeAll(async () => {
	proxys = await Authority.create('The proxy of a company');
});

const CASES: Record<string, Case> = {
	'a certificate of an authority that nobody knows': {
		meets: async () => await proxys.issue(),
		message: /does not trust the certificate.* \(UNABLE_TO_GET_ISSUER_CERT_LOCALLY\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate without that of its issuer': {
		meets: async () => await desk360.front.authority.issueAlone(),
		message: /does not trust the certificate.* \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate that nobody issued': {
		meets: async () => await selfSigned(),
		message: /does not trust the certificate.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate that is not valid yet': {
		meets: async () => await desk360.front.authority.issue({ validFrom: 2 }),
		message: /certificate of \S+ is not valid yet \(CERT_NOT_YET_VALID\)$/,
		description: /Check the clock/,
	},
	'a certificate that has expired': {
		meets: async () => await desk360.front.authority.issue({ validFrom: -9, validTo: -2 }),
		message: /certificate of \S+ has expired \(CERT_HAS_EXPIRED\)$/,
		description: /Check the clock/,
	},
	'a certificate for another name': {
		meets: async () => await desk360.front.authority.issue({ names: ['proxy.example.com'] }),
		message: /certificate that came for \S+ is for another name/,
		description: LOOK_AROUND,
	},
	'a port that speaks plain HTTP': {
		meets: () => 'plainHttp',
		message: /^No encrypted connection to \S+ could be made \(EPROTO\)$/,
		description: /plain HTTP/,
	},
	'a server of times gone by': {
		meets: async () => ({
			...(await desk360.front.authority.issue()),
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'DEFAULT@SECLEVEL=0',
		}),
		message: /^No encrypted connection to \S+ could be made/,
		description: /old version of TLS/,
	},
	'a server that wants a certificate from n8n': {
		meets: async () => ({ ...(await desk360.front.authority.issue()), ...DEMANDING }),
		message: /asks this n8n for a certificate and got none/,
		description: LOOK_AROUND,
	},
	'a server that wants a certificate from n8n, by TLS 1.2': {
		meets: async () => ({
			...(await desk360.front.authority.issue()),
			...DEMANDING,
			maxVersion: 'TLSv1.2',
		}),
		message: /^No encrypted connection to \S+ could be made/,
		description: LOOK_AROUND,
	},
	'a server that hangs up while it is greeted': {
		meets: () => 'hangsUp',
		message: /^No connection to \S+ could be made \(ECONNRESET\)$/,
		description: LOOK_AROUND,
		connections: SEVERAL_TRIES,
	},
	'a server that is greeted in vain': {
		meets: () => 'silent',
		message: /^No connection to \S+ could be made \(ECONNABORTED\)$/,
		description: LOOK_AROUND,
		connections: SEVERAL_TRIES,
	},
};

const messages = () => desk360.sandbox.world.ticket(11).messages.length;

describe('where n8n trusts the certificate', () => {
	test('a ticket is read and answered', async () => {
		expect(await desk360.run(READ)).toMatchObject([{ json: { id: 11 } }]);
		expect(await desk360.run(REPLY)).toMatchObject([{ json: { ticket_id: 11 } }]);
		expect(messages()).toBe(1);
	});

	test.each(['reset', 'lostAnswer'] as const)(
		'a reply whose connection breaks once it was sent ("%s") may have been made, and is not sent again',
		async (kind) => {
			desk360.sandbox.faults.add({ kind, match: { method: 'POST' } });
			const { status, error } = await desk360.replyWithRetries();
			expect(status).toBe('error');
			expect(error?.message).toMatch(/it is not known whether the reply was made$/);
			expect(error?.description).toMatch(/^It was not sent again/);
			expect(desk360.repliedTo()).toEqual(['11']);
			expect(desk360.front.connections).toBe(1);
		},
	);

	test('a reply that is never answered may have been made, and is not sent again', async () => {
		desk360.sandbox.faults.add({ kind: 'hang', match: { method: 'POST' } });
		desk360.giveTime(300);
		const { error } = await desk360.replyWithRetries();
		expect(error?.message).toMatch(/in time, so it is not known whether the reply was made$/);
		expect(desk360.repliedTo()).toEqual(['11']);
	});
});

describe.each(Object.entries(CASES))(
	'%s',
	(_what, { meets, message, description, connections = 1 }) => {
		async function meet(times: number) {
			desk360.front.meets(await meets(), times);
			if (meets() === 'silent') desk360.giveTime(100, times);
		}

		test.each([
			['read', READ],
			['reply', REPLY],
		])('is told of a %s, of which nothing was sent', async (_effect, parameters) => {
			await meet(Infinity);
			const thrown = await desk360.refusal(parameters);
			expect(thrown.message).toMatch(message);
			expect(thrown.description).toMatch(/^Nothing was sent\. /);
			expect(thrown.description).toMatch(description);
			expect(desk360.front.connections).toBe(connections);
			expect(desk360.sandbox.requests.count()).toBe(0);
		});

		test('keeps Retry On Fail from nothing: the reply goes out when it is over', async () => {
			await meet(connections);
			const { status, output } = await desk360.replyWithRetries();
			expect(status).toBe('success');
			expect(output).toMatchObject([{ json: { ticket_id: 11 } }]);
			expect(desk360.repliedTo()).toEqual(['11']);
			expect(messages()).toBe(1);
			expect(desk360.front.connections).toBe(connections + 1);
		});
	},
);
