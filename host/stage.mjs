import { randomBytes } from 'node:crypto';
import { DEMO_TOKEN } from '../sandbox/index';
import { N8nApi } from './api.mjs';

/** What the example workflows call it, so that n8n's import finds it. */
const CREDENTIAL_NAME = 'Desk360 account';

/**
 * Makes a fresh n8n's owner and their Desk360 credential, which has to pass its own test.
 *
 * @param {string} n8nUrl
 * @param {string} baseUrl of the local Desk360
 * @param {AbortSignal} signal
 * @param {Record<string, string>} [more] fields of the credential
 */
export async function signUp(n8nUrl, baseUrl, signal, more) {
	const { api, owner } = await signUpOwner(n8nUrl, signal);
	await createCredential(api, baseUrl, more);
	return { api, owner };
}

/**
 * Makes a fresh n8n's owner and signs in.
 *
 * @param {string} n8nUrl
 * @param {AbortSignal} signal
 */
export async function signUpOwner(n8nUrl, signal) {
	const api = new N8nApi(n8nUrl, signal);
	const owner = newOwner();
	await api.setUpOwner(owner);
	return { api, owner };
}

/**
 * The credential that the example workflows name. It has to pass its own test.
 *
 * @param {N8nApi} api
 * @param {string} baseUrl of the local Desk360
 * @param {Record<string, string>} [more] fields of the credential
 * @returns {Promise<{ id: string, name: string }>}
 */
export async function createCredential(api, baseUrl, more) {
	const credential = {
		name: CREDENTIAL_NAME,
		type: 'desk360Api',
		data: { authentication: 'apiToken', apiToken: DEMO_TOKEN, baseUrl, ...more },
	};
	const { id, name } = await api.createCredential(credential);
	const { status, message } = await api.testCredential({ ...credential, id });
	if (status !== 'OK') throw new Error(`The credential's test says: ${message}`);
	return { id, name };
}

/** @returns {import('./api.mjs').Owner} */
function newOwner() {
	return {
		email: 'owner@example.com',
		password: `Desk360-${randomBytes(6).toString('hex')}`,
		firstName: 'Desk',
		lastName: 'Owner',
	};
}
