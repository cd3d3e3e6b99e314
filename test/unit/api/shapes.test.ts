import { expect, test } from '@jest/globals';

import { isId, isListOfRows, isTicketWithMessages } from '../../../nodes/Desk360/api/shapes';

test.each([[0], [12], ['12'], ['0012']])('%p is an ID', (value) => {
	expect(isId(value)).toBe(true);
});

test.each([
	[-1],
	[1.5],
	[NaN],
	[1e21],
	[''],
	['12a'],
	[' 12'],
	[null],
	[undefined],
	[[12]],
	[true],
])('%p is none', (value) => {
	expect(isId(value)).toBe(false);
});

test.each([
	[[], true],
	[[{ id: 1 }, { id: '2' }], true],
	[[{ id: 1 }, null], false],
	[[{ id: 1 }, {}], false],
	[[[1]], false],
	[{ data: [] }, false],
	[null, false],
	['[]', false],
])('%p as a list: %p', (value, fits) => {
	expect(isListOfRows(value)).toBe(fits);
});

test.each([
	[{ id: 1 }, true],
	[{ id: 1, messages: [] }, true],
	[{ id: 1, messages: [{ id: 2 }] }, true],
	[{ id: 1, messages: null }, false],
	[{ id: 1, messages: {} }, false],
	[{ id: 1, messages: 'none' }, false],
	[{ id: 1, messages: [{ message: 'Hello' }] }, false],
	[{ messages: [] }, false],
	[[], false],
])('%p as a ticket with messages: %p', (value, fits) => {
	expect(isTicketWithMessages(value)).toBe(fits);
});
