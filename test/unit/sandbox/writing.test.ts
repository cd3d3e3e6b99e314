import { createHash } from 'crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { DEMO_AGENT_ID, startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { ask, call, codeOf, json } from './caller';

const sandbox = forEachTest(
	() => startSandbox({ clock: () => new Date('2026-11-22T09:00:00Z') }),
	({ world }) => {
		world.createProduct();
	},
);

const complete = {
	name: 'abc',
	email: 'abc@def.com',
	reason_id: 1,
	description: 'Help',
	status: 2,
};

function form(fields: Record<string, string>, files: File[]): RequestInit {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	for (const file of files) body.append('attachments[]', file);
	return { method: 'POST', body };
}

const file = (name: string, type: string, content = name) => new File([content], name, { type });

describe('create', () => {
	it('answers with a row and starts the conversation', async () => {
		const body = { ...complete, assign_to_agent_id: 74, settings: '{"vip":true}' };
		const answer = await call(sandbox, '/products/1/tickets', json(body));
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			id: 1,
			reason_id: 1,
			type_id: null,
			agent_id: 74,
			name: 'abc',
			email: 'abc@def.com',
			subject: null,
			last_message: 'Help',
			channel: 'Api',
			platform: 'Api',
			status: 2,
			priority: 0,
			created_at: '2026-11-22 09:00:00',
			updated_at: '2026-11-22 09:00:00',
		});
		expect(sandbox.world.ticket(1)).toMatchObject({
			settings: { vip: true },
			messages: [{ agent_id: null, message: 'Help' }],
		});
	});

	it.each([
		...Object.keys(complete).map((name): [string, unknown] => [name, '']),
		['email', 'nobody'],
		['status', 'Resolved'],
		['assign_to_agent_id', 1.5],
		['settings', '{vip'],
		['attachments[]', ['https://example.com/a.png']],
	])('refuses %s %j', async (name, value) => {
		const answer = await call(sandbox, '/products/1/tickets', json({ ...complete, [name]: value }));
		expect([answer.status, codeOf(answer)]).toEqual([400, 'failed_validation']);
		expect(sandbox.world.tickets).toEqual([]);
	});

	it('refuses what is no JSON', async () => {
		const answer = await call(sandbox, '/products/1/tickets', { ...json({}), body: '{' });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'failed_validation']);
	});

	it('takes a form with attachments', async () => {
		const fields = { ...complete, reason_id: '1', status: '2', settings: '{"vip":true}' };
		const files = [file('çay "1".png', 'image/png'), file('b.txt', 'text/plain')];
		const answer = await call(sandbox, '/products/1/tickets', form(fields, files));
		expect(answer.json).toMatchObject({ id: 1, reason_id: 1, status: 2 });
		expect(sandbox.requests.last?.body).toMatchObject({
			fields,
			files: [
				{ field: 'attachments[]', mimeType: 'image/png' },
				{ field: 'attachments[]', name: 'b.txt', size: 5 },
			],
		});
	});

	it('refuses a file field that is no list', async () => {
		const body = new FormData();
		body.append('message', 'Hello');
		body.append('attachments', file('a.txt', 'text/plain'));
		sandbox.world.createTicket();
		const answer = await call(sandbox, '/products/1/tickets/1/reply', { method: 'POST', body });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'failed_validation']);
	});
});

describe('reply', () => {
	beforeEach(() => {
		sandbox.world.createTicket({ created_at: '2026-01-01 00:00:00' });
	});

	it('answers with the message of the token’s agent and touches the ticket', async () => {
		const answer = await call(sandbox, '/products/1/tickets/1/reply', json({ message: 'Hi' }));
		expect(answer.json).toEqual({
			id: 2,
			agent_id: DEMO_AGENT_ID,
			message: 'Hi',
			attachments: { images: [], videos: [], files: [], others: [] },
			type: 0,
			created_at: '2026-11-22 09:00:00',
			updated_at: '2026-11-22 09:00:00',
		});
		expect(sandbox.world.ticket(1)).toMatchObject({
			last_message: 'Hi',
			updated_at: '2026-11-22 09:00:00',
		});
	});

	it('needs a message', async () => {
		const answer = await call(sandbox, '/products/1/tickets/1/reply', json({ message: '' }));
		expect(answer.json).toMatchObject({ error: { message: 'The message field is required.' } });
	});

	const reply = async (...files: File[]) =>
		(await call(sandbox, '/products/1/tickets/1/reply', form({ message: 'See' }, files))).json as {
			attachments: Record<string, Array<{ name: string; url: string; size: number }>>;
		};

	it('sorts attachments into four buckets', async () => {
		const { attachments } = await reply(
			file('a.png', 'image/png'),
			file('b.mp4', 'video/mp4'),
			file('c.pdf', 'application/pdf'),
			file('d.bin', 'application/octet-stream'),
			file('e.png', 'image/png'),
		);
		const names = Object.entries(attachments).map(([bucket, files]) => [
			bucket,
			files.map(({ name }) => name),
		]);
		expect(Object.fromEntries(names)).toEqual({
			images: ['a.png', 'e.png'],
			videos: ['b.mp4'],
			files: ['c.pdf'],
			others: ['d.bin'],
		});
	});

	it('serves them on another host that sees whether a token came along', async () => {
		const { attachments } = await reply(file('a b.txt', 'text/plain', 'content'));
		const url = attachments.files?.[0]?.url ?? '';
		expect(new URL(url).host).not.toBe(new URL(sandbox.url).host);
		const fetched = await ask(url);
		expect(fetched.text).toBe('content');
		expect(fetched.headers.get('content-type')).toContain('text/plain');
		await ask(url, { headers: { authorization: 'Bearer x' } });
		const sent = sandbox.files.requests.entries.map(({ sentAuthorization }) => sentAuthorization);
		expect(sent).toEqual([false, true]);
	});

	it('serves them on the API’s host behind the token, as plain URLs, when told to', async () => {
		Object.assign(sandbox.settings, { attachmentHost: 'api', attachmentShape: 'string' });
		const { attachments } = await reply(file('a.txt', 'text/plain', 'content'));
		const url = String(attachments.files?.[0]);
		expect(url.startsWith(`${sandbox.url}/`)).toBe(true);
		expect((await ask(url)).status).toBe(401);
		expect((await call(sandbox, url.slice(sandbox.url.length))).text).toBe('content');
	});

	it('hashes a large file without keeping it', async () => {
		sandbox.settings.keepFileBytes = 10;
		const content = 'x'.repeat(300_000);
		const { attachments } = await reply(file('big.txt', 'text/plain', content));
		expect(attachments.files).toMatchObject([{ size: 300_000 }]);
		const sha256 = createHash('sha256').update(content).digest('hex');
		expect(sandbox.requests.last?.body).toMatchObject({ files: [{ sha256 }] });
		expect((await ask(attachments.files?.[0]?.url ?? '')).status).toBe(410);
	});
});
