import { describe, expect, test } from '@jest/globals';
import type { INodeCredentials } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { DESK360, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { letPass } from '../support/letPass';

const desk360 = forAllTests(
	() => startDesk360({ seed: { tickets: 45 } }),
	() => {
		letPass(60_000);
	},
);

interface Search {
	method?: string;
	filter?: string;
	paginationToken?: string;
	productId?: string;
	credentials?: INodeCredentials;
}

async function search({ method = 'searchTickets', productId = '1', ...options }: Search = {}) {
	const { engine, credentials } = desk360;
	const parameters = { productId: { __rl: true, mode: 'list', value: productId } };
	return await engine.search(DESK360, method, { parameters, credentials, ...options });
}

const calls = () => desk360.sandbox.requests.count();

describe.each(['searchProducts', 'searchTickets'])('%s', (method) => {
	test('is a call once in a minute, however often the list is opened', async () => {
		const first = await search({ method });
		letPass(50_000);
		expect(await search({ method })).toEqual(first);
		expect(calls()).toBe(1);
		letPass(10_000);
		await search({ method });
		expect(calls()).toBe(2);
	});

	test('shares one call between those who open it at the same time', async () => {
		const [first, second] = await Promise.all([search({ method }), search({ method })]);
		expect(second).toEqual(first);
		expect(calls()).toBe(1);
	});

	test('does not remember what went wrong', async () => {
		desk360.sandbox.faults.add({ kind: 'status', status: 404 });
		await expect(search({ method })).rejects.toThrow(/^Desk360 found no/);
		expect((await search({ method })).results.length).toBeGreaterThan(0);
		expect(calls()).toBe(2);
	});

	test('tells credentials apart, refused ones too', async () => {
		await search({ method });
		const wrong = await desk360.credentialsFor({ apiToken: 'another-token' });
		await expect(search({ method, credentials: wrong })).rejects.toThrow(/does not know this/);
		const password = await desk360.credentialsFor({
			authentication: 'password',
			email: DEMO_EMAIL,
			password: DEMO_PASSWORD,
		});
		await search({ method, credentials: password });
		await search({ method, credentials: password });
		expect(desk360.sandbox.requests.count({ path: /products/ })).toBe(3);
	});

	test('tells hosts apart', async () => {
		await search({ method });
		const away = await startDesk360({ seed: { tickets: 1 } });
		const credentials = await desk360.credentialsFor({
			apiToken: DEMO_TOKEN,
			baseUrl: away.sandbox.url,
		});
		await search({ method, credentials });
		const asked = away.sandbox.requests.count();
		await away.close();
		expect(asked).toBe(1);
	});
});

test('products are read once, whatever is typed', async () => {
	for (const filter of ['', 'p', 'pr', 'pro', '1']) {
		await search({ method: 'searchProducts', filter });
	}
	expect(calls()).toBe(1);
});

test('tickets are remembered by what was typed, by page and by product', async () => {
	desk360.sandbox.world.createProduct({ id: 2 });
	const { paginationToken } = await search();
	const different = [
		{ filter: '12' },
		{ filter: '13' },
		{ paginationToken },
		{ productId: '2' },
	] satisfies Search[];
	for (const each of [...different, ...different]) await search(each);
	await search({ filter: ' 12 ' });
	expect(calls()).toBe(1 + different.length);
});
