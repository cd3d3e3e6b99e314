import { beforeEach, describe, expect, test } from '@jest/globals';

import type { Account } from '../../sandbox';
import { startAccounts, TICKETS, USES } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { virtualTime } from '../support/virtualTime';

const time = forAllTests(() => virtualTime({ timeoutMs: 10_000 }));
beforeEach(() => {
	// What is left of a throttle is over.
	time.pass(3_600);
});
const desk360 = forAllTests(startAccounts);

const HUNDRED = Array.from({ length: 100 }, (_, index) => ({
	json: { id: TICKETS[index % TICKETS.length] },
}));
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };
const waiting = (maxRateLimitWait: number) => ({ ...GET, options: { maxRateLimitWait } });
const PAUSED = 'Desk360 lets nobody sign in for a while, because there were too many sign-ins';

const loginsOf = () => desk360.sandbox.requests.filter({ path: '/login' });
const statuses = () => loginsOf().map(({ status }) => status);

/** Someone else has just signed in, as often as Desk360 lets anybody in a minute. */
async function withThrottle(): Promise<Account> {
	desk360.sandbox.settings.loginThrottle = 1;
	await time.run(
		desk360.signInOf(desk360.someone()).then(async (first) => await USES.read(desk360, first)),
	);
	desk360.sandbox.requests.clear();
	return desk360.someone();
}

describe.each(['documented', 'framework'] as const)(
	'a throttled sign-in, answers %s,',
	(answers) => {
		beforeEach(() => {
			desk360.sandbox.settings.answers = answers;
		});

		test('is waited for within Max Rate Limit Wait', async () => {
			const credentials = await desk360.signInOf(await withThrottle());
			const items = HUNDRED.slice(0, 10);
			const output = await time.run(desk360.run(waiting(120), { items, node: { credentials } }));
			expect(output).toHaveLength(10);
			expect(statuses()).toEqual([429, 200]);
		});

		test('is told in words of its own where there is no time to wait', async () => {
			const credentials = await desk360.signInOf(await withThrottle());
			const options = { items: HUNDRED, node: { credentials } };
			expect(await time.run(desk360.refusal(waiting(5), options))).toMatchObject({
				kind: 'signInPaused',
				message: PAUSED,
				description: expect.stringMatching(
					/^Nothing was sent\. Try again in \d\d seconds, or use an API token/,
				),
			});
			expect(desk360.sandbox.requests.entries).toMatchObject([{ path: '/v1/login', status: 429 }]);
		});

		test('costs a hundred items one try', async () => {
			const node = {
				credentials: await desk360.signInOf(await withThrottle()),
				onError: 'continueRegularOutput' as const,
			};
			const output = await time.run(desk360.json(waiting(0), { items: HUNDRED, node }));
			expect(output).toHaveLength(100);
			for (const { error } of output) expect(error).toContain(PAUSED);
			expect(statuses()).toEqual([429]);
		});

		test('holds up no call of those who have a token', async () => {
			const signedIn = await desk360.signInOf(await withThrottle());
			const known = await desk360.signInOf(desk360.someone());
			desk360.sandbox.settings.loginThrottle = null;
			await time.run(USES.read(desk360, known));
			desk360.sandbox.settings.loginThrottle = 1;
			desk360.sandbox.requests.clear();

			const waits = desk360.run(waiting(120), { node: { credentials: signedIn }, items: HUNDRED });
			let isOver = false;
			const others = [desk360.credentials, known].map(async (credentials) => {
				const node = { credentials };
				const output = await desk360.run(waiting(0), { items: HUNDRED.slice(0, 20), node });
				expect(isOver).toBe(false);
				return output;
			});
			void waits.then(() => {
				isOver = true;
			});
			const outputs = await time.run(Promise.all([...others, waits]));
			expect(outputs.map(({ length }) => length)).toEqual([20, 20, 100]);
			expect(statuses()).toEqual([429, 200]);
			const paths = desk360.sandbox.requests.entries.map(({ path }) => path);
			// All calls of the others went out before somebody signed in at last.
			expect(paths.lastIndexOf('/v1/login')).toBeGreaterThanOrEqual(40);
		});

		test("is told by n8n's HTTP Request node, too, and concerns no other credential", async () => {
			const credentials = await desk360.signInOf(await withThrottle());
			const use = USES["call of n8n's HTTP Request node"];
			await expect(time.run(use(desk360, credentials))).rejects.toMatchObject({
				message: PAUSED,
				description: expect.stringMatching(/^Nothing was sent\./),
			});
			await time.run(use(desk360, desk360.credentials));
			await time.run(USES.read(desk360, desk360.credentials));
			expect(statuses()).toEqual([429]);
		});

		test('is told by a test of the credential, which passes when the throttle is over', async () => {
			const { email, password } = await withThrottle();
			const baseUrl = desk360.sandbox.url;
			const data = { authentication: 'password', email, password, baseUrl };
			const test = async () => await time.run(desk360.engine.testCredential(CREDENTIAL, data));
			expect(await test()).toMatchObject({
				status: 'Error',
				message: expect.stringContaining(PAUSED),
			});
			time.pass(61);
			expect(await test()).toMatchObject({ status: 'OK' });
			expect(statuses()).toEqual([429, 200]);
		});

		test('that goes on being throttled is not waited for beyond Max Rate Limit Wait', async () => {
			const credentials = await desk360.signInOf(desk360.someone());
			const match = { path: '/login' };
			desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 40, match, times: Infinity });
			const options = { node: { credentials }, items: HUNDRED };
			const thrown = await time.run(desk360.refusal(waiting(60), options));
			expect(thrown).toMatchObject({ kind: 'signInPaused', message: PAUSED });
			expect(statuses()).toEqual([429, 429]);
		});
	},
);

test('a limit of calls that refuses the sign-in concerns the sign-in alone', async () => {
	const credentials = await desk360.signInOf(desk360.someone());
	const match = { path: '/login' };
	desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 30, match });
	const run = desk360.run(waiting(60), { node: { credentials }, items: HUNDRED.slice(0, 5) });
	const others = desk360.run(waiting(0), { items: HUNDRED.slice(0, 20) });
	const outputs = await time.run(Promise.all([run, others]));
	expect(outputs.map(({ length }) => length)).toEqual([5, 20]);
	expect(statuses()).toEqual([429, 200]);
});

test('a pause of the sign-in is told as long as it is', async () => {
	const credentials = await desk360.signInOf(desk360.someone());
	const match = { path: '/login' };
	desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 600, match });
	const options = { items: HUNDRED, node: { credentials } };
	expect(await time.run(desk360.refusal(waiting(120), options))).toMatchObject({
		message: PAUSED,
		description: expect.stringMatching(/^Nothing was sent\. Try again in 10 minutes,/),
	});
	expect(statuses()).toEqual([429]);
});

test('a poll that meets the throttle passes quietly, and the next one goes on', async () => {
	const credentials = await desk360.signInOf(await withThrottle());
	await time.run(USES['poll of the trigger'](desk360, credentials));
	time.pass(61);
	await time.run(USES['poll of the trigger'](desk360, credentials));
	expect(statuses().at(-1)).toBe(200);
});
