import { beforeEach, describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';
import type { INodeParameters } from 'n8n-workflow';

import { Authority } from '../support/authority';
import { startConnectProxy, type ProxyAnswer } from '../support/connectProxy';
import { forAllTests } from '../support/forAllTests';
import { SEVERAL_TRIES } from '../support/nodeRun';
import { READ, REPLY } from '../support/ticketDesk';
import { startTlsDesk } from '../support/tlsDesk';

const OPERATIONS: Array<[string, INodeParameters]> = [
	['read', READ],
	['reply', REPLY],
];

const desk360 = forAllTests(startTlsDesk);
const proxy = forAllTests(startConnectProxy, async ({ use, answer }) => {
	use();
	await answer('through');
});

const times = (count: number, answer: ProxyAnswer) => Array<ProxyAnswer>(count).fill(answer);

describe('a proxy that connects', () => {
	test.each(OPERATIONS)('lets a %s through', async (_effect, parameters) => {
		expect(await desk360.run(parameters)).toHaveLength(1);
		expect(await proxy.asked()).toEqual([desk360.front.host]);
		expect(desk360.front.connections).toBe(1);
	});

	test('gets the user name and the password that stand in its address', async () => {
		await proxy.answer('password');
		proxy.use('n8n:secret');
		expect(await desk360.run(REPLY)).toMatchObject([{ json: { ticket_id: 11 } }]);
	});

	test('to a server that hangs up once it has the reply leaves open whether it was made', async () => {
		desk360.sandbox.faults.add({ kind: 'lostAnswer', match: { method: 'POST' } });
		const { error } = await desk360.replyWithRetries();
		expect(error?.message).toMatch(/it is not known whether the reply was made$/);
		expect(desk360.repliedTo()).toEqual(['11']);
		expect(await proxy.asked()).toHaveLength(1);
	});

	test('to a server whose certificate nobody knows is told of that server', async () => {
		const others = await Authority.create('Another authority');
		desk360.front.meets(await others.issue());
		const thrown = await desk360.refusal(REPLY);
		expect(thrown.message).toMatch(/^This n8n does not trust the certificate/);
		expect(thrown.description).toMatch(/^Nothing was sent\. .*NODE_EXTRA_CA_CERTS/);
		expect(await proxy.asked()).toHaveLength(1);
	});
});

describe.each<[ProxyAnswer, RegExp, RegExp, number]>([
	[
		407,
		/does not let requests go to \S+ \(status 407\)$/,
		/user name and a password: put them into HTTPS_PROXY, as in http:\/\/user:password@/,
		1,
	],
	['password', /\(status 407\)$/, /put them into HTTPS_PROXY/, 1],
	[403, /does not let requests go to \S+ \(status 403\)$/, /allow the host.* NO_PROXY/, 1],
	[302, /does not let requests go to \S+ \(status 302\)$/, /allow the host.* NO_PROXY/, 1],
	[502, /made no connection to \S+ \(status 502\)$/, /HTTPS_PROXY/, SEVERAL_TRIES],
	[503, /made no connection to \S+ \(status 503\)$/, /HTTPS_PROXY/, SEVERAL_TRIES],
	['hangsUp', /made no connection to \S+$/, /HTTPS_PROXY/, SEVERAL_TRIES],
	['silent', /made no connection to \S+ \(ECONNABORTED\)$/, /HTTPS_PROXY/, SEVERAL_TRIES],
])('a proxy that answers %p', (answer, message, description, tries) => {
	beforeEach(() => {
		if (answer === 'silent') desk360.giveTime(100, tries);
	});

	test.each(OPERATIONS)('is named, and nothing was sent of a %s', async (_effect, parameters) => {
		await proxy.answer(answer);
		const thrown = await desk360.refusal(parameters);
		expect(thrown.message).toMatch(/^The proxy in front of this n8n /);
		expect(thrown.message).toMatch(message);
		expect(thrown.description).toMatch(/^Nothing was sent\. /);
		expect(thrown.description).toMatch(description);
		expect(await proxy.asked()).toEqual(Array(tries).fill(desk360.front.host));
		expect(desk360.front.connections).toBe(0);
	});

	test('keeps Retry On Fail from nothing: the reply goes out when it is over', async () => {
		await proxy.answer(...times(tries, answer), 'through');
		const { status, output } = await desk360.replyWithRetries();
		expect(status).toBe('success');
		expect(output).toMatchObject([{ json: { ticket_id: 11 } }]);
		expect(await proxy.asked()).toHaveLength(tries + 1);
		expect(desk360.repliedTo()).toEqual(['11']);
		expect(desk360.sandbox.world.ticket(11).messages).toHaveLength(1);
	});
});

test.each(OPERATIONS)(
	'a proxy that is not there is named, and nothing was sent of a %s',
	async (_effect, parameters) => {
		proxy.useNone();
		const thrown = await desk360.refusal(parameters);
		expect(thrown.message).toMatch(/^The proxy .* made no connection to \S+ \(ECONNREFUSED\)$/);
		expect(thrown.description).toMatch(
			/^Nothing was sent\. Check the proxy that HTTPS_PROXY names/,
		);
		expect(desk360.front.connections).toBe(0);
	},
);

test.each(OPERATIONS)(
	'a proxy that cannot reach the host is named, and nothing was sent of a %s',
	async (_effect, parameters) => {
		await desk360.front.stop();
		const thrown = await desk360.refusal(parameters);
		expect(thrown.message).toMatch(/^The proxy in front of this n8n made no connection to/);
		expect(thrown.description).toMatch(/^Nothing was sent\. .*whether it reaches the host/);
		expect(await proxy.asked()).toHaveLength(SEVERAL_TRIES);
	},
);
