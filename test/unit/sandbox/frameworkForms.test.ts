import { beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { call, json } from './caller';

const sandbox = forEachTest(() => startSandbox({ settings: { answers: 'framework' } }));

const get = async (path: string) => (await call(sandbox, path)).json;
const file = (name: string) => ({ name, mimeType: 'application/pdf', content: 'a' });

describe('a list of the framework', () => {
	it('is an array on odd pages and has holes in its keys on even ones', async () => {
		for (let minute = 10; minute < 33; minute += 1) {
			sandbox.world.createTicket({ created_at: `2026-05-01 10:${minute}:00` });
		}
		expect(await get('/products/1/tickets')).toHaveLength(20);
		expect(await get('/products/1/tickets?page=2')).toMatchObject({
			1: { id: 3 },
			3: { id: 2 },
			5: { id: 1 },
		});
		expect(await get('/products/1/tickets?page=4')).toEqual([]);
	});

	it('has holes where the number of products is even', async () => {
		sandbox.world.createProduct();
		expect(await get('/products')).toMatchObject([{ id: 1 }]);
		sandbox.world.createProduct();
		expect(await get('/products')).toMatchObject({ 1: { id: 1 }, 3: { id: 2 } });
	});

	it('has holes in the logs and messages of every second ticket', async () => {
		for (const id of [7, 8]) {
			sandbox.world.createTicket({ id });
			sandbox.world.addMessage(id, { message: 'Hi' });
			sandbox.world.changeStatus(id, 1);
		}
		const written = { message: 'Hello World!' };
		expect(await get('/products/1/tickets/7')).toMatchObject({
			messages: [written, { message: 'Hi' }],
		});
		expect(await get('/products/1/tickets/8')).toMatchObject({
			messages: { 1: written, 3: { message: 'Hi' } },
		});
		expect(await get('/products/1/tickets/7/logs')).toMatchObject([{ id: 1 }]);
		expect(await get('/products/1/tickets/8/logs')).toMatchObject({ 1: { id: 2 } });
	});

	it('has holes in the attachments of every second message', async () => {
		const attachments = [file('a.pdf'), file('b.pdf')];
		sandbox.world.createTicket({ id: 7, attachments });
		sandbox.world.addMessage(7, { message: 'See', attachments });
		expect(await get('/products/1/tickets/7')).toMatchObject({
			messages: [
				{ attachments: { images: [], files: [{ name: 'a.pdf' }, { name: 'b.pdf' }] } },
				{ attachments: { images: [], files: { 1: { name: 'a.pdf' }, 3: { name: 'b.pdf' } } } },
			],
		});
	});

	it('keeps a row that a fault has spoiled', async () => {
		sandbox.world.createProduct();
		sandbox.world.createProduct();
		sandbox.faults.add({ kind: 'malformedRow', row: 1 });
		expect(await get('/products')).toMatchObject({ 1: { id: 1 }, 3: null });
	});
});

describe('a ticket of the framework', () => {
	it('has empty lists for empty objects, and null for no messages', async () => {
		sandbox.world.createTicket({ id: 7, description: null, custom_fields: {} });
		expect(await get('/products/1/tickets/7')).toMatchObject({
			settings: [],
			custom_fields: [],
			messages: null,
		});
	});

	it('keeps what is in its settings', async () => {
		sandbox.world.createTicket({ id: 7, settings: { vip: true, tags: [], more: {} } });
		expect(await get('/products/1/tickets/7')).toMatchObject({
			settings: { vip: true, tags: [], more: [] },
		});
	});
});

describe('a write of the framework', () => {
	const complete = { name: 'a', email: 'a@b.com', reason_id: 1, description: 'Help', status: 2 };

	it('comes wrapped and with 201', async () => {
		sandbox.world.createProduct();
		const created = await call(sandbox, '/products/1/tickets', json(complete));
		expect([created.status, created.json]).toMatchObject([
			201,
			{ data: { id: 1, last_message: 'Help' } },
		]);
		const path = '/products/1/tickets/1/reply';
		const replied = await call(sandbox, path, json({ message: 'Hi' }));
		expect([replied.status, replied.json]).toMatchObject([201, { data: { message: 'Hi' } }]);
		expect(sandbox.requests.count({ status: 201 })).toBe(2);
	});

	it('that a limit refuses with 200 is not wrapped', async () => {
		sandbox.world.createProduct();
		Object.assign(sandbox.rateLimit, { limit: 0, refuseWith: 200 });
		const refused = await call(sandbox, '/products/1/tickets', json(complete));
		expect([refused.status, refused.json]).toEqual([200, { message: 'Too Many Attempts.' }]);
	});
});

describe('a Link of the framework', () => {
	const linkOf = async (page: number) =>
		(await call(sandbox, `/products/1/tickets?page=${page}`)).headers.get('link');

	beforeEach(() => {
		for (let id = 1; id <= 45; id += 1) sandbox.world.createTicket({ id });
		sandbox.settings.linkBase = 'http://elsewhere/v1';
	});

	it.each([
		[
			1,
			'<URL?page=1>; rel="first"; title="Page 1, of 3; \\"first\\"", ' +
				'<URL?page=2>; title="Page 2, of 3; \\"next\\""; rel="next", ' +
				'<URL?page=3>; title="Page 3, of 3; \\"last\\""; rel="last"',
		],
		[
			2,
			'<URL?page=1>; rel="first prev"; title="Page 1, of 3; \\"first, prev\\"", ' +
				'<URL?page=3>; title="Page 3, of 3; \\"next, last\\""; rel="next last"',
		],
		[
			3,
			'<URL?page=1>; rel="first"; title="Page 1, of 3; \\"first\\"", ' +
				'<URL?page=2>; title="Page 2, of 3; \\"prev\\""; rel="prev", ' +
				'<URL?page=3>; title="Page 3, of 3; \\"last\\""; rel="last"',
		],
	])('names all pages around page %i, with quotes and commas in the titles', async (page, link) => {
		expect(await linkOf(page)).toBe(
			link.replaceAll('URL', 'http://elsewhere/v1/products/1/tickets'),
		);
	});

	it('names no last page when the list claims to go on behind it', async () => {
		sandbox.faults.add({ kind: 'endlessPages' });
		const link = await linkOf(9);
		expect(link).toContain('rel="next"');
		expect(link).not.toContain('last');
	});

	it('keeps a style that is set', async () => {
		sandbox.settings.linkStyle = 'bare';
		expect(await linkOf(1)).toBe('<http://elsewhere/v1/products/1/tickets?page=2>; rel=next');
	});
});
