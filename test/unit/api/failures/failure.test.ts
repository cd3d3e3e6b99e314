import { describe, expect, test } from '@jest/globals';

import { Desk360ApiError } from '../../../../nodes/Desk360/api/failures/Desk360ApiError';
import {
	DOCUMENTED_CODES,
	textOfStatus,
} from '../../../../nodes/Desk360/api/failures/documentedCodes';
import { CallFailed, CONSEQUENCES } from '../../../../nodes/Desk360/api/failures/failure';
import type { Failure, Kind } from '../../../../nodes/Desk360/api/failures/failure';
import { unknownOutcome } from '../../../../nodes/Desk360/api/failures/question';
import { NODE } from '../../../support/samples';
import { WRITE } from './judged';

const KINDS = Object.keys(CONSEQUENCES) as Kind[];

/** The kinds with a consequence, in the order of the alphabet. */
const kindsThat = (consequence: keyof (typeof CONSEQUENCES)[Kind]) =>
	KINDS.filter((kind) => CONSEQUENCES[kind][consequence]).sort();

describe('what a kind of failure implies', () => {
	test('is decided for every kind', () => {
		expect([...KINDS].sort()).toEqual([
			'blocked',
			'cancelled',
			'forbidden',
			'notFound',
			'rateLimited',
			'refused',
			'signIn',
			'signInPaused',
			'timeout',
			'tokenRefused',
			'unavailable',
			'unexpectedAnswer',
			'unknownOutcome',
			'unreachable',
		]);
		for (const { kind } of Object.values(DOCUMENTED_CODES)) expect(KINDS).toContain(kind);
		for (let status = 300; status < 600; status++)
			expect(KINDS).toContain(textOfStatus(status).kind);
	});

	test('is a repeat only where nothing was done, and where waiting may help', () => {
		expect(kindsThat('isRepeated')).toEqual([
			'rateLimited',
			'signInPaused',
			'timeout',
			'unavailable',
			'unreachable',
		]);
		for (const kind of kindsThat('isRepeated')) {
			expect(CONSEQUENCES[kind]).not.toHaveProperty('isOutcomeUnknown');
			expect(CONSEQUENCES[kind].isPassing).toBe(true);
		}
	});

	test('is never both a repeat and an unknown outcome', () => {
		expect(kindsThat('isOutcomeUnknown')).toEqual(['unknownOutcome']);
		expect(
			KINDS.filter((kind) => {
				const { isRepeated, isOutcomeUnknown } = CONSEQUENCES[kind];
				return isRepeated && isOutcomeUnknown;
			}),
		).toEqual([]);
	});

	test('is that a trigger stops only for what a person must mend', () => {
		expect(kindsThat('isPassing')).toEqual([
			'blocked',
			'rateLimited',
			'signInPaused',
			'timeout',
			'unavailable',
			'unexpectedAnswer',
			'unreachable',
		]);
	});

	test('is remembered where each further try costs something', () => {
		expect(kindsThat('isRemembered')).toEqual(['signIn', 'signInPaused', 'tokenRefused']);
	});

	test('proves a token only where it is a definite no', () => {
		expect(kindsThat('isSaidToKnown')).toEqual(['forbidden', 'notFound', 'refused']);
	});
});

describe('a write that may have happened', () => {
	test('is told with how to find out', () => {
		expect(unknownOutcome(WRITE, 'The line broke', 502)).toEqual({
			kind: 'unknownOutcome',
			message: 'The line broke, so it is not known whether the reply was made',
			description:
				'It was not sent again, so that nobody gets it twice. Look at the ticket before you reply again.',
			httpCode: 502,
		});
	});

	test('is told without where nobody knows how', () => {
		expect(unknownOutcome({ ...WRITE, lookUp: undefined }, 'It broke').description).toBe(
			'It was not sent again, so that nobody gets it twice.',
		);
	});
});

const FAILURE: Failure = {
	kind: 'refused',
	message: 'Desk360 did not accept a value: ECONNREFUSED',
	description: 'Correct it',
	httpCode: 422,
	code: 'failed_validation',
	docUrl: 'https://docs.desk360.com/api',
};

describe('what n8n shows', () => {
	test('is message, description with the reference, status, code, link and item', () => {
		expect(new Desk360ApiError(NODE, FAILURE, 3)).toMatchObject({
			name: 'NodeApiError',
			// n8n would replace a message that names a network code.
			message: 'Desk360 did not accept a value: ECONNREFUSED',
			description:
				'Correct it (Desk360 calls this failed_validation, see https://docs.desk360.com/api)',
			httpCode: '422',
			kind: 'refused',
			passing: false,
			code: 'failed_validation',
			docUrl: 'https://docs.desk360.com/api',
			context: { itemIndex: 3 },
		});
	});

	test.each<[Partial<Failure>, string]>([
		[{ code: undefined, docUrl: undefined }, 'Correct it'],
		[{ docUrl: undefined }, 'Correct it (Desk360 calls this failed_validation)'],
		[{ code: undefined }, 'Correct it (see https://docs.desk360.com/api)'],
	])('is a description with as much of a reference as there is: %j', (change, description) => {
		expect(new Desk360ApiError(NODE, { ...FAILURE, ...change }).description).toBe(description);
	});

	test.each(KINDS)('tells for %s whether a poll does better to come again', (kind) => {
		const { passing } = new Desk360ApiError(NODE, { ...FAILURE, kind });
		expect(passing).toBe(CONSEQUENCES[kind].isPassing === true);
	});

	test('declares a spent limit as one, so that the poller of n8n waits as long', () => {
		const spent: Failure = { ...FAILURE, kind: 'rateLimited', retryAfterMs: 38_000 };
		expect(new Desk360ApiError(NODE, spent)).toMatchObject({
			retryAfterMs: 38_000,
			failure: { cause: 'rate-limited', retryAfterMs: 38_000 },
		});
		expect(new Desk360ApiError(NODE, FAILURE)).not.toMatchObject({
			failure: { cause: 'rate-limited' },
		});
	});
});

test('what carries a failure has its words and no status, or n8n would sign in a second time', () => {
	const failed = new CallFailed(FAILURE);
	expect(failed).toMatchObject({ message: FAILURE.message, description: 'Correct it' });
	for (const field of ['response', 'status', 'statusCode', 'httpCode', 'code'])
		expect(failed).not.toHaveProperty(field);
});
