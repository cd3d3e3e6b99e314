import { describe, expect, test } from '@jest/globals';

import { InvalidValue, productIdsValue } from '../../../../nodes/Desk360/fields/values';

describe('products', () => {
	test.each<[unknown, 'all' | string[]]>([
		['11', ['11']],
		[11, ['11']],
		['#11', ['11']],
		['11, 12', ['11', '12']],
		['12,11,12,', ['12', '11']],
		['#11, "12"', ['11', '12']],
		[
			['11', 12],
			['11', '12'],
		],
		['#11 \u00b7 Billing, and more', ['11']],
		['https://x.co/products/11', ['11']],
		['https://x.co/products/11, https://x.co/products/12', ['11', '12']],
		['all', 'all'],
		[' All Products ', 'all'],
		['ALL', 'all'],
	])('%p are %p', (value, expected) => {
		expect(productIdsValue(value)).toEqual(expected);
	});

	test.each<[unknown, string]>([
		['', 'Product is empty'],
		[[], 'Product is empty'],
		[' , ', 'Product is empty'],
		[undefined, 'Product is empty'],
		['11, Billing', 'Product " Billing" is not an ID'],
		['Billing', 'Product "Billing" is not an ID'],
		[['11', null, 'x'], 'Product "x" is not an ID'],
		['11, all', 'Product " all" is not an ID'],
	])('%p are refused: %s', (value, message) => {
		const refused = () => productIdsValue(value);
		expect(refused).toThrow(InvalidValue);
		expect(refused).toThrow(message);
	});
});
