import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, apiAddress, endpoint, secretsOf } from '../api/address';
import type { Desk360Credentials } from '../api/address';
import type { RawAnswer } from '../api/answer';
import { explainRefusedToken } from '../api/client';
import { CallStopped } from '../api/facts';
import { askAtOnce, fetchSessionToken } from '../api/login';
import type { Transport } from '../api/login';
import { networkFacts } from '../api/network';
import type { Question } from '../api/question';
import type { Headers } from '../api/rateHeaders';
import { isListOfRows } from '../api/shapes';
import { sign } from '../api/signing';

const TEST_TIMEOUT_MS = 30_000;

/** The smallest documented read that needs a token. */
const PRODUCTS: Question = {
	method: 'GET',
	subject: 'the product list',
	target: 'product list at this address',
	fits: isListOfRows,
};

const CORRECT_ADDRESS = `Correct the base URL; it should end with /v1, as in ${DEFAULT_BASE_URL}`;

/** A credential test has n8n's older request helper only. */
function transport({ request }: ICredentialTestFunctions['helpers']): Transport {
	return async ({ url, ...options }): Promise<RawAnswer> => {
		const response = (await request({
			...options,
			uri: url,
			timeout: TEST_TIMEOUT_MS,
			followRedirect: false,
			followAllRedirects: false,
			resolveWithFullResponse: true,
			simple: false,
			json: false,
		})) as { statusCode: number; headers: Headers; body: unknown };
		const { body = '' } = response;
		return {
			status: response.statusCode,
			headers: response.headers,
			body: typeof body === 'string' ? body : JSON.stringify(body),
		};
	};
}

async function check(credentials: Desk360Credentials, send: Transport): Promise<void> {
	const address = apiAddress(credentials);
	const sessionToken =
		credentials.authentication === 'password'
			? await fetchSessionToken(credentials, send, { afresh: true })
			: undefined;
	const options = sign(
		{ method: 'GET', url: endpoint(address, '/products'), headers: { Accept: 'application/json' } },
		{ ...credentials, sessionToken },
	);
	const secrets = secretsOf({ ...credentials, sessionToken });
	const verdict = await askAtOnce(address.host, send, options, PRODUCTS, secrets);
	if (!verdict.facts) return;
	const facts = explainRefusedToken(verdict.facts, credentials);
	const isWrongAddress = facts.kind === 'notFound';
	throw new CallStopped(isWrongAddress ? { ...facts, description: CORRECT_ADDRESS } : facts);
}

/**
 * n8n's test of the credential: signs in where needed and reads the products. The result says in plain words
 * what is wrong and what to do; it never contains a secret.
 */
export async function testDesk360Credential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credentials = (credential.data ?? {}) as Desk360Credentials;
	try {
		await check(credentials, transport(this.helpers));
		return { status: 'OK', message: 'Connection successful' };
	} catch (thrown) {
		const { message, description } =
			thrown instanceof CallStopped
				? thrown.facts
				: networkFacts(thrown, PRODUCTS, apiAddress(credentials).host);
		return { status: 'Error', message: `${message}. ${description}` };
	}
}
