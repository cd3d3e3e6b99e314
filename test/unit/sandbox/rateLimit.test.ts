import { describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../../sandbox';
import { RateLimit } from '../../../sandbox/service/rateLimit';
import { forEachTest } from '../../support/forEachTest';
import { call, codeOf } from './caller';

const START = Date.UTC(2026, 10, 22);

describe('RateLimit', () => {
	it('counts down, refuses, and begins a new window', () => {
		const limit = new RateLimit({ limit: 2, windowSeconds: 10 });
		expect(limit.take(START)).toEqual({
			refused: false,
			headers: {
				'x-ratelimit-limit': '2',
				'x-ratelimit-remaining': '1',
				'x-ratelimit-reset': `${START / 1000 + 10}`,
			},
		});
		limit.take(START + 1);
		const third = limit.take(START + 3_500);
		expect(third.refused).toBe(true);
		expect(third.headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'retry-after': '7' });
		expect(limit.take(START + 10_000).refused).toBe(false);
	});

	it('names the wait as a date, not at all, and leaves the other headers out', () => {
		const limit = new RateLimit({ limit: 0, windowSeconds: 10, retryAfter: 'date' });
		expect(limit.take(START).headers['retry-after']).toBe('Sun, 22 Nov 2026 00:00:10 GMT');
		limit.retryAfter = 'none';
		limit.omitHeaders = true;
		expect(limit.take(START)).toEqual({ refused: true, headers: {} });
	});

	it('says nothing without a limit', () => {
		expect(new RateLimit().take(START)).toEqual({ refused: false, headers: {} });
	});
});

describe('the service', () => {
	const sandbox = forEachTest(() => startSandbox({ rateLimit: { limit: 3 } }));

	it('counts every request, also those it cannot use', async () => {
		const answers = [
			await call(sandbox, '/nowhere'),
			await call(sandbox, '/products', { token: '' }),
			await call(sandbox, '/login'),
			await call(sandbox, '/products'),
		];
		const remaining = answers.map(({ headers }) => headers.get('x-ratelimit-remaining'));
		expect(remaining).toEqual(['2', '1', '0', '0']);
		const waits = answers.map(({ headers }) => headers.has('retry-after'));
		expect(waits).toEqual([false, false, false, true]);
		const refused = await call(sandbox, '/products');
		expect([refused.status, codeOf(refused)]).toEqual([429, 'too_many_requests_exception']);
	});

	it('refuses with 200 when told to, and goes on after a reset', async () => {
		Object.assign(sandbox.rateLimit, { limit: 0, refuseWith: 200 });
		const refused = await call(sandbox, '/products');
		expect([refused.status, refused.headers.has('retry-after')]).toEqual([200, true]);
		sandbox.rateLimit.limit = 1;
		sandbox.rateLimit.reset();
		expect((await call(sandbox, '/products')).json).toEqual([]);
	});
});
