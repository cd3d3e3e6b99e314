import { describe, expect, test } from '@jest/globals';
import { NodeApiError } from 'n8n-workflow';

import { CancelledError } from '../../../../nodes/Desk360/api/common/wait';
import { CallFailed } from '../../../../nodes/Desk360/api/failures/failure';
import {
	cancelledBefore,
	causeOf,
	isNothingSent,
	networkFailure,
	responseOf,
} from '../../../../nodes/Desk360/api/failures/network';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import { NODE } from '../../../support/samples';

const READ: Question = { effect: 'read', subject: 'the ticket', target: 'ticket 12' };
const WRITE: Question = {
	effect: 'write',
	subject: 'the reply',
	target: 'ticket 12',
	lookUp: 'Look first.',
};

/** What n8n throws: its own error around what axios threw around what Node threw. No request is left to look at. */
function thrown(code: string, more: Record<string, unknown> = {}): Error {
	const fromNode = Object.assign(new Error(code), { code, ...more });
	const fromAxios = Object.assign(new Error(code), { code, isAxiosError: true, cause: fromNode });
	return Object.assign(new Error('The service refused'), { cause: fromAxios });
}

const failure = (reason: unknown, question = WRITE) =>
	networkFailure(reason, question, 'api.desk360.com');

describe('a request that no connection carried', () => {
	test.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EAI_FAIL',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'EADDRNOTAVAIL',
	])('was not sent: %s', (code) => {
		expect(isNothingSent(thrown(code))).toBe(true);
		for (const question of [READ, WRITE]) {
			expect(failure(thrown(code), question)).toMatchObject({
				kind: 'unreachable',
				message: `No connection to api.desk360.com could be made (${code})`,
				description: expect.stringMatching(/^Nothing was sent/),
			});
		}
	});

	test.each([
		['ETIMEDOUT', 'connect'],
		['ECONNRESET', 'connect'],
		['EPERM', 'connect'],
		['ESERVFAIL', 'getaddrinfo'],
	])('was not sent when %s comes of %s', (code, syscall) => {
		expect(isNothingSent(thrown(code, { syscall }))).toBe(true);
		expect(failure(thrown(code, { syscall })).kind).toBe('unreachable');
	});

	test('was not sent to any of several addresses', () => {
		const errors = ['::1', '127.0.0.1'].map((address) =>
			Object.assign(new Error(address), { code: 'EHOSTUNREACH', syscall: 'connect', address }),
		);
		const error = Object.assign(new Error(), { cause: new AggregateError(errors) });
		expect(isNothingSent(error)).toBe(true);
		expect(failure(error)).toMatchObject({
			kind: 'unreachable',
			message: 'No connection to api.desk360.com could be made (EHOSTUNREACH)',
		});
	});
});

