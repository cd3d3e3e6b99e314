import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { startAccounts, TICKETS, USES } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startAccounts);

const items = TICKETS.map((id) => ({ json: { id } }));
const read = (parallelRequests: number) => ({
	operation: 'get',
	productId: '1',
	ticketId: '={{ $json.id }}',
	options: { parallelRequests },
});

/** One of n8n's own nodes asks for so many things at once. */
async function requestAtOnce(type: string, credentials: INodeCredentials, count = 5) {
	const url = `${desk360.sandbox.url}/products`;
	const parameters = { url, nodeCredentialType: CREDENTIAL };
	const [output = []] = await desk360.engine.execute(
		{ type, parameters, credentials },
		{ items: items.slice(0, count) },
	);
	return output;
}

const OTHERS = ['n8n-nodes-base.httpRequest', '@n8n/n8n-nodes-langchain.toolHttpRequest'];

/** How many milliseconds each answer of the service takes, in the order of the calls; then again from the front. */
const RHYTHMS = [{ rhythm: [0] }, { rhythm: [0, 15] }, { rhythm: [20, 10, 0] }];

function answerIn(rhythm: number[]): void {
	let calls = 0;
	desk360.sandbox.hooks.onAnswer = async () => {
		const ms = rhythm[calls++ % rhythm.length];
		await sleep(ms ?? 0);
	};
}

const wrong = async () => {
	const agent = desk360.someone();
	return await desk360.signInOf({ ...agent, password: 'wrong horse' });
};

describe.each(RHYTHMS)('with answers in the rhythm $rhythm', ({ rhythm }) => {
	beforeEach(() => {
		answerIn(rhythm);
	});

	test.each([1, 4, 10])('ten items, %i at once, sign in once', async (parallel) => {
		const credentials = await desk360.signInOf(desk360.someone());
		const output = await desk360.run(read(parallel), { items, node: { credentials } });
		expect(output).toHaveLength(10);
		expect(desk360.logins()).toBe(1);
	});

	test.each([1, 4, 10])('a wrong password costs one try, %i at once', async (parallel) => {
		const node = { credentials: await wrong(), onError: 'continueRegularOutput' as const };
		const output = await desk360.json(read(parallel), { items, node });
		expect(new Set(output.map(({ error }) => error)).size).toBe(1);
		expect(output[0]?.error).toMatch(/^Desk360 does not accept this email and password/);
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});

	test.each([1, 4, 10])('tokens that end are renewed once, %i at once', async (parallel) => {
		const agent = desk360.someone();
		const credentials = await desk360.signInOf(agent);
		await USES.read(desk360, credentials);
		desk360.sandbox.accounts.renewToken(agent.email);
		desk360.sandbox.requests.clear();
		const output = await desk360.run(read(parallel), { items, node: { credentials } });
		expect(output).toHaveLength(10);
		expect(desk360.logins()).toBe(1);
	});

	test.each(OTHERS)('five calls of %s at once sign in once', async (type) => {
		const credentials = await desk360.signInOf(desk360.someone());
		expect(await requestAtOnce(type, credentials)).toHaveLength(5);
		expect(desk360.logins()).toBe(1);
	});

	test.each(OTHERS)('a wrong password costs five calls of %s one try', async (type) => {
		await expect(requestAtOnce(type, await wrong())).rejects.toThrow(/does not accept this email/);
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});

	test('so do all uses of a credential at the same time', async () => {
		const credentials = await desk360.signInOf(desk360.someone());
		await Promise.all(Object.values(USES).map(async (use) => await use(desk360, credentials)));
		expect(desk360.logins()).toBe(1);
	});

	test('a wrong password costs all uses of a credential at the same time one try', async () => {
		const credentials = await wrong();
		const uses = Object.values(USES).map(async (use) => await use(desk360, credentials));
		const ends = await Promise.allSettled(uses);
		expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 'rejected'));
		expect(desk360.sandbox.requests.entries.map(({ path }) => path)).toEqual(['/v1/login']);
	});
});

test('runs that begin while another one signs in share what it gets', async () => {
	const credentials = await desk360.signInOf(desk360.someone());
	const runs: Array<Promise<void>> = [];
	desk360.sandbox.hooks.onRequest = ({ path }) => {
		if (path !== '/v1/login') return;
		for (let run = 0; run < 3; run++) runs.push(USES.read(desk360, credentials));
	};
	desk360.sandbox.hooks.onAnswer = ({ path }) => {
		if (path === '/v1/login') runs.push(USES.reply(desk360, credentials));
	};
	await USES.read(desk360, credentials);
	await Promise.all(runs);
	expect(runs).toHaveLength(4);
	expect(desk360.logins()).toBe(1);
});
