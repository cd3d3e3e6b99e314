import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCACertificate, getLocal } from 'mockttp';

/**
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} path without the query
 * @property {URLSearchParams} query
 * @property {any} body parsed JSON, undefined when there is none
 *
 * @typedef {(asked: Asked) => unknown} Service answers with what is sent as JSON; undefined: there is no such thing
 */

/** A service throws it after it did what it was asked: the connection ends without an answer. */
export class AnswerLost extends Error {}

/**
 * Starts an HTTPS proxy that ends TLS with an authority of its own, behind which stand-ins have the addresses of the
 * real services. Whatever else is asked there gets a 404.
 *
 * @param {Record<string, Service>} services by host
 * @param {string} folder gets the authority's certificate
 * @param {import('../../../host/temporary.mjs').OnStop} onStop
 * @returns {Promise<Record<string, string>>} the environment of a program that goes through it
 */
export async function startProxy(services, folder, onStop) {
	const authority = await generateCACertificate({ subject: { commonName: 'Stand-ins' } });
	const proxy = getLocal({ https: authority });
	await proxy.forAnyRequest().thenCallback(async (request) => {
		const { hostname, pathname, searchParams } = new URL(request.url);
		const text = await request.body.getText();
		const asked = {
			method: request.method,
			path: pathname,
			query: searchParams,
			body: text ? JSON.parse(text) : undefined,
		};
		try {
			const json = services[hostname]?.(asked);
			return json === undefined ? { statusCode: 404, json: {} } : { statusCode: 200, json };
		} catch (cause) {
			if (cause instanceof AnswerLost) return 'reset';
			throw cause;
		}
	});
	await proxy.start();
	onStop(() => proxy.stop());
	const certificate = join(folder, 'authority.pem');
	await writeFile(certificate, authority.cert);
	return {
		HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
		NO_PROXY: '127.0.0.1,localhost',
		NODE_EXTRA_CA_CERTS: certificate,
	};
}
