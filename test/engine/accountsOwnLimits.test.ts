import { afterEach, describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import type { Account, SandboxOptions } from '../../sandbox';
import { startDesk360, type Desk360Setup } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { virtualTime } from '../support/virtualTime';
import { withoutNetwork } from '../support/withoutNetwork';

const time = forAllTests(virtualTime);

const account = (email: string, rateLimit?: number): Account => ({
	email,
	password: 'correct horse',
	token: `token-of-${email}`,
	agentId: 1,
	rateLimit,
});

let desk360: Desk360Setup;
let network: ReturnType<typeof withoutNetwork>;
/** A service of its own for each test, for the limits of a host are remembered. There are hundreds of calls of it. */
async function start(accounts: Account[], rateLimit: SandboxOptions['rateLimit'] = {}) {
	desk360 = await startDesk360({ seed: { tickets: 20 }, accounts, rateLimit });
	network = withoutNetwork(desk360.sandbox.inject);
}
afterEach(async () => {
	network.giveBack();
	await desk360.close();
});

const WAYS = {
	token: async ({ token = '' }: Account) => await desk360.credentialsFor({ apiToken: token }),
	password: async ({ email, password }: Account) =>
		await desk360.credentialsFor({ authentication: 'password', email, password }),
};

const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };
const options = { maxRateLimitWait: 3600 };

async function read(credentials: INodeCredentials, count: number) {
	const items = Array.from({ length: count }, (_, index) => ({ json: { id: 1 + (index % 20) } }));
	return await desk360.run({ ...GET, options }, { items, node: { credentials } });
}

/** The calls that were granted to an account in each minute from a moment on. */
function callsByMinute(email: string, from: number): number[] {
	const granted = desk360.sandbox.requests.entries.filter(
		({ account: signer, status }) => signer === email && status === 200,
	);
	const minutes: number[] = [];
	for (const { at } of granted) {
		const minute = Math.floor((at.getTime() - from) / 60_000);
		minutes[minute] = (minutes[minute] ?? 0) + 1;
	}
	return Array.from(minutes, (calls) => calls ?? 0);
}

const refused = () => desk360.sandbox.requests.count({ status: 429 });

describe.each(['token', 'password'] as const)(
	'accounts with limits of their own, by %s:',
	(way) => {
		const small = account('small@example.com', 10);
		const large = account('large@example.com', 100);

		test('the larger one is not slowed to the smaller one', async () => {
			await start([small, large]);
			const [ofSmall, ofLarge] = [await WAYS[way](small), await WAYS[way](large)];
			const from = Date.now();
			await time.run(Promise.all([read(ofSmall, 30), read(ofLarge, 300)]));
			const minutes = callsByMinute(large.email, from);
			expect(minutes.length).toBeLessThanOrEqual(4);
			expect(Math.max(...minutes)).toBeLessThanOrEqual(100);
			expect(callsByMinute(small.email, from).length).toBeLessThanOrEqual(4);
			// What their limits are is found out by calls, of which a few may be under way.
			expect(refused()).toBeLessThanOrEqual(4);
		});

		test.each([
			{ first: small, second: large },
			{ first: large, second: small },
		])('$first.email may be known before $second.email', async ({ first, second }) => {
			await start([small, large]);
			const [ofFirst, ofSecond] = [await WAYS[way](first), await WAYS[way](second)];
			await time.run(read(ofFirst, 5));
			const from = Date.now();
			await time.run(Promise.all([read(ofFirst, 40), read(ofSecond, 40)]));
			expect(callsByMinute(large.email, from).length).toBeLessThanOrEqual(2);
			expect(callsByMinute(small.email, from).length).toBeLessThanOrEqual(5);
			expect(refused()).toBeLessThanOrEqual(4);
		});

		test('each of them is kept to its own, however much there is to do', async () => {
			await start([small, large]);
			const [ofSmall, ofLarge] = [await WAYS[way](small), await WAYS[way](large)];
			await time.run(Promise.all([read(ofSmall, 1), read(ofLarge, 1)]));
			const known = refused();
			const runs = [read(ofSmall, 25), read(ofLarge, 120), read(ofSmall, 15), read(ofLarge, 130)];
			await time.run(Promise.all(runs));
			expect(refused()).toBe(known);
		});
	},
);

describe('accounts of which the answers name the same limit', () => {
	const one = account('one@example.com');
	const other = account('other@example.com');

	test('share one window, as the limit is by address', async () => {
		await start([one, other], { limit: 20 });
		const [ofOne, ofOther] = [await WAYS.token(one), await WAYS.token(other)];
		await time.run(Promise.all([read(ofOne, 50), read(ofOther, 50)]));
		expect(refused()).toBe(0);
	});

	test('take turns in it', async () => {
		await start([one, other], { limit: 20 });
		const [ofOne, ofOther] = [await WAYS.token(one), await WAYS.token(other)];
		const from = Date.now();
		await time.run(Promise.all([read(ofOne, 100), read(ofOther, 20)]));
		expect(callsByMinute(other.email, from).length).toBeLessThanOrEqual(3);
		expect(refused()).toBe(0);
	});
});

test('accounts whose limits become the same share one window again', async () => {
	const small = account('small@example.com', 10);
	const large = account('large@example.com', 100);
	await start([small, large], { limit: 20 });
	const [ofSmall, ofLarge] = [await WAYS.token(small), await WAYS.token(large)];
	await time.run(Promise.all([read(ofSmall, 12), read(ofLarge, 30)]));
	for (const { token = '' } of [small, large]) {
		const known = desk360.sandbox.accounts.byToken(token);
		if (known) delete known.rateLimit;
	}
	time.pass(120);
	await time.run(Promise.all([read(ofSmall, 1), read(ofLarge, 1)]));
	const before = refused();
	await time.run(Promise.all([read(ofSmall, 50), read(ofLarge, 50)]));
	expect(refused()).toBe(before);
});
