import { describe, expect, it } from '@jest/globals';

import { DEMO_EMAIL, DEMO_PASSWORD, startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { ask, call, json } from './caller';

const sandbox = forEachTest(
	() => startSandbox({ settings: { answers: 'framework' } }),
	({ world }) => {
		world.createProduct();
		world.createTicket({ id: 7 });
	},
);

const create = async (body: unknown) => await call(sandbox, '/products/1/tickets', json(body));
const login = async (password: string) =>
	await call(sandbox, '/login', { token: '', ...json({ email: DEMO_EMAIL, password }) });

describe('a refusal of the framework', () => {
	it('names every field that is invalid, and nothing is written', async () => {
		const answer = await create({ name: 'abc', email: 'nobody', reason_id: 'x', status: 1 });
		expect(answer.status).toBe(422);
		expect(answer.json).toEqual({
			message: 'The given data was invalid.',
			errors: {
				email: ['The email must be a valid email address.'],
				reason_id: ['The reason id must be an integer.'],
				description: ['The description field is required.'],
			},
		});
		expect(sandbox.world.tickets).toHaveLength(1);
	});

	it('names files that came where none belong along with the fields', async () => {
		const asJson = await create({ attachments: ['a.png'], name: 'abc' });
		expect(asJson.json).toMatchObject({
			errors: { 'attachments.0': expect.anything(), email: expect.anything() },
		});
		const body = new FormData();
		body.append('attachments', new File(['a'], 'a.txt'));
		const path = '/products/1/tickets/7/reply';
		const asForm = await call(sandbox, path, { method: 'POST', body });
		expect(asForm.json).toMatchObject({
			errors: {
				attachments: ['The attachments must be an array.'],
				message: ['The message field is required.'],
			},
		});
	});

	it('names every part of a query that is invalid', async () => {
		const answer = await call(sandbox, '/products/1/tickets?page=0&status=x&start_date=May');
		expect(answer.json).toMatchObject({
			errors: {
				page: ['The page must be at least 1.'],
				status: ['The status must be an integer.'],
				start_date: ['The start date does not match the format Y-m-d.'],
			},
		});
	});

	it.each([
		['an unknown token', 'GET', '/products', { token: 'x' }, 401, 'Unauthenticated.'],
		['a misspelled route', 'GET', '/product', {}, 404, ''],
		[
			'another method',
			'GET',
			'/login',
			{},
			405,
			'The GET method is not supported for this route. Supported methods: POST.',
		],
	])('to %s is a message alone', async (_case, method, path, init, status, message) => {
		const answer = await call(sandbox, path, { method, ...init });
		expect([answer.status, answer.json]).toEqual([status, { message }]);
	});

	it('to an unknown record shows where in the code it came from', async () => {
		const answer = await call(sandbox, '/products/1/tickets/42');
		expect(answer.status).toBe(404);
		expect(answer.json).toEqual({
			message: 'No query results for model [App\\Ticket] 42',
			exception: expect.stringContaining('NotFoundHttpException'),
			file: expect.stringMatching(/\.php$/),
			line: expect.any(Number),
			trace: [],
		});
	});

	it('says how long to wait when the calls of the minute are spent', async () => {
		sandbox.rateLimit.limit = 0;
		const answer = await call(sandbox, '/products');
		expect([answer.status, answer.json]).toEqual([429, { message: 'Too Many Attempts.' }]);
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'retry-after': '60',
			'x-ratelimit-limit': '0',
			'x-ratelimit-remaining': '0',
		});
	});

	it('to a wrong password is an invalid field, and so is the lock-out', async () => {
		const wrong = await login('wrong');
		expect([wrong.status, wrong.json]).toEqual([
			422,
			{
				message: 'The given data was invalid.',
				errors: { email: ['These credentials do not match our records.'] },
			},
		]);
		for (let attempt = 0; attempt < 4; attempt += 1) await login('wrong');
		const locked = await login(DEMO_PASSWORD);
		expect(locked.status).toBe(429);
		expect(locked.json).toMatchObject({
			errors: { email: ['Too many login attempts. Please try again in 60 seconds.'] },
		});
	});

	it('to a login that names nothing asks for both fields', async () => {
		const answer = await call(sandbox, '/login', { token: '', ...json({}) });
		expect([answer.status, answer.json]).toMatchObject([
			422,
			{ errors: { email: expect.anything(), password: expect.anything() } },
		]);
	});

	it('to password access that is off is a plain 403', async () => {
		sandbox.settings.passwordAccess = false;
		const answer = await login(DEMO_PASSWORD);
		expect([answer.status, answer.json]).toEqual([
			403,
			{ message: 'This action is unauthorized.' },
		]);
	});
});

describe('a planned fault in the framework’s form', () => {
	it.each([
		[500, 'Server Error'],
		[503, 'Service Unavailable'],
		[403, 'This action is unauthorized.'],
		[401, 'Unauthenticated.'],
	])('with the status %i says %s', async (status, message) => {
		sandbox.faults.add({ kind: 'status', status });
		const answer = await call(sandbox, '/products');
		expect([answer.status, answer.json]).toEqual([status, { message }]);
	});

	it('keeps its own message, and the documented form when it names a code', async () => {
		sandbox.faults.add({ kind: 'status', status: 500, message: 'Broken.' });
		expect((await call(sandbox, '/products')).json).toEqual({ message: 'Broken.' });
		sandbox.faults.add({ kind: 'status', status: 400, code: 'email_error' });
		expect((await call(sandbox, '/products')).json).toMatchObject({
			error: { code: 'email_error' },
		});
	});

	it('of the rate limit says the same as the limit itself', async () => {
		sandbox.faults.add({ kind: 'rateLimit', retryAfter: 38 });
		const answer = await call(sandbox, '/products');
		expect([answer.status, answer.json]).toEqual([429, { message: 'Too Many Attempts.' }]);
		expect(answer.headers.get('retry-after')).toBe('38');
	});
});

describe('the setting answers', () => {
	it('is changed by the control plane, whose own answers keep their form', async () => {
		const patch = (answers: string) => ({ ...json({ answers }), method: 'PATCH' });
		await ask(`${sandbox.controlUrl}/settings`, patch('documented'));
		expect(sandbox.settings.answers).toBe('documented');
		await ask(`${sandbox.controlUrl}/settings`, patch('framework'));
		const refused = await ask(`${sandbox.controlUrl}/settings`, patch('other'));
		expect([refused.status, refused.json]).toMatchObject([
			400,
			{ error: { code: 'failed_validation', message: expect.stringContaining('framework') } },
		]);
	});

	it('names one field in the documented form, the first', async () => {
		sandbox.settings.answers = 'documented';
		const answer = await create({ name: 'abc', email: 'nobody' });
		expect([answer.status, answer.json]).toMatchObject([
			400,
			{ error: { message: 'The email must be a valid email address.' } },
		]);
	});
});
