import { afterEach, describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';

import { DEMO_EMAIL, DEMO_PASSWORD, type SandboxOptions } from '../../sandbox';
import { startDesk360, type Desk360Setup } from '../support/desk360';
import { CREATE } from '../support/ticketDesk';

let desk360: Desk360Setup;
/** A service of its own for each test, for a host that refused is remembered. */
async function start(rateLimit: SandboxOptions['rateLimit']) {
	desk360 = await startDesk360({ seed: { tickets: 200 }, rateLimit });
}
afterEach(async () => {
	await desk360.close();
});

const options = { maxRateLimitWait: 3600 };
const ALL = { operation: 'getAll', productId: '1', returnAll: true, options };
const REPLY = { operation: 'reply', productId: '1', ticketId: '7', message: 'Hello', options };
const refused = () => desk360.sandbox.requests.count({ status: 429 });

describe('a limit that the answers tell', () => {
	test('is never run into, however long the list', async () => {
		await start({ limit: 4, windowSeconds: 60 });
		expect(await desk360.run(ALL)).toHaveLength(200);
		expect(refused()).toBe(0);
	});
});

describe('a limit that is only told by refusing', () => {
	test.each(['seconds', 'date', 'none'] as const)(
		'is waited for, Retry-After: %s',
		async (retryAfter) => {
			await start({ limit: 4, windowSeconds: 30, retryAfter, omitHeaders: true });
			expect(await desk360.run(ALL)).toHaveLength(200);
			expect(refused()).toBeGreaterThan(0);
		},
	);

	test('as a success with Retry-After, as the documentation shows it, is waited for, too', async () => {
		await start({ limit: 4, windowSeconds: 30, refuseWith: 200, omitHeaders: true });
		expect(await desk360.run(ALL)).toHaveLength(200);
	});

	test('holds back a write without doing it twice', async () => {
		await start({});
		const { faults, world } = desk360.sandbox;
		faults.add({ kind: 'rateLimit', retryAfter: 26, times: 2 });
		const before = world.ticket(7).messages.length;
		await desk360.run(REPLY);
		expect(world.ticket(7).messages).toHaveLength(before + 1);
		expect(refused()).toBe(2);
	});
});

describe('a limit that refuses the sign-in', () => {
	const signIn = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };
	const logins = () => desk360.sandbox.requests.count({ path: '/login' });

	test('without saying how long is not asked again at once', async () => {
		await start({});
		const fault = { kind: 'rateLimit', format: 'none', match: { path: '/login' } } as const;
		desk360.sandbox.faults.add({ ...fault, times: 50 });
		const node = { credentials: await desk360.credentialsFor(signIn) };
		const thrown = await desk360.refusal({ ...ALL, options: { maxRateLimitWait: 5 } }, { node });
		expect(thrown).toMatchObject({
			kind: 'signInPaused',
			message: 'Desk360 lets nobody sign in for a while, because there were too many sign-ins',
		});
		expect(logins()).toBe(1);
	});

	test('is waited for', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 3, match: { path: '/login' } });
		const node = { credentials: await desk360.credentialsFor(signIn) };
		expect(await desk360.run(ALL, { node })).toHaveLength(200);
		expect(logins()).toBe(2);
	});
});

describe('Max Rate Limit Wait', () => {
	test.each(['getAll', 'get', 'getLogs', 'reply', 'create'])(
		'ends the patience of %s',
		async (operation) => {
			await start({});
			desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 60, times: Infinity });
			const thrown = await desk360.refusal({
				...CREATE,
				...REPLY,
				operation,
				options: { maxRateLimitWait: 5 },
			});
			expect(thrown.message).toBe(
				'The calls that Desk360 grants per minute are spent; the next one may go out in 60 seconds',
			);
			expect(thrown.description).toMatch(/waits at most 5 seconds .* Raise Max Rate Limit Wait/);
			expect(desk360.sandbox.requests.count()).toBe(1);
		},
	);

	test('is two minutes unless told otherwise', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 110 });
		expect(await desk360.run({ ...ALL, options: {} })).toHaveLength(200);
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 130 });
		const thrown = await desk360.refusal({ ...ALL, options: {} });
		expect(thrown.description).toMatch(/waits at most 2 minutes/);
	});

	test('is not advised to where there is no such option', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 130 });
		const thrown = await desk360.refusal({ resource: 'product', operation: 'getAll' });
		expect(thrown.description).toMatch(
			/waits at most 2 minutes for that\. Run the workflow later$/,
		);
	});

	test('a refusal tells the durable poller how long to wait', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 60 });
		const thrown = await desk360.refusal({ ...ALL, options: { maxRateLimitWait: 0 } });
		expect(thrown).toMatchObject({ failure: { cause: 'rate-limited' } });
	});
});

describe('an outage', () => {
	test.each(['reset', 'html', 'status'] as const)(
		'of the kind "%s" is waited for by reads',
		async (kind) => {
			await start({});
			const fault = kind === 'status' ? { kind, status: 503 } : { kind };
			desk360.sandbox.faults.add({ ...fault, times: 4 });
			expect(await desk360.run({ ...ALL, limit: 20, returnAll: false })).toHaveLength(20);
			expect(desk360.sandbox.requests.count()).toBe(5);
		},
	);

	test('of the sign-in is no answer to the items that follow', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'html', match: { path: '/login' }, times: 5 });
		const credentials = await desk360.credentialsFor({
			authentication: 'password',
			email: DEMO_EMAIL,
			password: DEMO_PASSWORD,
		});
		const node = { credentials, onError: 'continueRegularOutput' as const };
		const parameters = { ...REPLY, operation: 'get', options: { parallelRequests: 1 } };
		const items = [1, 2, 3].map((id) => ({ json: { id } }));
		const output = await desk360.json(parameters, { items, node });
		expect(output.map(({ id }) => id)).toEqual([undefined, 7, 7]);
	});

	test('that stays is told', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'reset', times: Infinity });
		const thrown = await desk360.refusal(ALL);
		expect(thrown.message).toMatch(/ended without an answer \(ECONNRESET\)$/);
		expect(desk360.sandbox.requests.count()).toBe(5);
	});
});
