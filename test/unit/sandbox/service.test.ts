import { describe, expect, it } from '@jest/globals';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN, startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { call, codeOf, json } from './caller';

const sandbox = forEachTest(startSandbox, ({ world }) => {
	world.createProduct({ name: 'Mobile App' });
	world.createTicket({ id: 7 });
});

const login = async (password: string) =>
	await call(sandbox, '/login', { token: '', ...json({ email: DEMO_EMAIL, password }) });

describe('login', () => {
	it('gives the token that exists', async () => {
		const answer = await login(DEMO_PASSWORD);
		expect(answer.json).toEqual({ access_token: DEMO_TOKEN, token_type: 'Bearer' });
	});

	it('locks out after five wrong passwords, whatever comes then', async () => {
		for (let attempt = 0; attempt < 5; attempt += 1) {
			await login(DEMO_PASSWORD);
			const answer = await login('wrong');
			expect([answer.status, codeOf(answer)]).toEqual([401, 'invalid_credentials']);
		}
		const locked = await login(DEMO_PASSWORD);
		expect([locked.status, codeOf(locked)]).toEqual([429, 'too_many_attempts']);
		sandbox.settings.loginLockSeconds = 0;
		expect((await login(DEMO_PASSWORD)).status).toBe(200);
	});

	it('is refused when password access is off', async () => {
		sandbox.settings.passwordAccess = false;
		const answer = await login(DEMO_PASSWORD);
		expect([answer.status, codeOf(answer)]).toEqual([403, 'password_access_disabled']);
	});

	it('makes a token for an account without one and a new one when it is renewed', async () => {
		const renewed = sandbox.accounts.renewToken(DEMO_EMAIL);
		expect((await call(sandbox, '/products')).status).toBe(401);
		expect((await login(DEMO_PASSWORD)).json).toMatchObject({ access_token: renewed });
		expect((await call(sandbox, '/products', { token: renewed })).status).toBe(200);
	});
});

describe('answers', () => {
	it('lists products', async () => {
		const answer = await call(sandbox, '/products');
		expect(answer.json).toEqual([{ id: 1, name: 'Mobile App', logo: null }]);
	});

	it.each([
		['no token', 'GET', '/products', { token: '' }, 401, 'authentication_exception'],
		['an unknown token', 'GET', '/products', { token: 'x' }, 401, 'authentication_exception'],
		['a login by GET', 'GET', '/login', {}, 405, 'method_not_allowed_exception'],
		['another method', 'DELETE', '/products', {}, 405, 'method_not_allowed_exception'],
		['a misspelled route', 'GET', '/product', {}, 404, 'not_found_exception'],
		['an unknown product', 'GET', '/products/9/tickets', {}, 404, 'model_not_found_exception'],
		['an unknown ticket', 'GET', '/products/1/tickets/8', {}, 404, 'model_not_found_exception'],
		['a word as page', 'GET', '/products/1/tickets?page=two', {}, 400, 'failed_validation'],
		['page zero', 'GET', '/products/1/tickets?page=0', {}, 400, 'failed_validation'],
		['a word as status', 'GET', '/products/1/tickets?status=open', {}, 400, 'failed_validation'],
		['no such day', 'GET', '/products/1/tickets?end_date=2026-02-30', {}, 400, 'failed_validation'],
		[
			'HTML wanted',
			'GET',
			'/products',
			{ headers: { accept: 'text/html' } },
			406,
			'failed_validation',
		],
		['a text body', 'POST', '/products/1/tickets', { body: 'x' }, 415, 'failed_validation'],
	])('to %s', async (_case, method, path, init, status, code) => {
		const answer = await call(sandbox, path, { method, ...init });
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
		expect(answer.json).toEqual({
			error: { code, message: expect.any(String), doc_url: 'https://docs.desk360.com/api' },
		});
	});

	it('does not show a ticket of another product', async () => {
		sandbox.world.createProduct();
		const answer = await call(sandbox, '/products/2/tickets/7');
		expect(codeOf(answer)).toBe('model_not_found_exception');
	});

	it('gives details and logs as documented', async () => {
		sandbox.world.at('2026-01-02 03:04:05', () => sandbox.world.changeStatus(7, 2, 72));
		const details = await call(sandbox, '/products/1/tickets/7');
		expect(details.json).toMatchObject({
			id: 7,
			status: 2,
			updated_at: '2026-01-02 03:04:05',
			custom_fields: [],
			messages: [{ id: 1, agent_id: null, message: 'Hello World!', type: 0 }],
		});
		expect(details.json).not.toHaveProperty('last_message');
		const logs = await call(sandbox, '/products/1/tickets/7/logs');
		expect(logs.json).toEqual([
			{
				id: 1,
				old_status_id: 0,
				new_status_id: 2,
				reason_id: 1,
				agent_id: 72,
				created_at: '2026-01-02 03:04:05',
			},
		]);
	});

	it('writes ids as strings when told to', async () => {
		sandbox.settings.idsAs = 'string';
		const details = await call(sandbox, '/products/1/tickets/7');
		expect(details.json).toMatchObject({ id: '7', agent_id: null, messages: [{ id: '1' }] });
	});
});

describe('the request log', () => {
	it('keeps what was sent and no secret', async () => {
		await login('wrong');
		await call(sandbox, '/products/1/tickets?page=2&status=1');
		expect(sandbox.requests.entries).toMatchObject([
			{ method: 'POST', path: '/v1/login', status: 401, sentAuthorization: false },
			{
				method: 'GET',
				path: '/v1/products/1/tickets',
				query: { page: '2', status: '1' },
				status: 200,
				authorized: true,
				account: DEMO_EMAIL,
				headers: { authorization: 'Bearer ***' },
			},
		]);
		const written = JSON.stringify(sandbox.requests.entries);
		expect(written).not.toContain(DEMO_TOKEN);
		expect(written).not.toContain('wrong');
	});

	it('counts by method, path, page and status', async () => {
		await call(sandbox, '/products/1/tickets');
		await call(sandbox, '/products/1/tickets?page=2');
		await call(sandbox, '/products/1/tickets/8');
		const { requests } = sandbox;
		expect(requests.count()).toBe(3);
		expect(requests.count({ method: 'get', path: '/products/1/tickets' })).toBe(2);
		expect(requests.count({ path: /\/tickets$/, page: 1 })).toBe(1);
		expect(requests.count({ status: 404 })).toBe(1);
		requests.clear();
		expect(requests.count()).toBe(0);
	});
});

describe('hooks', () => {
	it('let the world change before a request is worked out and before it is answered', async () => {
		sandbox.hooks.onRequest = () => {
			sandbox.world.updateTicket(7, { subject: 'before' });
		};
		sandbox.hooks.onAnswer = ({ status }) => {
			sandbox.world.updateTicket(7, { subject: `after ${status}` });
		};
		const answer = await call(sandbox, '/products/1/tickets/7');
		expect(answer.json).toMatchObject({ subject: 'before' });
		expect(sandbox.world.ticket(7).subject).toBe('after 200');
	});
});

describe('close', () => {
	it('does not wait for somebody who hangs', async () => {
		sandbox.faults.add({ kind: 'hang' });
		const arrived = new Promise<void>((resolve) => {
			sandbox.hooks.onAnswer = () => resolve();
		});
		const hanging = call(sandbox, '/products').then(
			() => 'answered',
			() => 'cut',
		);
		await arrived;
		await sandbox.close();
		expect(await hanging).toBe('cut');
		expect(sandbox.requests.last?.status).toBe(0);
	});
});
