import { describe, expect, test } from '@jest/globals';

import {
	hasId,
	isId,
	listOf,
	messagesOf,
	readList,
	readRecord,
} from '../../../nodes/Desk360/api/shapes';
import type { TicketDetails } from '../../../nodes/Desk360/api/types';

const read = readList<{ id: number }>('the list');

describe('an ID', () => {
	test.each([[0], [12], ['12'], ['0012'], [Number.MAX_SAFE_INTEGER], ['9007199254740993']])(
		'may be %p',
		(value) => {
			expect(isId(value)).toBe(true);
			expect(hasId({ id: value })).toBe(true);
		},
	);

	test.each([
		[-1],
		[1.5],
		[NaN],
		[1e21],
		[2 ** 53],
		[''],
		['12a'],
		[' 12'],
		[null],
		[undefined],
		[[12]],
		[true],
	])('is not %p', (value) => {
		expect(isId(value)).toBe(false);
		expect(hasId({ id: value })).toBe(false);
	});
});

describe('a list', () => {
	test.each([
		[
			[1, 2],
			[1, 2],
		],
		[{ '0': 'a', '2': 'b' }, ['a', 'b']],
		[{ '1': 'a', '3': 'b', '12': 'c' }, ['a', 'b', 'c']],
		[{}, []],
		[{ a: 1 }, undefined],
		[{ '0': 1, a: 1 }, undefined],
		[{ '-1': 1 }, undefined],
		['[]', undefined],
		[null, undefined],
		[7, undefined],
	])('%j holds %j', (value, list) => {
		expect(listOf(value)).toEqual(list);
	});

	test.each([
		[[{ id: 1 }, { id: '2' }]],
		[{ '0': { id: 1 }, '2': { id: '2' } }],
		[{ data: [{ id: 1 }, { id: '2' }] }],
		[{ data: { '1': { id: 1 }, '3': { id: '2' } } }],
	])('of records is read from %j', (json) => {
		expect(read(json)).toEqual({ value: [{ id: 1 }, { id: '2' }], notes: [] });
	});

	test.each([[[]], [{ data: [] }]])('may be empty: %j', (json) => {
		expect(read(json)).toEqual({ value: [], notes: [] });
	});

	test.each([
		['a part of a list that names further parts', { data: [{ id: 1 }], links: {} }],
		['a part by its meta data', { data: [{ id: 1 }], meta: { current_page: 1 } }],
		['a part by its next page', { data: [{ id: 1 }], next_page_url: null }],
		['an object without anything', {}],
		['a wrapped object without anything', { data: {} }],
		['a message', { message: 'Maintenance' }],
		['one record', { id: 1 }],
		['nothing but oddities', [null, 7, 'x', [1]]],
		['a text', '[]'],
		['null', null],
	])('is not %s', (_case, json) => {
		expect(read(json)).toBeUndefined();
	});

	test.each([
		[[{ id: 1 }, null], [{ id: 1 }], ['1 row of the list could not be read and is left out'], 1],
		[
			[7, { id: 1 }, 'x', [2]],
			[{ id: 1 }],
			['3 rows of the list could not be read and are left out'],
			3,
		],
		[[{ id: 1 }, {}], [{ id: 1 }, {}], ['1 row of the list has no ID'], undefined],
		[
			[{ id: null }, { id: 'x' }],
			[{ id: null }, { id: 'x' }],
			['2 rows of the list have no ID'],
			undefined,
		],
		[
			[null, { name: 'Ada' }],
			[{ name: 'Ada' }],
			['1 row of the list could not be read and is left out', '1 row of the list has no ID'],
			1,
		],
	])('%j gives what can be read and says what is odd', (json, value, notes, leftOut) => {
		expect(read(json)).toEqual({ value, notes, leftOut });
	});
});

describe('a record', () => {
	test.each([
		[
			{ id: 812, name: 'Ada' },
			{ id: 812, name: 'Ada' },
		],
		[{ data: { id: 812 } }, { id: 812 }],
		[
			{ id: 1, data: 'of its own' },
			{ id: 1, data: 'of its own' },
		],
	])('%j is read', (json, value) => {
		expect(readRecord(json)).toEqual({ value, notes: [] });
	});

	test.each([
		[{}],
		[{ data: [] }],
		[{ data: { name: 'Ada' } }],
		[[{ id: 1 }]],
		['7'],
		[null],
		[true],
	])('%j is none', (json) => {
		expect(readRecord(json)).toBeUndefined();
	});
});

describe('the messages of a ticket', () => {
	const messages = (value: unknown) => messagesOf({ id: 7, messages: value } as TicketDetails);

	test.each([[undefined], [null], [[]], [{}]])('are none when they are %j', (value) => {
		expect(messages(value)).toEqual({ value: [], notes: [] });
	});

	test('may be a list with holes', () => {
		expect(messages({ '1': { id: 1 }, '3': { id: 2 } })?.value).toEqual([{ id: 1 }, { id: 2 }]);
	});

	test('are told by the ticket when one of them cannot be read', () => {
		expect(messages([{ id: 1 }, null, { message: 'Hello' }])).toEqual({
			value: [{ id: 1 }, { message: 'Hello' }],
			notes: [
				'1 row of the messages of ticket 7 could not be read and is left out',
				'1 row of the messages of ticket 7 has no ID',
			],
			leftOut: 1,
		});
	});

	test.each([['none'], [7], [{ text: 'Hello' }], [[null]]])('cannot be read from %j', (value) => {
		expect(messages(value)).toBeUndefined();
	});
});
