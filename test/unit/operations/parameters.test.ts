import { describe, expect, jest, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { UNTOUCHED } from '../../../nodes/Desk360/fields/simplify';
import { InvalidValue } from '../../../nodes/Desk360/fields/values';
import {
	booleanOf,
	booleanOption,
	limitOf,
	parallelRequestsOf,
	productIdOf,
	senderOptionsOf,
	simplifierOf,
	ticketIdOf,
} from '../../../nodes/Desk360/operations/parameters';
import { TICKET_ROW } from '../../support/samples';

/** A node whose expressions have these results. */
function nodeWith(parameters: IDataObject): IExecuteFunctions {
	return {
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown) =>
			parameters[name] === undefined ? fallback : parameters[name],
	} as unknown as IExecuteFunctions;
}

/** What a parameter is read as, or the message of the refusal. */
function read<Value>(
	reader: (context: IExecuteFunctions, itemIndex: number) => Value,
	parameters: object,
): Value | string {
	try {
		return reader(nodeWith(parameters as IDataObject), 0);
	} catch (refusal) {
		expect(refusal).toBeInstanceOf(InvalidValue);
		expect((refusal as InvalidValue).description).toMatch(/^[A-Z].{20,}/);
		return (refusal as Error).message;
	}
}

describe('a switch of the node', () => {
	const simplify = (context: IExecuteFunctions, item: number) =>
		booleanOf(context, item, 'simplify', true);

	test.each([
		[{}, true],
		[{ simplify: null }, true],
		[{ simplify: '' }, true],
		[{ simplify: false }, false],
		[{ simplify: 'false' }, false],
		[{ simplify: 'TRUE' }, true],
		[{ simplify: 0 }, false],
		[{ simplify: 'perhaps' }, 'Simplify "perhaps" is neither true nor false'],
	])('%j is read as %p', (parameters, value) => {
		expect(read(simplify, parameters)).toBe(value);
	});
});

describe('the simplification of an item', () => {
	/** A node whose credential for the item tells this zone, and how often it was looked at. */
	function nodeIn(timeZone: string, parameters: IDataObject) {
		const getCredentials = jest.fn(async (_type: string, itemIndex: number) => ({
			timeZone: itemIndex === 3 ? timeZone : 'Europe/Nowhere',
		}));
		return { context: { ...nodeWith(parameters), getCredentials } as never, getCredentials };
	}

	test('goes by the time zone of its own credential, which is read once', async () => {
		const { context, getCredentials } = nodeIn('UTC', {});
		const { ticket } = await simplifierOf(context, 3);
		expect(ticket(TICKET_ROW).created_at).toBe('2020-04-02T11:19:26+00:00');
		expect(getCredentials.mock.calls).toEqual([['desk360Api', 3]]);
		await expect(simplifierOf(context, 0)).rejects.toThrow(InvalidValue);
	});

	test('is none with the switch off, and no credential is read', async () => {
		const { context, getCredentials } = nodeIn('UTC', { simplify: 'false' });
		expect(await simplifierOf(context, 3)).toBe(UNTOUCHED);
		expect(getCredentials).not.toHaveBeenCalled();
	});
});

describe('a switch among the options', () => {
	const skip = (context: IExecuteFunctions, item: number) =>
		booleanOption(context, item, 'skipMissingFiles', false);

	test.each([
		[{}, false],
		[{ options: {} }, false],
		[{ options: { skipMissingFiles: 'true' } }, true],
		[{ options: { skipMissingFiles: ' yes ' } }, true],
		[{ options: { skipMissingFiles: 1 } }, true],
		[{ options: { skipMissingFiles: 2 } }, 'Skip Missing Files "2" is neither true nor false'],
	])('%j is read as %p', (parameters, value) => {
		expect(read(skip, parameters)).toBe(value);
	});
});

describe('the limit', () => {
	test.each([
		[{}, 50],
		[{ limit: 7 }, 7],
		[{ limit: '50' }, 50],
		[{ limit: ' 50 ' }, 50],
		[{ limit: 50.0 }, 50],
		[{ limit: '50.0' }, 50],
		[{ returnAll: true }, undefined],
		[{ returnAll: 'true', limit: 'abc' }, undefined],
		[{ returnAll: ' YES' }, undefined],
		[{ returnAll: 1 }, undefined],
		[{ returnAll: 'false', limit: 3 }, 3],
		[{ returnAll: '', limit: 3 }, 3],
		[{ returnAll: null, limit: 3 }, 3],
		[{ returnAll: 'all', limit: 3 }, 'Return All "all" is neither true nor false'],
		[{ returnAll: {}, limit: 3 }, 'Return All "{}" is neither true nor false'],
		[{ limit: 0 }, 'Limit 0 is less than 1'],
		[{ limit: '-5' }, 'Limit -5 is less than 1'],
		[{ limit: 'abc' }, 'Limit "abc" is not a whole number'],
		[{ limit: NaN }, 'Limit "NaN" is not a whole number'],
		[{ limit: 1.5 }, 'Limit "1.5" is not a whole number'],
		[{ limit: '' }, 'Limit is empty'],
		[{ limit: null }, 'Limit is empty'],
	])('of %j is %p', (parameters, limit) => {
		expect(read(limitOf, parameters)).toBe(limit);
	});
});

describe('the wait for the rate limit', () => {
	const wait = (context: IExecuteFunctions, item: number) =>
		senderOptionsOf(context, item).maxRateLimitWaitSeconds;

	test.each([
		[undefined, undefined],
		['', undefined],
		[null, undefined],
		[0, 0],
		['0', 0],
		[' 60 ', 60],
		[-1, 'Max Rate Limit Wait -1 is less than 0'],
		['abc', 'Max Rate Limit Wait "abc" is not a whole number'],
		[0.5, 'Max Rate Limit Wait "0.5" is not a whole number'],
	])('of %p is %p', (maxRateLimitWait, seconds) => {
		expect(read(wait, { options: { maxRateLimitWait } })).toBe(seconds);
	});
});

describe('the parallel requests', () => {
	test.each([
		[undefined, 4],
		['', 4],
		['2', 2],
		[0, 1],
		[-3, 1],
		[99, 10],
		['many', 'Parallel Requests "many" is not a whole number'],
	])('of %p are %p', (parallelRequests, number) => {
		expect(read(parallelRequestsOf, { options: { parallelRequests } })).toBe(number);
	});
});

describe('a locator', () => {
	test('may be what an expression passes whole', () => {
		const value = (id: string) => ({ __rl: true, mode: 'id', value: id });
		expect(read(productIdOf, { productId: value('#11') })).toBe('11');
		expect(read(ticketIdOf, { ticketId: value('https://x.co/tickets/44') })).toBe('44');
	});

	test('that is empty is named', () => {
		expect(read(productIdOf, {})).toBe('Product is empty');
		expect(read(ticketIdOf, { ticketId: ' ' })).toBe('Ticket is empty');
	});
});
