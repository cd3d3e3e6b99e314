import { expect, test } from '@jest/globals';

import { DEMO_EMAIL, DEMO_PASSWORD } from '../../sandbox';
import { addProduct1, CREDENTIAL, startDesk360 } from '../support/desk360';
import { forAllTests } from '../support/forAllTests';

const desk360 = forAllTests(startDesk360, addProduct1);

const SIGN_IN = { authentication: 'password', email: DEMO_EMAIL, password: DEMO_PASSWORD };

const CALLS = [
	{ resource: 'product', operation: 'getAll' },
	{ operation: 'get', productId: '1', ticketId: '99' },
	{ operation: 'reply', productId: '1', ticketId: '99', message: 'Hello World' },
];

/** All that n8n could save or show of what was thrown. */
function everythingOf(thrown: Error) {
	const { message, stack, cause } = thrown;
	return { ...thrown, message, stack, cause: cause && JSON.stringify(cause) };
}

test('no secret stands in any output, message or log', async () => {
	const { engine, sandbox } = desk360;
	const bySignIn = await desk360.credentialsFor(SIGN_IN);
	const secrets: unknown[] = [DEMO_PASSWORD, 'wrong horse', 'a-foreign-token'];
	const told: unknown[] = [];

	async function callWith(data: typeof bySignIn) {
		for (const parameters of CALLS) {
			for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
				const node = { credentials: data, onError };
				told.push(await desk360.run(parameters, { node }).catch(everythingOf));
			}
		}
	}

	/** n8n keeps `<mark>:<token>`. */
	const keptToken = async () => {
		const { sessionToken } = await engine.storedCredentials(bySignIn, CREDENTIAL);
		return String(sessionToken).split(':')[1];
	};

	await callWith(desk360.credentials);
	await callWith(bySignIn);
	secrets.push(await keptToken());
	sandbox.accounts.renewToken();
	await callWith(bySignIn);
	await callWith(desk360.credentials);
	secrets.push(await keptToken());
	await callWith(await desk360.credentialsFor({ ...SIGN_IN, password: 'wrong horse' }));
	await callWith(await desk360.credentialsFor({ apiToken: 'a-foreign-token' }));
	sandbox.faults.add({ kind: 'html', status: 200, times: Infinity });
	await callWith(bySignIn);

	expect(told).toHaveLength(7 * CALLS.length * 2);
	expect(new Set(secrets).size).toBe(5);
	const everything = [JSON.stringify(told), ...engine.logs].join('\n');
	expect(everything).toContain('Desk360');
	for (const secret of secrets) {
		expect(String(secret).length).toBeGreaterThan(8);
		expect(everything).not.toContain(secret);
	}
});
