import { beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../../sandbox';
import { forEachTest } from '../../support/forEachTest';
import { call, idsOf } from './caller';

const sandbox = forEachTest(startSandbox);

const list = async (query = '') => await call(sandbox, `/products/1/tickets?${query}`);

function createTickets(count: number): void {
	for (let minute = 10; minute < count + 10; minute += 1) {
		sandbox.world.createTicket({ created_at: `2026-05-01 10:${minute}:00` });
	}
}

describe('paging', () => {
	it('gives twenty rows, latest update first, and names the next page without the filters', async () => {
		createTickets(45);
		const first = await list('status=0');
		expect(idsOf(first)).toHaveLength(20);
		expect(idsOf(first).slice(0, 2)).toEqual([45, 44]);
		expect(first.headers.get('link')).toBe(`<${sandbox.url}/products/1/tickets?page=2>; rel=next`);
		const last = await list('page=3');
		expect(idsOf(last)).toEqual([5, 4, 3, 2, 1]);
		expect(last.headers.has('link')).toBe(false);
		expect(idsOf(await list('page=4'))).toEqual([]);
	});

	it('turns round with order=asc and follows updates', async () => {
		createTickets(3);
		sandbox.world.at('2026-06-01 00:00:00', () => sandbox.world.assign(1, 74));
		expect(idsOf(await list())).toEqual([1, 3, 2]);
		expect(idsOf(await list('order=asc'))).toEqual([2, 3, 1]);
	});

	it.each([
		['bare', 1, '<http://elsewhere/v1/products/1/tickets?page=2>; rel=next'],
		['quoted', 1, '<http://elsewhere/v1/products/1/tickets?page=2>; rel="next"'],
		['quoted', 2, null],
		['empty', 2, ''],
		['many', 2, '<http://elsewhere/v1/products/1/tickets?page=1>; rel="first"'],
	] as const)('writes Link in the style %s on page %i', async (linkStyle, page, link) => {
		createTickets(21);
		Object.assign(sandbox.settings, { linkStyle, linkBase: 'http://elsewhere/v1' });
		expect((await list(`page=${page}`)).headers.get('link')).toBe(link);
	});

	it('shuffles nothing but rows of the same second', async () => {
		for (let i = 0; i < 12; i += 1) {
			sandbox.world.createTicket({ created_at: `2026-05-01 10:00:0${i < 6 ? 1 : 2}` });
		}
		const stable = idsOf(await list());
		expect(idsOf(await list())).toEqual(stable);
		sandbox.settings.tieOrder = 'shuffled';
		const orders = await Promise.all(Array.from({ length: 5 }, async () => idsOf(await list())));
		expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
		for (const order of orders) {
			expect(order.slice(0, 6).sort()).toEqual(stable.slice(0, 6).sort());
		}
	});
});

describe('filters', () => {
	beforeEach(() => {
		sandbox.world.createTicket({ created_at: '2026-05-01 23:59:59' });
		sandbox.world.createTicket({
			reason_id: 5,
			type_id: 9,
			agent_id: 74,
			name: 'Ayşe Yılmaz',
			email: 'ayse@example.com',
			subject: 'Broken cup',
			platform: 'iOS',
			status: 2,
			priority: 3,
			created_at: '2026-05-02 00:00:00',
			updated_at: '2026-05-09 00:00:00',
		});
		sandbox.world.createTicket({ created_at: '2026-05-03 00:00:00' });
	});

	it.each([
		'id=2',
		'reason_id=5',
		'type_id=9',
		'agent_id=74',
		'name=yılmaz',
		'email=AYSE',
		'subject=cup',
		'platform=ios',
		'status=2',
		'priority=3',
		'start_date=2026-05-02&end_date=2026-05-02',
		'status=2&priority=3&subject=broken&name=',
	])('%s', async (query) => {
		expect(idsOf(await list(query))).toEqual([2]);
	});

	it('compares days with the update when told to', async () => {
		sandbox.settings.dateField = 'updated_at';
		expect(idsOf(await list('start_date=2026-05-09'))).toEqual([2]);
	});

	it('do not bring tickets of another product', async () => {
		const { id } = sandbox.world.createProduct();
		sandbox.world.createTicket({ productId: id, status: 2 });
		expect(idsOf(await list('status=2'))).toEqual([2]);
	});
});
