import { beforeEach, describe, expect, test } from '@jest/globals';
import '../support/withoutWaiting';
import { sleep } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD } from '../../sandbox';
import { startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import type { Asked, FrameworkAnswer, Given, Told } from '../support/frameworkAnswers';
import { OUTAGES } from '../support/frameworkOutages';
import { REFUSALS } from '../support/frameworkRefusals';
import { SUCCESSES } from '../support/frameworkSuccesses';

const desk360 = forAllTests(startDesk360, async ({ sandbox }) => {
	sandbox.world.createProduct({ id: 1 });
	// A refused token and a spent limit are remembered for a minute.
	await sleep(120_000);
});

const PLACE = { productId: '1', ticketId: '42', simplify: false };
const CALLS: Record<Asked, INodeParameters> = {
	list: { ...PLACE, operation: 'getAll', returnAll: true },
	get: { ...PLACE, operation: 'get' },
	logs: { ...PLACE, operation: 'getLogs' },
	products: { resource: 'product', operation: 'getAll' },
	create: {
		...PLACE,
		operation: 'create',
		...{ name: 'Ada', email: 'ada@example.com', reasonId: '5', message: 'Hello', status: 0 },
	},
	reply: { ...PLACE, operation: 'reply', message: 'Hello' },
};

/** What Desk360 answers to every request from now on, or to the first one. */
function answerWith({ status, headers, body }: FrameworkAnswer, times: number): void {
	desk360.sandbox.faults.add({ kind: 'status', status, headers, body, times });
}

/** Nothing of the machine that the service runs on is shown. */
const INNER = /\/var\/|\/home\/|\.php|vendor|Symfony|App\\|<\w/;

describe('is refused and explained:', () => {
	const named = [...REFUSALS, ...OUTAGES].map((answer): [string, FrameworkAnswer, Told] => [
		`${answer.asked}, ${answer.name} (${answer.status})`,
		answer,
		answer.means as Told,
	]);

	test.each(named)('%s', async (_name, answer, { kind, says, calls = 1 }) => {
		answerWith(answer, Infinity);
		const parameters = { ...CALLS[answer.asked], options: { maxRateLimitWait: 0 } };
		const thrown = await desk360.refusal(parameters);
		const told = `${thrown.message}. ${thrown.description}`;
		expect(thrown).toMatchObject({ kind });
		for (const words of says) expect(told).toContain(words);
		expect(told).not.toMatch(INNER);
		// What a later node reads is both sentences, with one full stop in between.
		expect(told).not.toMatch(/\.\.|\.;|\.:/);
		expect(desk360.sandbox.requests.count()).toBe(calls);
	});
});

describe('is read:', () => {
	const named = SUCCESSES.map((answer): [string, FrameworkAnswer, Given] => [
		`${answer.asked}, ${answer.name} (${answer.status})`,
		answer,
		answer.means as Given,
	]);

	test.each(named)('%s', async (_name, answer, { gives, hints = [], calls = 1 }) => {
		answerWith(answer, 1);
		const logged = desk360.engine.logs.length;
		const output = await desk360.json(CALLS[answer.asked]);
		const warnings = desk360.engine.logs.slice(logged).filter((line) => line.startsWith('warn '));
		expect(output).toMatchObject(gives);
		for (const hint of hints) expect(warnings.join()).toContain(hint);
		expect(warnings).toHaveLength(Math.min(1, hints.length));
		expect(warnings.join()).not.toMatch(/\/var\/|a\.php/);
		expect(desk360.sandbox.requests.count()).toBe(calls);
	});
});

describe('a throttle of the sign-in', () => {
	const LIST = { ...CALLS.list, options: { maxRateLimitWait: 0 } };

	test('holds back who signs in, and nobody else', async () => {
		const { sandbox, credentialsFor, refusal, json } = desk360;
		sandbox.faults.add({
			kind: 'status',
			status: 429,
			body: { message: 'Too Many Attempts.' },
			headers: { 'retry-after': '60', 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' },
			match: { path: '/login' },
		});
		const credentials = await credentialsFor({
			authentication: 'password',
			email: DEMO_EMAIL,
			password: DEMO_PASSWORD,
		});
		const thrown = await refusal(LIST, { node: { credentials } });
		expect(thrown).toMatchObject({ kind: 'signInPaused', retryAfterMs: 60_000 });
		expect(thrown.message).toMatch(/^Desk360 lets nobody sign in for a while/);
		expect(thrown.description).toMatch(/Nothing was sent.*API token/);
		expect(await json(LIST)).toEqual([]);
		expect(sandbox.requests.entries.map(({ path }) => path)).toEqual([
			'/v1/login',
			'/v1/products/1/tickets',
		]);
		await sleep(60_000);
		expect(await json(LIST, { node: { credentials } })).toEqual([]);
	});
});

describe("the service's own refusals, as the framework writes them,", () => {
	beforeEach(() => {
		desk360.sandbox.settings.answers = 'framework';
	});

	test('of an unknown token are one call in a minute, however many items', async () => {
		const credentials = await desk360.credentialsFor({ apiToken: 'of-somebody-else' });
		const items = Array.from({ length: 5 }, () => ({ json: {} }));
		const options = { node: { credentials, onError: 'continueRegularOutput' as const }, items };
		const output = await desk360.json(CALLS.list, options);
		const error = expect.stringMatching(
			/^Desk360 does not know this API token: Unauthenticated\. /,
		);
		expect(output).toEqual(Array(5).fill({ error, httpCode: 401 }));
		expect(desk360.sandbox.requests.count()).toBe(1);
	});

	test('of an unknown product name it', async () => {
		const thrown = await desk360.refusal({ ...CALLS.list, productId: '9' });
		expect(thrown).toMatchObject({ kind: 'notFound', message: 'Desk360 found no product 9' });
	});

	test('of a password that is wrong are told as such', async () => {
		const credentials = await desk360.credentialsFor({
			authentication: 'password',
			email: DEMO_EMAIL,
			password: 'not-this-one',
		});
		const thrown = await desk360.refusal(CALLS.list, { node: { credentials } });
		expect(thrown).toMatchObject({ kind: 'signIn' });
		expect(thrown.message).toMatch(/^Desk360 does not accept this email and password/);
		expect(desk360.sandbox.requests.count()).toBe(1);
	});
});
