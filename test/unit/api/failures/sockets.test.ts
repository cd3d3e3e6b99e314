import { describe, expect, test } from '@jest/globals';
import axios from 'axios';

import {
	isNothingSent,
	networkFailure,
	proxyRefusal,
} from '../../../../nodes/Desk360/api/failures/network';
import type { Question } from '../../../../nodes/Desk360/api/failures/question';
import { forAllTests } from '../../../support/forAllTests';
import { openLines } from './lines';

const WRITE: Question = { effect: 'write', subject: 'the reply', target: 'ticket 12' };

const lines = forAllTests(openLines);

/** What axios throws for a post; one that is answered is a failed test. */
async function thrownBy(url: string): Promise<unknown> {
	const options = { maxRedirects: 0, timeout: 100, proxy: false } as const;
	const { status } = await axios.post(url, 'Hello', options).catch((reason: unknown) => {
		return { status: reason };
	});
	if (status instanceof Error) return status;
	throw new Error(`Answered with ${String(status)}`);
}

describe('what the socket of a request tells', () => {
	test('nothing was sent while it still connects', async () => {
		const request = await lines.connecting();
		expect(request.socket?.connecting).toBe(true);
		const error = { isAxiosError: true, code: 'ECONNABORTED', request };
		expect(isNothingSent(error)).toBe(true);
		expect(networkFailure(error, WRITE, 'host')).toMatchObject({ kind: 'unreachable' });
	});

	test('nothing was sent as long as it has none, which is what agents of proxies leave', () => {
		const request = lines.begun();
		expect(isNothingSent({ isAxiosError: true, code: 'ECONNRESET', request })).toBe(true);
	});

	test('nothing was sent when the other side never spoke TLS', async () => {
		const thrown = await thrownBy(`https://127.0.0.1:${lines.silent}/`);
		expect(thrown).toMatchObject({ code: 'ECONNABORTED' });
		expect(isNothingSent(thrown)).toBe(true);
		expect(networkFailure(thrown, WRITE, 'host')).toMatchObject({
			kind: 'unreachable',
			message: 'No connection to host could be made (ECONNABORTED)',
		});
	});

	test('nothing was sent when the other side speaks plain HTTP', async () => {
		const thrown = await thrownBy(`https://127.0.0.1:${lines.answering}/`);
		expect(isNothingSent(thrown)).toBe(true);
		expect(networkFailure(thrown, WRITE, 'host')).toMatchObject({
			kind: 'blocked',
			message: expect.stringMatching(/^No encrypted connection to host could be made \(/),
		});
	});

	test('nothing was sent to a port where nobody listens', async () => {
		const thrown = await thrownBy('http://127.0.0.1:1/');
		expect(networkFailure(thrown, WRITE, 'host')).toMatchObject({
			kind: 'unreachable',
			message: 'No connection to host could be made (ECONNREFUSED)',
		});
	});

	test('something was sent over a connection that was made, though no answer came', async () => {
		const thrown = await thrownBy(`http://127.0.0.1:${lines.silent}/`);
		expect(thrown).toMatchObject({ code: 'ECONNABORTED' });
		expect(isNothingSent(thrown)).toBe(false);
		expect(networkFailure(thrown, WRITE, 'host')).toMatchObject({
			kind: 'unknownOutcome',
			message: 'host did not answer in time, so it is not known whether the reply was made',
		});
	});
});

describe('an answer that a proxy gave in place of the host', () => {
	test.each([
		[403, 'blocked', /^The proxy .* does not let requests go to host \(status 403\)$/],
		[407, 'blocked', /^The proxy .* does not let requests go to host \(status 407\)$/],
		[502, 'unreachable', /^The proxy .* made no connection to host \(status 502\)$/],
		[503, 'unreachable', /^The proxy .* made no connection to host \(status 503\)$/],
	])('with status %i is %s', async (status, kind, message) => {
		expect(proxyRefusal(await lines.answeredOverPlain(status), 'host')).toMatchObject({
			kind,
			httpCode: status,
			message: expect.stringMatching(message),
			description: expect.stringMatching(/^Nothing was sent/),
		});
	});

	test('that asks for a password says where it goes', async () => {
		const { description } = proxyRefusal(await lines.answeredOverPlain(407), 'host') ?? {};
		expect(description).toMatch(/HTTPS_PROXY, as in http:\/\/user:password@proxy:3128$/);
	});

	test('is one by its status alone where nothing else is left of the request', () => {
		expect(proxyRefusal({ status: 407 }, 'host')).toMatchObject({ kind: 'blocked' });
		expect(proxyRefusal({ statusCode: 407 }, 'host')).toMatchObject({ httpCode: 407 });
		expect(proxyRefusal({ status: 403 }, 'host')).toBeUndefined();
		expect(proxyRefusal({ statusCode: 200, headers: {}, body: '' }, 'host')).toBeUndefined();
	});

	test('is none when the host itself answers', async () => {
		const url = `http://127.0.0.1:${lines.answering}/403`;
		const answer = await axios.get(url, { validateStatus: () => true, proxy: false });
		expect(answer.status).toBe(403);
		expect(proxyRefusal({ ...answer }, 'host')).toBeUndefined();
	});
});

test('a proxy that hangs up made no connection', async () => {
	const request = await lines.overPlain();
	const error = { isAxiosError: true, code: 'ECONNRESET', request };
	expect(networkFailure(error, WRITE, 'host')).toMatchObject({
		kind: 'unreachable',
		message: 'The proxy in front of this n8n made no connection to host (ECONNRESET)',
		description: expect.stringMatching(/^Nothing was sent.*NO_PROXY/),
	});
});
