import { describe, expect, it } from '@jest/globals';

import { startSandbox, type Fault } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { ask, call, codeOf, idsOf, json } from './caller';

const sandbox = forEachTest(startSandbox, ({ world }) => {
	for (let id = 1; id <= 45; id += 1) {
		world.createTicket({ id, created_at: `2026-05-01 10:${id + 10}:00` });
	}
});

const list = async (page = 1) => await call(sandbox, `/products/1/tickets?page=${page}`);
const reply = async () =>
	await call(sandbox, '/products/1/tickets/1/reply', json({ message: 'Hello' }));
const messages = () => sandbox.world.ticket(1).messages.length;

describe('a planned fault', () => {
	it('meets the requests it is meant for, as often as told, after those it lets through', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 500,
			match: { method: 'GET', path: '/tickets', page: 2 },
			skip: 1,
			times: 2,
		});
		const statuses = [];
		for (const page of [2, 1, 2, 1, 2, 2]) statuses.push((await list(page)).status);
		expect(statuses).toEqual([200, 200, 500, 200, 500, 200]);
		expect(sandbox.faults.pending).toBe(0);
		expect(sandbox.requests.entries.map(({ fault }) => fault)[2]).toBe('status');
	});

	it('can be taken back', async () => {
		sandbox.faults.add({ kind: 'status', status: 500, times: Infinity });
		expect((await list()).status).toBe(500);
		sandbox.faults.clear();
		expect((await list()).status).toBe(200);
	});

	it.each<[Fault, number, string | undefined]>([
		[{ kind: 'rateLimit' }, 429, 'too_many_requests_exception'],
		[{ kind: 'rateLimit', status: 200 }, 200, 'too_many_requests_exception'],
		[{ kind: 'status', status: 500 }, 500, 'internal_server_error'],
		[{ kind: 'status', status: 403, code: 'not_authorized' }, 403, 'not_authorized'],
		[{ kind: 'html' }, 502, undefined],
		[{ kind: 'emptyBody' }, 200, undefined],
		[{ kind: 'json', body: { rows: [] } }, 200, undefined],
		[{ kind: 'noContent' }, 204, undefined],
		[{ kind: 'redirect', location: 'http://elsewhere/' }, 302, undefined],
	])('%j answers instead of the service', async (fault, status, code) => {
		sandbox.faults.add(fault);
		const answer = await reply();
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
		expect(messages()).toBe(1);
	});

	it('has the body its kind promises', async () => {
		sandbox.faults.add({ kind: 'html' });
		sandbox.faults.add({ kind: 'emptyBody' });
		sandbox.faults.add({ kind: 'json', body: { rows: [] } });
		sandbox.faults.add({ kind: 'rateLimit', retryAfter: 26 });
		expect((await list()).text).toContain('<html>');
		expect((await list()).text).toBe('');
		expect((await list()).json).toEqual({ rows: [] });
		expect((await list()).headers.get('retry-after')).toBe('26');
	});

	it('cuts the connection before the work or after it', async () => {
		sandbox.faults.add({ kind: 'reset' });
		await expect(reply()).rejects.toThrow();
		expect(messages()).toBe(1);
		sandbox.faults.add({ kind: 'lostAnswer' });
		await expect(reply()).rejects.toThrow();
		expect(messages()).toBe(2);
		expect(sandbox.requests.count({ status: 0 })).toBe(2);
	});

	it('reports a channel after the message is written', async () => {
		sandbox.faults.add({ kind: 'channel', code: 'email_error' });
		const answer = await reply();
		expect([answer.status, codeOf(answer)]).toEqual([400, 'email_error']);
		expect(messages()).toBe(2);
	});

	it('repeats a page', async () => {
		const first = await list(1);
		sandbox.faults.add({ kind: 'repeatPage' });
		const second = await list(2);
		expect(idsOf(second)).toEqual(idsOf(first));
		expect(second.headers.get('link')).toContain('page=3');
	});

	it('never ends', async () => {
		sandbox.faults.add({ kind: 'endlessPages', times: 3 });
		expect((await list(3)).headers.get('link')).toContain('page=4');
		const beyond = await list(9);
		expect(idsOf(beyond)).toEqual([]);
		expect(beyond.headers.get('link')).toContain('page=10');
		sandbox.faults.clear();
		sandbox.faults.add({ kind: 'endlessPages', rows: 'again' });
		expect(idsOf(await list(4))[0]).toBe(45);
	});

	it('spoils a row or the end of the JSON', async () => {
		sandbox.faults.add({ kind: 'malformedRow', row: 1, value: 'row' });
		const rows = (await list()).json as unknown[];
		expect(rows.slice(0, 3)).toMatchObject([{ id: 45 }, 'row', { id: 43 }]);
		sandbox.faults.add({ kind: 'malformedJson' });
		const { text, json: parsed } = await list();
		expect([text.slice(0, 9), parsed]).toEqual(['[{"id":45', undefined]);
	});

	it('slows down and still answers', async () => {
		sandbox.faults.add({ kind: 'slow', ms: 1 });
		expect((await reply()).status).toBe(200);
	});

	it('meets the file host by a plan of its own', async () => {
		sandbox.world.addMessage(1, {
			message: 'See',
			attachments: [{ name: 'a.txt', mimeType: 'text/plain', content: 'a' }],
		});
		const details = await call(sandbox, '/products/1/tickets/1');
		const [url = ''] = /http[^"]+a\.txt/.exec(details.text) ?? [];
		sandbox.files.faults.add({ kind: 'status', status: 503 });
		expect((await ask(url)).status).toBe(503);
		expect((await ask(url)).text).toBe('a');
		expect(sandbox.files.requests.count({ status: 503 })).toBe(1);
	});
});
