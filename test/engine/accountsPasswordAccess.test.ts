import { beforeEach, describe, expect, test } from '@jest/globals';

import type { Account } from '../../sandbox';
import { startAccounts, TICKETS, USES } from '../support/accounts';
import { CREDENTIAL } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startAccounts);

const HUNDRED = Array.from({ length: 100 }, (_, index) => ({
	json: { id: TICKETS[index % TICKETS.length] },
}));
const GET = { operation: 'get', productId: '1', ticketId: '={{ $json.id }}' };

const test360 = async ({ email, password }: Account) =>
	await desk360.engine.testCredential(CREDENTIAL, {
		authentication: 'password',
		email,
		password,
		baseUrl: desk360.sandbox.url,
	});

const paths = () => desk360.sandbox.requests.entries.map(({ path }) => path);

const OFF = /^Password access is switched off in this Desk360 account/;

describe.each(['documented', 'framework'] as const)('password access, answers %s,', (answers) => {
	beforeEach(() => {
		Object.assign(desk360.sandbox.settings, { answers, passwordAccess: false });
	});

	const switchOn = () => {
		desk360.sandbox.settings.passwordAccess = true;
	};

	test.each(Object.entries(USES))('that is off is told by each %s', async (_name, use) => {
		const credentials = await desk360.signInOf(desk360.someone());
		await expect(use(desk360, credentials)).rejects.toMatchObject({
			message: expect.stringMatching(OFF),
			description: expect.stringMatching(/Settings > API, or use an API token/),
		});
		expect(new Set(paths())).toEqual(new Set(['/v1/login']));
	});

	test.each([1, 4, 10])(
		'that is off costs a hundred items one sign-in, %i at once',
		async (parallelRequests) => {
			const credentials = await desk360.signInOf(desk360.someone());
			const node = { credentials, onError: 'continueRegularOutput' as const };
			const parameters = { ...GET, options: { parallelRequests } };
			const output = await desk360.json(parameters, { items: HUNDRED, node });
			expect(output).toHaveLength(100);
			for (const { error } of output) expect(error).toMatch(OFF);
			expect(paths()).toEqual(['/v1/login']);
		},
	);

	test('that was switched on is seen by the next test of the credential', async () => {
		const agent = desk360.someone();
		expect(await test360(agent)).toMatchObject({ message: expect.stringMatching(OFF) });
		switchOn();
		expect(await test360(agent)).toMatchObject({ status: 'OK' });
	});

	test.each(Object.entries(USES))(
		'that was switched on is seen by the next %s',
		async (_name, use) => {
			const agent = desk360.someone();
			const credentials = await desk360.signInOf(agent);
			await expect(use(desk360, credentials)).rejects.toThrow(OFF);
			switchOn();
			await use(desk360, credentials);
			expect(desk360.signers()).toContain(agent.email);
		},
	);

	test('that a test found switched off is tried by the next run all the same', async () => {
		const agent = desk360.someone();
		const credentials = await desk360.signInOf(agent);
		await test360(agent);
		switchOn();
		await USES.read(desk360, credentials);
		expect(desk360.signers()).toEqual([agent.email]);
	});

	test('that was switched off is told by a test although a token is kept', async () => {
		const agent = desk360.someone();
		const credentials = await desk360.signInOf(agent);
		switchOn();
		await USES.read(desk360, credentials);
		desk360.sandbox.settings.passwordAccess = false;
		expect(await test360(agent)).toMatchObject({ message: expect.stringMatching(OFF) });
		// The token itself is as good as before.
		await USES.read(desk360, credentials);
		expect(desk360.signers()).toEqual([agent.email, agent.email]);
	});

	test('that is off for one of two agents leaves the items of the other alone', async () => {
		const [first, second] = [desk360.someone(), desk360.someone()];
		const tokenOnly = await desk360.signInOf(second);
		switchOn();
		await USES.read(desk360, tokenOnly);
		desk360.sandbox.settings.passwordAccess = false;
		const credentials = await desk360.credentialsFor({
			authentication: 'password',
			email: '={{ $json.email }}',
			password: '={{ $json.password }}',
		});
		const items = TICKETS.map((id, index) => {
			const { email, password } = index % 2 === 0 ? first : second;
			return { json: { id, email, password } };
		});
		const node = { credentials, onError: 'continueRegularOutput' as const };
		const output = await desk360.json(GET, { items, node });
		expect(output.map(({ id }) => id)).toEqual(
			TICKETS.map((id, index) => (index % 2 === 0 ? undefined : id)),
		);
	});
});
