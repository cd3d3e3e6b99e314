const { isIP } = require('node:net');
const tls = require('node:tls');
const { generate } = require('selfsigned');

/**
 * What a TLS server shows of itself: its key, and its certificate with those that it sends along.
 *
 * @typedef {{ key: string, cert: string }} Identity
 */

/**
 * @typedef {object} CertificateOptions
 * @property {string[]} [names] host names and addresses that the certificate is for; this machine's unless told
 * @property {number} [validFrom] days from now, negative ones in the past
 * @property {number} [validTo] the same
 */

/** @typedef {NonNullable<Parameters<typeof generate>[1]>} Options */

const DAY_MS = 24 * 60 * 60_000;

/** Tests move `Date.now`, but OpenSSL looks at the machine's clock. */
const TODAY = new Date().getTime();

/**
 * @param {CertificateOptions} options
 * @returns {Options}
 */
function periodOf({ validFrom = -1, validTo = 30 }) {
	return {
		notBeforeDate: new Date(TODAY + validFrom * DAY_MS),
		notAfterDate: new Date(TODAY + validTo * DAY_MS),
	};
}

/**
 * @param {string} commonName
 * @param {Options} options
 * @returns {Promise<Identity>}
 */
async function certificate(commonName, options) {
	const made = await generate([{ name: 'commonName', value: commonName }], {
		keyType: 'ec',
		algorithm: 'sha256',
		...options,
	});
	return { key: made.private, cert: made.cert };
}

/**
 * @param {CertificateOptions} options
 * @returns {Options}
 */
function serverOptions(options) {
	const { names = ['localhost', '127.0.0.1'] } = options;
	return {
		...periodOf(options),
		extensions: [
			{ name: 'basicConstraints', cA: false, critical: true },
			{
				name: 'subjectAltName',
				altNames: names.map((name) =>
					isIP(name) ? { type: 7, ip: name } : { type: 2, value: name },
				),
			},
		],
	};
}

/** A certificate authority, with a second one below it that issues the certificates of servers, as usual. */
class Authority {
	/**
	 * @param {Identity} root
	 * @param {Identity} issuer
	 */
	constructor(root, issuer) {
		this.root = root;
		this.issuer = issuer;
	}

	/** @param {string} name */
	static async create(name) {
		/** @type {Options} */
		const options = {
			...periodOf({}),
			extensions: [
				{ name: 'basicConstraints', cA: true, critical: true },
				{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
			],
		};
		const root = await certificate(name, options);
		return new Authority(root, await certificate(`${name} for servers`, { ...options, ca: root }));
	}

	/** The certificate to trust. */
	get cert() {
		return this.root.cert;
	}

	/**
	 * A certificate for a server, with that of its issuer, which a server has to send along.
	 *
	 * @param {CertificateOptions} [options]
	 * @returns {Promise<Identity>}
	 */
	async issue(options = {}) {
		const { key, cert } = await this.issueAlone(options);
		return { key, cert: `${cert}\n${this.issuer.cert}` };
	}

	/**
	 * A certificate without that of its issuer, as a server shows it that is not set up well.
	 *
	 * @param {CertificateOptions} [options]
	 */
	async issueAlone(options = {}) {
		return await certificate('server', { ...serverOptions(options), ca: this.issuer });
	}

	/**
	 * Trusts this authority, as `NODE_EXTRA_CA_CERTS` does from the start of a process on.
	 *
	 * @returns {() => void} what ends it
	 */
	trust() {
		const { createSecureContext } = tls;
		tls.createSecureContext = (options) =>
			createSecureContext({ ...options, ca: options?.ca ?? this.cert });
		return () => {
			tls.createSecureContext = createSecureContext;
		};
	}
}

/**
 * A certificate without any authority.
 *
 * @param {CertificateOptions} [options]
 */
async function selfSigned(options = {}) {
	return await certificate('server', serverOptions(options));
}

module.exports = { Authority, selfSigned };
