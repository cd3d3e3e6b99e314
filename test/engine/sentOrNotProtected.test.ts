import { describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { setEnvironment } from '../support/environment';
import { forAllTests } from '../support/forAllTests';
import { itemsOf, READ, REPLY, startTicketDesk } from '../support/ticketDesk';

const DOWNLOAD: INodeParameters = { ...READ, options: { downloadAttachments: true } };

/** What a person sets where n8n runs; one name of this machine is let through. */
setEnvironment({
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
});

const desk360 = forAllTests(startTicketDesk);

const allowed = () => desk360.sandbox.url.replace('127.0.0.1', 'localhost');
const password = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };

describe('the domains that a credential is kept to', () => {
	async function keptTo(allowedDomains: string, email = DEMO_EMAIL) {
		const baseUrl = allowed();
		const restriction = { allowedHttpRequestDomains: 'domains', allowedDomains };
		const data = { ...password, email, baseUrl, ...restriction };
		return { items: itemsOf(11), node: { credentials: await desk360.credentialsFor(data) } };
	}

	test.each([
		['read', READ],
		['reply', REPLY],
	])('stop the sign-in of a %s, and are named', async (effect, parameters) => {
		const run = await keptTo('example.com, *.example.org', `${effect}@example.com`);
		const thrown = await desk360.refusal(parameters, run);
		expect(thrown.message).toMatch(/^The Desk360 credential may not be used for localhost:\d+$/);
		expect(thrown.description).toMatch(/^Nothing was sent\. .*Allowed HTTP Request Domains/);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('let the sign-in through when the host is among them', async () => {
		await desk360.run(REPLY, await keptTo('example.com, localhost'));
		expect(desk360.sandbox.requests.count({ path: /\/login$/ })).toBe(1);
		expect(desk360.sandbox.world.ticket(11).messages).toHaveLength(1);
	});

	test('are told to be missing as n8n tells it, when there are none', async () => {
		const thrown = await desk360.refusal(REPLY, await keptTo('', 'nobody@example.com'));
		expect(thrown.message).toMatch(/No allowed domains specified/);
		expect(thrown.description).toMatch(/^Nothing was sent/);
		expect(desk360.sandbox.requests.count()).toBe(0);
	});
});

describe("n8n's protection of its own network", () => {
	describe.each([
		['a token', { apiToken: DEMO_TOKEN }],
		['email and password', password],
	])('with %s', (_signIn, data) => {
		test.each([
			['read', READ],
			['reply', REPLY],
		])('is named, and nothing was sent of a %s', async (_effect, parameters) => {
			const credentials = await desk360.credentialsFor(data);
			const node = { credentials };
			const thrown = await desk360.refusal(parameters, { items: itemsOf(11), node });
			expect(thrown.message).toMatch(
				/^This n8n does not let requests go to 127\.0\.0\.1:\d+, because its address is an internal one$/,
			);
			expect(thrown.description).toMatch(/^Nothing was sent\. .*N8N_SSRF_ALLOWED_HOSTNAMES/);
			expect(desk360.sandbox.requests.count()).toBe(0);
		});

		test('lets a host through that is named as it advises', async () => {
			const credentials = await desk360.credentialsFor({ ...data, baseUrl: allowed() });
			const output = await desk360.run(REPLY, { items: itemsOf(11), node: { credentials } });
			expect(output).toMatchObject([{ json: { ticket_id: 11 } }]);
			expect(desk360.sandbox.world.ticket(11).messages).toHaveLength(1);
		});
	});

	test('is named for a file that lies at another host than Desk360', async () => {
		const file = { name: 'a.txt', mimeType: 'text/plain', content: 'Hello' };
		desk360.sandbox.world.addMessage(11, { message: 'See the file', attachments: [file] });
		const credentials = await desk360.credentialsFor({ apiToken: DEMO_TOKEN, baseUrl: allowed() });
		const node = { credentials };
		const thrown = await desk360.refusal(DOWNLOAD, { items: itemsOf(11), node });
		expect(thrown.message).toMatch(/^This n8n does not let requests go to 127\.0\.0\.1:\d+/);
		expect(thrown.description).toMatch(/N8N_SSRF_ALLOWED_HOSTNAMES/);
		expect(desk360.sandbox.files.requests.count()).toBe(0);
	});
});
