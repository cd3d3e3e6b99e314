import { afterEach, describe, expect, it } from '@jest/globals';

import {
	DEMO_EMAIL,
	DEMO_PASSWORD,
	startSandbox,
	type Sandbox,
	type SandboxOptions,
} from '../../../sandbox';
import { ask, call, codeOf, json, type Answer } from './caller';

let sandbox: Sandbox;

afterEach(async () => await sandbox.close());

const account = (name: string, rateLimit?: number) => ({
	email: `${name}@example.com`,
	password: 'example-password',
	token: `token-of-${name}`,
	agentId: 1,
	rateLimit,
});

async function start(options: Partial<SandboxOptions>): Promise<void> {
	sandbox = await startSandbox(options);
	sandbox.world.createProduct();
}

const budgetOf = ({ headers }: Answer) =>
	[headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')].map(Number);
const callAs = async (name: string) =>
	await call(sandbox, '/products', { token: `token-of-${name}` });

describe('an account with a limit of its own', () => {
	it('is counted apart from another one and from all others', async () => {
		const accounts = [account('small', 2), account('large', 5), account('shared')];
		await start({ accounts, rateLimit: { limit: 3 } });
		const budgets = [];
		for (const name of ['small', 'large', 'shared', 'small']) {
			budgets.push(budgetOf(await callAs(name)));
		}
		expect(budgets).toEqual([
			[2, 1],
			[5, 4],
			[3, 2],
			[2, 0],
		]);
	});

	it('is refused alone, and says when it may call again', async () => {
		await start({ accounts: [account('small', 1), account('large', 5)] });
		await callAs('small');
		const refused = await callAs('small');
		expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_requests_exception']);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(58);
		expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
		expect((await callAs('large')).status).toBe(200);
	});

	it('names no limit where there is none', async () => {
		await start({ accounts: [account('small', 1), account('shared')] });
		expect((await callAs('shared')).headers.has('x-ratelimit-limit')).toBe(false);
	});

	it('keeps its count over a new token, and begins anew after a reset', async () => {
		await start({ accounts: [account('small', 1)] });
		await callAs('small');
		const token = sandbox.accounts.renewToken('small@example.com');
		expect((await call(sandbox, '/products', { token })).status).toBe(429);
		sandbox.rateLimit.reset();
		expect((await call(sandbox, '/products', { token })).status).toBe(200);
	});
});

describe('the throttle of the login', () => {
	const login = async (password = DEMO_PASSWORD) =>
		await call(sandbox, '/login', { token: '', ...json({ email: DEMO_EMAIL, password }) });

	it('refuses sign-ins above its number, right or wrong, and nothing else', async () => {
		await start({ settings: { loginThrottle: 2 } });
		const statuses = [await login('wrong'), await login(), await login()].map((one) => one.status);
		expect(statuses).toEqual([401, 200, 429]);
		const refused = await login('wrong');
		expect(codeOf(refused)).toBe('too_many_requests_exception');
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(58);
		expect((await call(sandbox, '/products')).status).toBe(200);
	});

	it('leaves the calls of the API alone', async () => {
		await start({ settings: { loginThrottle: 1 }, rateLimit: { limit: 5 } });
		await login();
		const refused = await login();
		expect([refused.status, refused.headers.has('x-ratelimit-limit')]).toEqual([429, false]);
		expect(budgetOf(await call(sandbox, '/products'))).toEqual([5, 4]);
	});

	it('answers as the framework does, and is over after a reset', async () => {
		await start({ settings: { loginThrottle: 0, answers: 'framework' } });
		expect((await login()).json).toEqual({ message: 'Too Many Attempts.' });
		const patch = { ...json({ loginThrottle: null }), method: 'PATCH' };
		await ask(`${sandbox.controlUrl}/settings`, patch);
		expect((await login()).status).toBe(200);
		sandbox.settings.loginThrottle = 1;
		sandbox.reset();
		expect(sandbox.settings.loginThrottle).toBe(0);
	});
});
