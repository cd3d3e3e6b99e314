import { describe, expect, test } from '@jest/globals';

import {
	causeOf,
	networkFacts,
	neverConnected,
	responseOf,
} from '../../../nodes/Desk360/api/network';
import type { Question } from '../../../nodes/Desk360/api/question';
import { CancelledError } from '../../../nodes/Desk360/api/wait';

const READ: Question = {
	method: 'GET',
	subject: 'the ticket',
	target: 'ticket 12',
	fits: () => true,
};
const WRITE: Question = { ...READ, method: 'POST', subject: 'the reply', lookUp: 'Look first.' };

/** What n8n throws: its own error around what axios threw around what Node threw. */
function thrown(code: string, more: Record<string, unknown> = {}): Error {
	const fromNode = Object.assign(new Error(code), { code, ...more });
	const fromAxios = Object.assign(new Error(code), { code, cause: fromNode });
	return Object.assign(new Error('The service refused'), { cause: fromAxios });
}

describe('what happened to a request without an answer', () => {
	test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'])(
		'%s: it was never sent',
		(code) => {
			expect(neverConnected(thrown(code))).toBe(true);
			for (const question of [READ, WRITE]) {
				expect(networkFacts(thrown(code), question, 'api.desk360.com')).toMatchObject({
					kind: 'unreachable',
					message: `No connection to api.desk360.com could be made (${code})`,
				});
			}
		},
	);

	test('a time-out while connecting is no connection', () => {
		const error = thrown('ETIMEDOUT', { syscall: 'connect' });
		expect(neverConnected(error)).toBe(true);
		expect(networkFacts(error, WRITE, 'host').kind).toBe('unreachable');
	});

	test.each([
		['ECONNABORTED', 'timeout', /did not answer in time$/],
		['ETIMEDOUT', 'timeout', /did not answer in time$/],
		['ECONNRESET', 'unreachable', /ended without an answer \(ECONNRESET\)$/],
		['EPIPE', 'unreachable', /ended without an answer \(EPIPE\)$/],
	])('%s of a read is %s', (code, kind, message) => {
		const facts = networkFacts(thrown(code), READ, 'host');
		expect(facts.kind).toBe(kind);
		expect(facts.message).toMatch(message);
	});

	test.each(['ECONNABORTED', 'ECONNRESET'])(
		'%s of a write leaves open whether it happened',
		(code) => {
			const facts = networkFacts(thrown(code), WRITE, 'host');
			expect(facts.kind).toBe('unknownOutcome');
			expect(facts.description).toMatch(/not sent again.*Look first\./);
		},
	);

	test.each(['EHOSTUNREACH', 'ENETUNREACH'])('%s while connecting is no connection', (code) => {
		const error = thrown(code, { syscall: 'connect' });
		expect(neverConnected(error)).toBe(true);
		expect(networkFacts(error, WRITE, 'host').kind).toBe('unreachable');
	});

	test.each(['EHOSTUNREACH', 'ENETUNREACH'])('%s later on may follow a request', (code) => {
		const error = thrown(code, { syscall: 'read' });
		expect(neverConnected(error)).toBe(false);
		expect(networkFacts(error, WRITE, 'host').kind).toBe('unknownOutcome');
	});

	test('a host none of whose addresses can be reached was never connected', () => {
		const errors = ['::1', '127.0.0.1'].map((address) =>
			Object.assign(new Error(address), { code: 'EHOSTUNREACH', syscall: 'connect', address }),
		);
		const error = Object.assign(new Error(), { cause: new AggregateError(errors) });
		expect(neverConnected(error)).toBe(true);
		expect(networkFacts(error, WRITE, 'host')).toMatchObject({
			kind: 'unreachable',
			message: 'No connection to host could be made (EHOSTUNREACH)',
		});
	});

	test.each([
		['by n8n', thrown('ERR_CANCELED')],
		['while waiting', Object.assign(new Error(), { cause: new CancelledError() })],
	])('cancelled %s', (_case, error) => {
		expect(networkFacts(error, WRITE, 'host')).toEqual({
			kind: 'cancelled',
			message: 'The execution was cancelled before the reply was answered',
			description: 'It may have been made all the same. Look first.',
		});
		expect(networkFacts(error, READ, 'host').description).toBe('Nothing further was sent');
	});

	test('a read without any code was not let go by n8n', () => {
		expect(networkFacts(new Error('what'), READ, 'host')).toMatchObject({
			kind: 'refused',
			message: 'The request to host could not be made: what',
			description: expect.stringMatching(/the hosts that it may call/),
		});
		expect(networkFacts('what', READ, 'host').message).toMatch(/could not be made: what$/);
	});

	test('a write without any code may have happened', () => {
		expect(networkFacts(new Error('what'), WRITE, 'host').kind).toBe('unknownOutcome');
	});
});

describe('looking into what was thrown', () => {
	test('finds a response at any depth', () => {
		const response = { status: 401 };
		expect(responseOf(Object.assign(new Error(), { cause: { response } }))).toBe(response);
		expect(responseOf({ response })).toBe(response);
		expect(responseOf(new Error())).toBeUndefined();
	});

	test('finds an error of a kind at any depth', () => {
		const inner = new CancelledError();
		expect(causeOf(Object.assign(new Error(), { cause: inner }), CancelledError)).toBe(inner);
		expect(causeOf(new Error(), CancelledError)).toBeUndefined();
	});

	test('comes to an end when causes go round in a circle', () => {
		const circle: Record<string, unknown> = {};
		circle.cause = circle;
		expect(responseOf(circle)).toBeUndefined();
	});
});
