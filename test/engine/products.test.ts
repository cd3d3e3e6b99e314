import { beforeEach, describe, expect, test } from '@jest/globals';

import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { FORMS } from '../support/samples';

const desk360 = forAllTests(startDesk360);

const GET_MANY = { resource: 'product', operation: 'getAll' };

describe.each(FORMS)('getting many products, answers as %s,', (answers) => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = answers;
	});

	test('gives one item for each, as the service has it', async () => {
		desk360.sandbox.world.createProduct({ id: 11, name: 'App' });
		desk360.sandbox.world.createProduct({ id: 22, name: 'Shop', logo: 'https://logo.test/1.jpg' });

		expect(await desk360.run(GET_MANY)).toEqual([
			{ json: { id: 11, name: 'App', logo: null }, pairedItem: { item: 0 } },
			{ json: { id: 22, name: 'Shop', logo: 'https://logo.test/1.jpg' }, pairedItem: { item: 0 } },
		]);
		expect(desk360.sandbox.requests.entries).toMatchObject([
			{ method: 'GET', path: '/v1/products', query: {}, status: 200, authorized: true },
		]);
	});

	test('gives up to 50 unless told otherwise', async () => {
		for (let id = 1; id <= 60; id++) desk360.sandbox.world.createProduct({ id });
		expect(await desk360.run(GET_MANY)).toHaveLength(50);
		expect(await desk360.run({ ...GET_MANY, limit: 7 })).toHaveLength(7);
		expect(await desk360.run({ ...GET_MANY, returnAll: true })).toHaveLength(60);
	});

	test('gives nothing for an account without products', async () => {
		expect(await desk360.run(GET_MANY)).toEqual([]);
	});

	test('runs for every item', async () => {
		desk360.sandbox.world.createProduct({ id: 11 });
		const output = await desk360.run(GET_MANY, { items: [{ json: {} }, { json: {} }] });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});
