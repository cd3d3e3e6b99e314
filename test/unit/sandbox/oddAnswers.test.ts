import { describe, expect, it } from '@jest/globals';

import { startSandbox, type Fault } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { ask, call, codeOf, json } from './caller';

const sandbox = forEachTest(startSandbox, ({ world }) => {
	world.createTicket();
});

const reply = async (message = 'Hello') =>
	await call(sandbox, '/products/1/tickets/1/reply', json({ message }));
const messages = () => sandbox.world.ticket(1).messages.length;
const plan = async (fault: unknown) => await ask(`${sandbox.controlUrl}/faults`, json(fault));

describe('a status with headers', () => {
	it('carries them, with its own body or without', async () => {
		const headers = { 'Retry-After': '600', 'X-Cause': 'maintenance' };
		sandbox.faults.add({ kind: 'status', status: 503, headers });
		sandbox.faults.add({ kind: 'status', status: 503, headers, body: { message: 'Soon' } });
		const documented = await call(sandbox, '/products');
		expect([documented.status, codeOf(documented)]).toEqual([503, 'internal_server_error']);
		const own = await call(sandbox, '/products');
		expect(own.json).toEqual({ message: 'Soon' });
		for (const answer of [documented, own]) {
			expect(answer.headers.get('retry-after')).toBe('600');
			expect(answer.headers.get('x-cause')).toBe('maintenance');
		}
	});
});

describe('any text', () => {
	it('is JSON with 200 unless told otherwise, and nothing is written', async () => {
		const notice = '<br />\n<b>Notice</b>:  Undefined index: x<br />\n[]';
		sandbox.faults.add({ kind: 'text', body: notice });
		const answer = await reply();
		expect([answer.status, answer.text]).toEqual([200, notice]);
		expect(answer.headers.get('content-type')).toContain('application/json');
		expect(messages()).toBe(1);
	});

	it('may be the page of a web server', async () => {
		const page = '<html><head><title>413 Request Entity Too Large</title></head></html>';
		sandbox.faults.add({ kind: 'text', body: page, status: 413, contentType: 'text/html' });
		const answer = await reply();
		expect([answer.status, answer.text]).toEqual([413, page]);
		expect(answer.headers.get('content-type')).toContain('text/html');
	});

	it('keeps byte order marks', async () => {
		sandbox.faults.add({ kind: 'text', body: '\ufeff\ufeff[]' });
		const answer = await fetch(`${sandbox.url}/products`);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		expect([...bytes]).toEqual([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x5b, 0x5d]);
	});
});

describe('a write that is accepted without its answer', () => {
	it('is written and answered with 204 and no body', async () => {
		sandbox.faults.add({ kind: 'acceptedWithout' });
		const answer = await reply();
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect(messages()).toBe(2);
		expect(sandbox.requests.last).toMatchObject({ status: 204, fault: 'acceptedWithout' });
	});

	it.each<[Partial<Fault>, number, string]>([
		[{ status: 201 }, 201, ''],
		[{ body: { data: { id: 5 } } }, 200, '{"data":{"id":5}}'],
		[{ status: 202, body: 'queued' }, 202, 'queued'],
		[{ status: 200, body: null }, 200, 'null'],
	])('%j gives %i %s', async (form, status, text) => {
		sandbox.faults.add({ ...form, kind: 'acceptedWithout' } as Fault);
		const answer = await reply();
		expect([answer.status, answer.text]).toEqual([status, text]);
		expect(messages()).toBe(2);
	});

	it('is the framework’s write as well', async () => {
		sandbox.settings.answers = 'framework';
		sandbox.faults.add({ kind: 'acceptedWithout', status: 201 });
		expect([(await reply()).status, messages()]).toEqual([201, 2]);
	});

	it('leaves a refusal as it is', async () => {
		sandbox.faults.add({ kind: 'acceptedWithout' });
		expect((await reply('')).status).toBe(400);
		expect(messages()).toBe(1);
	});
});

describe('the control plane', () => {
	it.each([
		{ kind: 'text' },
		{ kind: 'trickle' },
		{ kind: 'slowBytes', bytes: 1 },
		{ kind: 'slowBytes', everyMs: 1 },
	])('refuses %j, which lacks a part', async (fault) => {
		const answer = await plan(fault);
		expect([answer.status, codeOf(answer)]).toEqual([400, 'failed_validation']);
	});

	it('plans them as the test does', async () => {
		await plan({ kind: 'status', status: 503, headers: { 'Retry-After': '600' } });
		await plan({ kind: 'acceptedWithout', status: 202 });
		expect((await reply()).headers.get('retry-after')).toBe('600');
		expect((await reply()).status).toBe(202);
	});
});
