import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import {
	accountOf,
	apiAddress,
	boundToken,
	endpoint,
	requireUsable,
	secretsOf,
	signsInByPassword,
} from '../api/auth/credentials';
import type { Desk360Credentials } from '../api/auth/credentials';
import { DEFAULT_BASE_URL } from '../api/auth/defaultBaseUrl';
import { fetchSessionToken, fetchedTokens } from '../api/auth/session';
import type { Transport } from '../api/auth/session';
import { sign } from '../api/auth/sign';
import { explainRefusedToken } from '../api/auth/signedRequest';
import { forgetStanding } from '../api/auth/standing';
import { CallFailed } from '../api/failures/failure';
import type { Question } from '../api/failures/question';
import { withoutPeriod } from '../api/failures/text';
import { legacyRequest, readAnswerTo, textRequest } from '../api/http/request';
import type { RateReport } from '../api/rateLimit/headers';
import { queueOf } from '../api/rateLimit/queue';
import { readList } from '../api/shapes';
import { stampReader } from '../fields/moments';
import { InvalidValue } from '../fields/values';

const TEST_TIMEOUT_MS = 30_000;

/** The smallest documented read that needs a token. */
const PRODUCTS: Question = {
	effect: 'read',
	subject: 'the product list',
	target: 'product list at this address',
};

const CORRECT_ADDRESS = `Correct the base URL; it should end with /v1, as in ${DEFAULT_BASE_URL}`;

/** A credential test has n8n's older request helper only. */
function transport({ request }: ICredentialTestFunctions['helpers']): Transport {
	return async (options) => await request(legacyRequest(options));
}

/** A person waits: the call is counted, but does not wait for its turn. */
async function readProducts(credentials: Desk360Credentials, send: Transport): Promise<void> {
	const { host } = apiAddress(credentials);
	const url = endpoint(apiAddress(credentials), '/products');
	const request = textRequest({ method: 'GET', url, timeoutMs: TEST_TIMEOUT_MS });
	const turn = queueOf(host).begin(accountOf(credentials));
	let report: RateReport = {};
	await readAnswerTo({
		question: PRODUCTS,
		host,
		send: async () => await send(sign(request, credentials)),
		read: readList('the product list'),
		secrets: () => [...secretsOf(credentials), ...fetchedTokens(credentials)],
		heard: (told) => {
			report = told;
		},
	})
		.catch((thrown: unknown) => {
			throw explainRefusedToken(thrown, credentials);
		})
		.finally(() => {
			queueOf(host).settle(turn, report, report.retryAfterMs !== undefined);
		});
}

async function check(credentials: Desk360Credentials, send: Transport): Promise<void> {
	apiAddress(credentials);
	requireUsable(credentials);
	stampReader(credentials.timeZone);
	forgetStanding(accountOf(credentials));
	const sessionToken = signsInByPassword(credentials)
		? boundToken(await fetchSessionToken(credentials, send, { afresh: true }), credentials)
		: '';
	await readProducts({ ...credentials, sessionToken }, send);
}

/**
 * Signs in where needed and reads the products. The result says in plain words what is wrong and what to do; it never
 * contains a secret.
 */
export async function testDesk360Credential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credentials = (credential.data ?? {}) as Desk360Credentials;
	return await check(credentials, transport(this.helpers)).then(
		() => ({ status: 'OK', message: 'Connection successful' }),
		(thrown: unknown) => {
			if (thrown instanceof InvalidValue) {
				return { status: 'Error', message: `${thrown.message}. ${thrown.description}` };
			}
			if (!(thrown instanceof CallFailed)) throw thrown;
			const { kind, message, description } = thrown.failure;
			const advice = kind === 'notFound' ? CORRECT_ADDRESS : description;
			return { status: 'Error', message: `${withoutPeriod(message)}. ${advice}` };
		},
	);
}
