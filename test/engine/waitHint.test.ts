import { afterEach, describe, expect, test } from '@jest/globals';
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN, type SandboxOptions } from '../../sandbox';
import { DESK360, startDesk360, type Desk360Setup } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { virtualTime } from '../support/virtualTime';

const time = forAllTests(() => virtualTime({ timeoutMs: 10_000 }));

let desk360: Desk360Setup;
/** A service of its own for each test, for the limit of a host is remembered. */
async function start(rateLimit: SandboxOptions['rateLimit'], more: Partial<SandboxOptions> = {}) {
	desk360 = await startDesk360({ seed: { tickets: 200 }, rateLimit, ...more });
}
afterEach(async () => {
	await desk360.close();
});

const options = { maxRateLimitWait: 3600 };
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}', options };
const ALL = { ...GET, operation: 'getAll', returnAll: true };
const REPLY = { ...GET, operation: 'reply', message: 'Hello' };
const itemsOf = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({ json: { id: index + 1 } }));

/** The hints that n8n shows beside the output, and how many seconds the run took. */
async function hintsOf(
	parameters: INodeParameters,
	items: INodeExecutionData[],
	node: Partial<INode> = {},
) {
	const { credentials, engine } = desk360;
	const began = Date.now();
	const { data, status } = await engine.runWorkflow({
		nodes: [
			{ type: 'n8n-nodes-base.manualTrigger', name: 'Start' },
			{ type: DESK360, name: 'Desk360', credentials, parameters, ...node },
		],
		connections: { Start: { main: [[{ node: 'Desk360', type: 'main', index: 0 }]] } },
		pinData: { Start: items },
	});
	const [task] = data.resultData.runData.Desk360 ?? [];
	expect(status).toBe('success');
	return { hints: task?.hints ?? [], seconds: Math.round((Date.now() - began) / 1000) };
}

/** The seconds that the only hint tells. */
function told({ hints }: Awaited<ReturnType<typeof hintsOf>>, limit = 10): number {
	expect(hints).toEqual([
		{
			message: expect.stringMatching(
				new RegExp(`^Waited \\d+ s: Desk360 grants ${limit} calls a minute$`),
			),
			type: 'info',
			location: 'outputPane',
		},
	]);
	return Number(/\d+/.exec(hints[0]?.message ?? '')?.[0]);
}

describe('a run that waits for the rate limit says for how long, and why', () => {
	test.each<[string, INodeParameters, number]>([
		['items, one by one', { ...GET, options: { ...options, parallelRequests: 1 } }, 35],
		['items, ten at once', { ...GET, options: { ...options, parallelRequests: 10 } }, 35],
		['the pages of a list', { ...ALL, filters: {} }, 3],
		['writes', REPLY, 25],
	])('%s', async (_case, parameters, count) => {
		await start({ limit: 10 });
		const run = await time.run(hintsOf(parameters, itemsOf(count)));
		// Requests take no time here: the run took as long as it waited.
		expect(run.seconds).toBeGreaterThan(60);
		expect(Math.abs(told(run) - run.seconds)).toBeLessThanOrEqual(1);
	});

	test('where the service tells no limit', async () => {
		await start({});
		desk360.sandbox.faults.add({ kind: 'rateLimit', retryAfter: 48 });
		const { hints } = await time.run(hintsOf(GET, itemsOf(3)));
		expect(hints.map(({ message }) => message)).toEqual([
			'Waited 48 s: the calls that Desk360 grants per minute were spent',
		]);
	});

	test('and so does each of several runs that wait for the same limit', async () => {
		await start({ limit: 10 });
		const runs = [hintsOf(GET, itemsOf(15)), hintsOf(REPLY, itemsOf(10))];
		for (const run of await time.run(Promise.all(runs))) {
			expect(Math.abs(told(run) - run.seconds)).toBeLessThanOrEqual(1);
		}
	});

	test('with items that did not work as well', async () => {
		await start({ limit: 10 });
		const items = [...itemsOf(14), { json: { id: 'no ID' } }];
		const run = await time.run(hintsOf(GET, items, { onError: 'continueRegularOutput' }));
		expect(told(run)).toBeGreaterThan(50);
	});
});

describe('what goes on beside the calls that wait', () => {
	test('counts for nothing: files of another host', async () => {
		await start({ limit: 10 });
		const { files, world } = desk360.sandbox;
		const attachments = Array.from({ length: 30 }, (_, index) => ({
			name: `${index}.txt`,
			mimeType: 'text/plain',
			content: 'Hello',
		}));
		world.createTicket({ id: 301, productId: 1, attachments });
		// Each takes some seconds, so that one after the other is asked for while the other items wait.
		files.faults.add({ kind: 'slowBytes', everyMs: 500, bytes: 1, times: Infinity });
		const items = [{ json: { id: 301 } }, ...itemsOf(14)];
		const parameters = { ...GET, options: { ...options, downloadAttachments: true } };
		const run = await time.run(hintsOf(parameters, items));
		expect(told(run)).toBeGreaterThan(50);
		expect(files.requests.count()).toBeGreaterThanOrEqual(30);
	});

	test('counts for nothing: calls of an account with a limit of its own', async () => {
		const agent = { password: 'correct horse', agentId: 75, token: 'token-of-the-other-account' };
		await start(
			{},
			{
				accounts: [
					{
						email: DEMO_EMAIL,
						password: DEMO_PASSWORD,
						token: DEMO_TOKEN,
						agentId: 74,
						rateLimit: 10,
					},
					{ email: 'other@example.com', rateLimit: 100, ...agent },
				],
			},
		);
		const items = itemsOf(100).map(({ json }, index) => ({
			json: { ...json, token: index < 15 ? DEMO_TOKEN : agent.token },
		}));
		const credentials = await desk360.credentialsFor({ apiToken: '={{ $json.token }}' });
		const run = await time.run(hintsOf(GET, items, { credentials }));
		expect(run.seconds).toBeGreaterThan(50);
		expect(Math.abs(told(run) - run.seconds)).toBeLessThanOrEqual(1);
	});
});

describe('a run says nothing', () => {
	test('when it did not wait', async () => {
		await start({ limit: 100 });
		expect((await time.run(hintsOf(GET, itemsOf(50)))).hints).toEqual([]);
	});

	test('when it waited for less than five seconds', async () => {
		await start({ limit: 10, windowSeconds: 3 });
		const { hints, seconds } = await time.run(hintsOf(GET, itemsOf(15)));
		expect(seconds).toBeGreaterThan(1);
		expect(hints).toEqual([]);
	});

	test('of waits that another run had', async () => {
		await start({ limit: 10 });
		await time.run(hintsOf(GET, itemsOf(15)));
		time.pass(120);
		expect((await time.run(hintsOf(GET, itemsOf(5)))).hints).toEqual([]);
	});
});