const UNTRUSTED: Array<[string, RegExp, RegExp]> = [
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['SELF_SIGNED_CERT_IN_CHAIN', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['DEPTH_ZERO_SELF_SIGNED_CERT', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['CERT_UNTRUSTED', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['CERT_REVOKED', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['INVALID_CA', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['PATH_LENGTH_EXCEEDED', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['UNABLE_TO_GET_CRL', /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
	['CERT_NOT_YET_VALID', /certificate of api\.desk360\.com is not valid yet/, /Check the clock/],
	['CERT_HAS_EXPIRED', /certificate of api\.desk360\.com has expired/, /Check the clock/],
	['ERR_TLS_CERT_ALTNAME_INVALID', /is for another name/, /base URL/],
	['HOSTNAME_MISMATCH', /is for another name/, /base URL/],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /asks this n8n for a certificate/, /base URL/],
	['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /asks this n8n for a certificate/, /base URL/],
	['EPROTO', /No encrypted connection/, /plain HTTP/],
	['ERR_SSL_WRONG_VERSION_NUMBER', /No encrypted connection/, /plain HTTP/],
	['ERR_TLS_HANDSHAKE_TIMEOUT', /No encrypted connection/, /plain HTTP/],
];

describe('a connection that failed in TLS', () => {
	test.each(UNTRUSTED)('carried nothing: %s', (code, message, description) => {
		expect(isNothingSent(thrown(code))).toBe(true);
		for (const question of [READ, WRITE]) {
			const { kind, ...told } = failure(thrown(code), question);
			expect(kind).toBe('blocked');
			expect(told.message).toMatch(message);
			expect(told.message).toMatch(`(${code})`);
			expect(told.description).toMatch(/^Nothing was sent\. /);
			expect(told.description).toMatch(description);
		}
	});
});

describe('a request that may have been sent', () => {
	test.each([
		['ECONNABORTED', 'timeout', /did not answer in time$/],
		['ETIMEDOUT', 'timeout', /did not answer in time$/],
		['ESOCKETTIMEDOUT', 'timeout', /did not answer in time$/],
		['UND_ERR_HEADERS_TIMEOUT', 'timeout', /did not answer in time$/],
		['ECONNRESET', 'unreachable', /ended without an answer \(ECONNRESET\)$/],
		['EPIPE', 'unreachable', /ended without an answer \(EPIPE\)$/],
		['EHOSTDOWN', 'unreachable', /ended without an answer \(EHOSTDOWN\)$/],
	])('%s of a read is %s, of a write leaves open whether it happened', (code, kind, message) => {
		expect(isNothingSent(thrown(code))).toBe(false);
		const read = failure(thrown(code), READ);
		expect(read.kind).toBe(kind);
		expect(read.message).toMatch(message);
		const write = failure(thrown(code), WRITE);
		expect(write.kind).toBe('unknownOutcome');
		expect(write.message).toMatch(/so it is not known whether the reply was made$/);
		expect(write.description).toMatch(/not sent again.*Look first\./);
	});

	test('ended without a code, but axios had it', () => {
		const error = Object.assign(new Error('socket hang up'), { isAxiosError: true });
		expect(isNothingSent(error)).toBe(false);
		expect(failure(error, READ)).toMatchObject({
			kind: 'unreachable',
			message: 'The connection to api.desk360.com ended without an answer',
		});
		expect(failure(error, WRITE).kind).toBe('unknownOutcome');
	});
});

describe('a request that n8n did not let go', () => {
	test.each(['SsrfBlockedIpError', 'SsrfBlockedHostnameError'])(
		'because of its SSRF protection (%s) is told with the setting',
		(name) => {
			const blocked = Object.assign(new Error('The request was blocked'), { name });
			for (const error of [blocked, Object.assign(new Error('What'), { cause: blocked })]) {
				expect(failure(error)).toMatchObject({
					kind: 'refused',
					message: expect.stringMatching(/does not let requests go to api\.desk360\.com/),
					description: expect.stringMatching(/^Nothing was sent.*N8N_SSRF_ALLOWED_HOSTNAMES/),
				});
			}
		},
	);

	test('because of the allowed domains is told with the field', () => {
		const error = new Error('Domain not allowed: This credential is restricted');
		for (const question of [READ, WRITE]) {
			expect(failure(error, question)).toMatchObject({
				kind: 'refused',
				message: 'The Desk360 credential may not be used for api.desk360.com',
				description: expect.stringMatching(/Allowed HTTP Request Domains$/),
			});
		}
	});

	test.each([[new Error('what')], ['what'], [Object.assign(new Error('what'), { code: 7 })]])(
		'for any other reason is told with it: %p',
		(reason) => {
			expect(failure(reason)).toMatchObject({
				kind: 'refused',
				message: 'The request to api.desk360.com could not be made: what',
				description: expect.stringMatching(/^Nothing was sent.*the hosts that it may call/),
			});
		},
	);

	test('is told in few words, however many were used', () => {
		const { message } = failure(new Error('what '.repeat(100_000)));
		expect(message.length).toBeLessThan(300);
	});
});

describe('an execution that was cancelled', () => {
	test.each([
		['by n8n', thrown('ERR_CANCELED')],
		['while waiting', Object.assign(new Error(), { cause: new CancelledError() })],
	])('%s', (_case, error) => {
		expect(failure(error, WRITE)).toEqual({
			kind: 'cancelled',
			message: 'The execution was cancelled before the reply was answered',
			description: 'It may have been made all the same. Look first.',
		});
		expect(failure(error, READ).description).toBe('Nothing further was sent');
		expect(failure(error, { ...WRITE, lookUp: undefined }).description).toBe(
			'It may have been made all the same.',
		);
	});

	test('before a request sent nothing', () => {
		expect(cancelledBefore(WRITE)).toEqual({
			kind: 'cancelled',
			message: 'The execution was cancelled before the reply was asked for',
			description: 'Nothing was sent',
		});
	});
});

describe('looking into what was thrown', () => {
	test('finds a response at any depth', () => {
		const response = { status: 401 };
		expect(responseOf(Object.assign(new Error(), { cause: { response } }))).toBe(response);
		expect(responseOf({ response })).toBe(response);
		expect(responseOf(new Error())).toBeUndefined();
		expect(responseOf('what')).toBeUndefined();
	});

	test('finds an error of a kind at any depth', () => {
		const inner = new CancelledError();
		expect(causeOf(Object.assign(new Error(), { cause: inner }), CancelledError)).toBe(inner);
		expect(causeOf(new Error(), CancelledError)).toBeUndefined();
	});

	test('gives a failure that was told already, in whatever it is wrapped', () => {
		const known = new CallFailed({ kind: 'signIn', message: 'No email', description: 'Enter it' });
		expect(failure(Object.assign(new Error(), { cause: known }))).toBe(known.failure);
	});

	test('comes to an end when causes go round in a circle', () => {
		const circle: Record<string, unknown> = { code: 'ECONNRESET' };
		circle.cause = { errors: [circle] };
		expect(responseOf(circle)).toBeUndefined();
		expect(isNothingSent(circle)).toBe(false);
		expect(failure(circle, READ).kind).toBe('unreachable');
	});
});

describe('what n8n 1 keeps to itself', () => {
	test('leaves open whether a write happened when nothing lies beneath its own error', () => {
		const hidden = new NodeApiError(NODE, { message: 'socket hang up' });
		expect(isNothingSent(hidden)).toBe(false);
		expect(failure(hidden).kind).toBe('unknownOutcome');
	});

	test('leaves it open when a text stands in place of the socket', () => {
		const request = { protocol: 'http:', socket: '[Circular Reference]' };
		expect(isNothingSent(Object.assign(thrown('ECONNRESET'), { request }))).toBe(false);
	});
});
