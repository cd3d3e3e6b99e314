import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeCredentials, INodeParameters } from 'n8n-workflow';

import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN } from '../../sandbox';
import { CREDENTIAL, DESK360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';
import { runInWorkflow } from '../support/nodeRun';
import { CREATE } from '../support/ticketDesk';
import { startTriggerDesk } from '../support/trigger';

const desk360 = forAllTests(startTriggerDesk, ({ later, sandbox }) => {
	later();
	sandbox.world.changeStatus(3, 2, 74);
});

const PLACE = { productId: '1', ticketId: '3' };
const REPLY: INodeParameters = { ...PLACE, operation: 'reply', message: 'Hello' };

const inZone = async (timeZone: string) =>
	await desk360.credentialsFor({ apiToken: DEMO_TOKEN, timeZone });

/** What a node in a workflow gives, or by what it stops the workflow. */
async function runNode(parameters: INodeParameters, timeZone: string, items: IDataObject[] = [{}]) {
	const settings = { type: DESK360, credentials: await inZone(timeZone), parameters };
	const given = items.map((json) => ({ json }));
	const { output, ...run } = await runInWorkflow(desk360.engine, settings, given);
	return { ...run, output: output.map(({ json }) => json) };
}

describe('with a time zone in the credential', () => {
	test.each<[string, INodeParameters, IDataObject]>([
		[
			'a created ticket',
			CREATE,
			{ created_at: '2026-03-01T12:04:00+03:00', updated_at: '2026-03-01T12:04:00+03:00' },
		],
		[
			'a ticket of Get',
			{ ...PLACE, operation: 'get' },
			{
				created_at: '2026-03-01T12:03:00+03:00',
				updated_at: '2026-03-01T12:04:00+03:00',
				messages: [{ text: 'Hello 3', at: '2026-03-01T12:03:00+03:00' }],
			},
		],
		[
			'a ticket of Get Many',
			{ operation: 'getAll', productId: '1', limit: 1 },
			{ created_at: '2026-03-01T12:03:00+03:00', updated_at: '2026-03-01T12:04:00+03:00' },
		],
		[
			'a log entry',
			{ ...PLACE, operation: 'getLogs' },
			{ to: 'Waiting', at: '2026-03-01T12:04:00+03:00' },
		],
	])('%s has moments', async (_case, parameters, moments) => {
		const { status, output } = await runNode(parameters, 'Europe/Istanbul');
		expect(status).toBe('success');
		expect(output).toMatchObject([moments]);
	});

	test("a reply is the service's message", async () => {
		const { output } = await runNode(REPLY, 'Europe/Istanbul');
		expect(output).toMatchObject([{ message: 'Hello', created_at: '2026-03-01 12:04:00' }]);
	});

	test('nothing changes with Simplify off', async () => {
		const untouched = { created_at: '2026-03-01 12:04:00' };
		for (const parameters of [CREATE, { ...PLACE, operation: 'getLogs' }]) {
			const { output } = await runNode({ ...parameters, simplify: false }, 'Europe/Istanbul');
			expect(output).toMatchObject([untouched]);
		}
	});

	test('that is an expression each item has its own', async () => {
		const zones = [{ zone: 'Asia/Tokyo' }, { zone: '' }, { zone: 'America/New_York' }];
		const parameters = { ...PLACE, operation: 'getLogs' };
		const { output } = await runNode(parameters, '={{ $json.zone }}', zones);
		expect(output.map(({ at }) => at)).toEqual([
			'2026-03-01T12:04:00+09:00',
			'2026-03-01 12:04:00',
			'2026-03-01T12:04:00-05:00',
		]);
	});
});

describe('a time zone that there is not', () => {
	const REFUSED = 'The time zone "Istanbul" of the Desk360 credential is not known';

	test.each<[string, INodeParameters]>([
		['Create', CREATE],
		['Get', { ...PLACE, operation: 'get' }],
		['Get Many', { operation: 'getAll', productId: '1' }],
		['Get Logs', { ...PLACE, operation: 'getLogs' }],
	])('stops %s before a call is spent', async (_case, parameters) => {
		const { error } = await runNode(parameters, 'Istanbul');
		expect(error).toMatchObject({
			message: REFUSED,
			description: expect.stringContaining('Enter a name such as Europe/Istanbul under Time Zone'),
		});
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('stops the trigger before a call is spent, and leaves its state alone', async () => {
		const settings = { ...desk360.settingsOf({}), credentials: await inZone('Istanbul') };
		const staticData = {};
		await expect(desk360.engine.poll(settings, { staticData })).rejects.toThrow(REFUSED);
		expect(staticData).toEqual({});
		expect(desk360.sandbox.requests.count()).toBe(0);
	});

	test('is no concern of what is not simplified', async () => {
		for (const parameters of [REPLY, { ...PLACE, operation: 'get', simplify: false }]) {
			expect((await runNode(parameters, 'Istanbul')).output).toHaveLength(1);
		}
		const settings = desk360.settingsOf({ simplify: false });
		const credentials = await inZone('Istanbul');
		expect(await desk360.engine.poll({ ...settings, credentials })).toBeNull();
	});

	test('stops the items alone that it is of, with Continue On Fail', async () => {
		const output = await desk360.json(
			{ ...PLACE, operation: 'get' },
			{
				node: { credentials: await inZone('={{ $json.zone }}'), onError: 'continueRegularOutput' },
				items: [{ json: { zone: 'Istanbul' } }, { json: { zone: 'UTC' } }],
			},
		);
		expect(output).toMatchObject([
			{ error: expect.stringContaining(REFUSED) },
			{ updated_at: '2026-03-01T12:04:00+00:00' },
		]);
	});
});

describe('the trigger', () => {
	const EVENTS = ['ticketCreated', 'ticketUpdated', 'statusChanged', 'newMessage'];

	/** A trigger that was just activated; each poll gives the data of its items. */
	async function activated(credentials: INodeCredentials) {
		const settings = { ...desk360.settingsOf({ events: EVENTS }), credentials };
		const saved = { staticData: {}, workflowId: `zone-${credentials[CREDENTIAL]?.id}` };
		const poll = async () => {
			const [output = []] = (await desk360.engine.poll(settings, saved)) ?? [];
			return output.map(({ json }) => json);
		};
		expect(await poll()).toEqual([]);
		return { poll, state: () => JSON.stringify(saved.staticData) };
	}

	/** A ticket is opened, another one answered and resolved. */
	function somethingHappens() {
		desk360.open(4);
		desk360.later();
		desk360.sandbox.world.addMessage(2, { message: 'Any news?' });
		desk360.sandbox.world.changeStatus(2, 1, 74);
	}

	test('gives moments of tickets, changes and messages', async () => {
		const { poll, state } = await activated(await inZone('Europe/Istanbul'));
		somethingHappens();
		const output = await poll();
		const opened = { id: 4, created_at: '2026-03-01T12:05:00+03:00' };
		const answered = { id: 2, updated_at: '2026-03-01T12:06:00+03:00' };
		expect(output).toHaveLength(5);
		expect(output).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ ...opened, event: 'ticketCreated' }),
				expect.objectContaining({ ...answered, event: 'ticketUpdated' }),
				expect.objectContaining({
					...answered,
					change: expect.objectContaining({ to: 'Resolved', at: '2026-03-01T12:06:00+03:00' }),
				}),
				expect.objectContaining({
					...answered,
					message: expect.objectContaining({ text: 'Any news?', at: '2026-03-01T12:06:00+03:00' }),
				}),
			]),
		);
		expect(state()).not.toMatch(/T12:0|\+03/);
	});

	test('gives moments of its examples', async () => {
		const settings = { ...desk360.settingsOf({}), credentials: await inZone('Asia/Tokyo') };
		const [[example] = []] = (await desk360.engine.poll(settings, { mode: 'manual' })) ?? [];
		expect(example?.json.created_at).toMatch(/^2026-03-01T12:0\d:00\+09:00$/);
	});

	test('remembers and finds the same in every zone, and signs in once', async () => {
		const credentials = await desk360.credentialsFor({
			authentication: 'password',
			email: DEMO_EMAIL,
			password: DEMO_PASSWORD,
		});
		const { poll } = await activated(credentials);
		await desk360.engine.editCredentials(credentials, CREDENTIAL, { timeZone: 'Asia/Tokyo' });
		expect(await poll()).toEqual([]);
		somethingHappens();
		expect((await poll()).map(({ id, event }) => `${String(id)} ${String(event)}`).sort()).toEqual([
			'2 newMessage',
			'2 statusChanged',
			'2 ticketUpdated',
			'4 newMessage',
			'4 ticketCreated',
		]);
		expect(desk360.sandbox.requests.count({ path: '/login' })).toBe(1);

		await desk360.engine.editCredentials(credentials, CREDENTIAL, { timeZone: '' });
		expect(await poll()).toEqual([]);
		expect(desk360.sandbox.requests.count({ path: '/login' })).toBe(1);
	});
});
