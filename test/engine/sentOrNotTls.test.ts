import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	jest,
	test,
} from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_TOKEN } from '../../sandbox';
import { Authority, selfSigned } from '../support/authority';
import { DESK360 } from '../support/desk360';
import { RETRY, runInWorkflow } from '../support/nodeRun';
import { itemsOf, REPLY, startTicketDesk, TICKET, type TicketDesk } from '../support/ticketDesk';
import { requestTimeout } from '../support/timeouts';
import { startTlsFront, type Setup, type TlsFront, type Trouble } from '../support/tlsServer';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/clock')>('../support/clock')
		.workflowWithoutWaiting(),
);

const READ: INodeParameters = { ...TICKET, operation: 'get' };

/** What the node does by itself about a host that may be back in seconds. */
const SEVERAL_TRIES = 5;

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

let trusted: Authority;
let proxys: Authority;

const CASES: Record<string, Case> = {
	'a certificate of an authority that nobody knows': {
		meets: async () => await proxys.issue(),
		message: /does not trust the certificate.* \(UNABLE_TO_GET_ISSUER_CERT_LOCALLY\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate without that of its issuer': {
		meets: async () => await trusted.issueAlone(),
		message: /does not trust the certificate.* \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate that nobody issued': {
		meets: async () => await selfSigned(),
		message: /does not trust the certificate.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
		description: EXTRA_AUTHORITY,
	},
	'a certificate that is not valid yet': {
		meets: async () => await trusted.issue({ validFrom: 2 }),
		message: /certificate of \S+ is not valid yet \(CERT_NOT_YET_VALID\)$/,
		description: /Check the clock/,
	},
	'a certificate that has expired': {
		meets: async () => await trusted.issue({ validFrom: -9, validTo: -2 }),
		message: /certificate of \S+ has expired \(CERT_HAS_EXPIRED\)$/,
		description: /Check the clock/,
	},
	'a certificate for another name': {
		meets: async () => await trusted.issue({ names: ['proxy.example.com'] }),
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
			...(await trusted.issue()),
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'DEFAULT@SECLEVEL=0',
		}),
		message: /^No encrypted connection to \S+ could be made/,
		description: /old version of TLS/,
	},
	'a server that wants a certificate from n8n': {
		meets: async () => ({ ...(await trusted.issue()), ...DEMANDING }),
		message: /asks this n8n for a certificate and got none/,
		description: LOOK_AROUND,
	},
	'a server that wants a certificate from n8n, by TLS 1.2': {
		meets: async () => ({ ...(await trusted.issue()), ...DEMANDING, maxVersion: 'TLSv1.2' }),
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

let desk360: TicketDesk;
let front: TlsFront;
let node: { credentials: TicketDesk['credentials'] };
let endTrust: () => void;
let endTimeout = () => {};
beforeAll(async () => {
	desk360 = await startTicketDesk();
	trusted = await Authority.create('An authority that n8n trusts');
	proxys = await Authority.create('The proxy of a company');
	endTrust = trusted.trust();
});
beforeEach(async () => {
	desk360.reset();
	front = await startTlsFront(desk360.sandbox.url, await trusted.issue());
	const credentials = await desk360.credentialsFor({ apiToken: DEMO_TOKEN, baseUrl: front.url });
	node = { credentials };
});
afterEach(async () => {
	endTimeout();
	await front.close();
});
afterAll(async () => {
	endTrust();
	await desk360.close();
});

const run = async (parameters: INodeParameters) =>
	await desk360.run(parameters, { items: itemsOf(11), node });
const refusal = async (parameters: INodeParameters) =>
	await desk360.refusal(parameters, { items: itemsOf(11), node });
const withRetries = async () =>
	await runInWorkflow(
		desk360.engine,
		{ type: DESK360, parameters: REPLY, ...node, ...RETRY },
		itemsOf(11),
	);
const messages = () => desk360.sandbox.world.ticket(11).messages.length;

describe('where n8n trusts the certificate', () => {
	test('a ticket is read and answered', async () => {
		expect(await run(READ)).toMatchObject([{ json: { id: 11 } }]);
		expect(await run(REPLY)).toMatchObject([{ json: { ticket_id: 11 } }]);
		expect(messages()).toBe(1);
	});

	test.each(['reset', 'lostAnswer'] as const)(
		'a reply whose connection breaks once it was sent ("%s") may have been made, and is not sent again',
		async (kind) => {
			desk360.sandbox.faults.add({ kind, match: { method: 'POST' } });
			const { status, error } = await withRetries();
			expect(status).toBe('error');
			expect(error?.message).toMatch(/it is not known whether the reply was made$/);
			expect(error?.description).toMatch(/^It was not sent again/);
			expect(desk360.repliedTo()).toEqual(['11']);
			expect(front.connections).toBe(1);
		},
	);

	test('a reply that is never answered may have been made, and is not sent again', async () => {
		desk360.sandbox.faults.add({ kind: 'hang', match: { method: 'POST' } });
		endTimeout = requestTimeout(300);
		const { error } = await withRetries();
		expect(error?.message).toMatch(/in time, so it is not known whether the reply was made$/);
		expect(desk360.repliedTo()).toEqual(['11']);
	});
});

describe.each(Object.entries(CASES))(
	'%s',
	(_what, { meets, message, description, connections = 1 }) => {
		async function meet(times: number) {
			front.meets(await meets(), times);
			if (meets() === 'silent') endTimeout = requestTimeout(100, times);
		}

		test.each([
			['read', READ],
			['reply', REPLY],
		])('is told of a %s, of which nothing was sent', async (_effect, parameters) => {
			await meet(Infinity);
			const thrown = await refusal(parameters);
			expect(thrown.message).toMatch(message);
			expect(thrown.description).toMatch(/^Nothing was sent\. /);
			expect(thrown.description).toMatch(description);
			expect(front.connections).toBe(connections);
			expect(desk360.sandbox.requests.count()).toBe(0);
		});

		test('keeps Retry On Fail from nothing: the reply goes out when it is over', async () => {
			await meet(connections);
			const { status, output } = await withRetries();
			expect(status).toBe('success');
			expect(output).toMatchObject([{ json: { ticket_id: 11 } }]);
			expect(desk360.repliedTo()).toEqual(['11']);
			expect(messages()).toBe(1);
			expect(front.connections).toBe(connections + 1);
		});
	},
);
