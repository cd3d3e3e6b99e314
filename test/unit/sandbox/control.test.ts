import { describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { ask, call, codeOf, json } from './caller';

const sandbox = forEachTest(() =>
	startSandbox({ seed: { tickets: 3 }, rateLimit: { limit: 100 } }),
);

const control = async (path: string, init?: RequestInit) =>
	await ask(`${sandbox.controlUrl}${path}`, init);
const patch = (body: unknown) => ({ ...json(body), method: 'PATCH' });

describe('the control plane', () => {
	it('says what there is and is neither counted nor limited', async () => {
		sandbox.rateLimit.limit = 0;
		const { json: overview } = await control('');
		expect(overview).toMatchObject({
			api: sandbox.url,
			products: [{ id: 1, tickets: 3 }],
			try: expect.arrayContaining([expect.stringContaining('curl')]),
		});
		expect(sandbox.requests.count()).toBe(0);
	});

	it('lets customers open, write, and be answered', async () => {
		const opened = await control('/tickets', json({ product_id: 1, subject: 'Hello' }));
		expect(opened.json).toMatchObject({ id: 4, subject: 'Hello', channel: 'Application' });
		await control('/tickets/4/messages', json({ message: 'Any news?' }));
		await control('/tickets/4/status', json({ status: 2, agent_id: 74 }));
		await control('/tickets/3', { method: 'DELETE' });
		const { json: history } = await control('/history');
		expect(history).toMatchObject([
			{ type: 'ticketCreated', ticketId: 4 },
			{ type: 'messageAdded', ticketId: 4 },
			{ type: 'messageAdded', ticketId: 4, agentId: null },
			{ type: 'statusChanged', ticketId: 4, to: 2, agentId: 74 },
			{ type: 'ticketDeleted', ticketId: 3 },
		]);
	});

	it('plans faults and takes them back', async () => {
		const fault = { kind: 'status', status: 500, match: { pathPattern: 'tickets/\\d$' } };
		await control('/faults', json({ ...fault, times: 2 }));
		expect((await call(sandbox, '/products/1/tickets')).status).toBe(200);
		expect((await call(sandbox, '/products/1/tickets/1')).status).toBe(500);
		await control('/faults', { method: 'DELETE' });
		expect((await call(sandbox, '/products/1/tickets/1')).status).toBe(200);
	});

	it('shows and clears the requests', async () => {
		await call(sandbox, '/products');
		expect((await control('/requests')).json).toMatchObject([{ path: '/v1/products' }]);
		await control('/requests', { method: 'DELETE' });
		expect(sandbox.requests.count()).toBe(0);
	});

	it('changes settings and the rate limit', async () => {
		await control('/settings', patch({ idsAs: 'string', linkBase: 'http://elsewhere/v1' }));
		expect(sandbox.settings).toMatchObject({ idsAs: 'string', linkBase: 'http://elsewhere/v1' });
		const { json: rule } = await control('/rate-limit', patch({ limit: 5, retryAfter: 'date' }));
		expect(rule).toMatchObject({ limit: 5, retryAfter: 'date', windowSeconds: 60 });
	});

	it.each([
		['/settings', patch({ latency: 5 })],
		['/settings', patch({ idsAs: 'words' })],
		['/settings', patch({ latencyMs: '5' })],
		['/rate-limit', patch({ used: 5 })],
		['/faults', json({ kind: 'earthquake' })],
		['/faults', json({ kind: 'status' })],
		['/tickets', json({ id: 1 })],
		['/tickets', json({ subject: 7 })],
		['/tickets/1/messages', json({})],
		['/tickets/1/status', json({ status: 'open' })],
	])('refuses %s %j', async (path, init) => {
		const answer = await control(path, init);
		expect([answer.status, codeOf(answer)]).toEqual([400, 'failed_validation']);
	});

	it('does not know a ticket that is not there', async () => {
		expect((await control('/tickets/9', { method: 'DELETE' })).status).toBe(404);
	});

	it('goes back to the start', async () => {
		sandbox.world.deleteTicket(1);
		sandbox.settings.latencyMs = 1;
		sandbox.rateLimit.limit = 1;
		sandbox.faults.add({ kind: 'hang' });
		await control('/reset', { method: 'POST' });
		expect(sandbox.world.tickets.map(({ id }) => id)).toEqual([1, 2, 3]);
		expect(sandbox.world.history).toEqual([]);
		expect(sandbox.settings.latencyMs).toBe(0);
		expect(sandbox.rateLimit.limit).toBe(100);
		expect((await call(sandbox, '/products')).status).toBe(200);
	});
});
