import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathWithNode } from './install.mjs';
import { logTail, start } from './processes.mjs';

const READY_WITHIN_MS = 180_000;
const ASK_EVERY_MS = 500;
const STOP_WITHIN_MS = 15_000;

/** What of this machine's environment n8n gets to see: no N8N_*, no database, no proxy of the user's own. */
const PASSED_ON =
	/^(HOME|USER|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|USERPROFILE|APPDATA|SYSTEMROOT|COMSPEC|PATHEXT)$/i;

/** Nothing leaves this machine: no telemetry, no look for updates, templates, licenses or packages. */
const NO_CALLS_HOME = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
};

/** A module that calls home, which n8n before version 2 neither has nor lets be named. */
const MODULES_FROM_2_ON = { N8N_DISABLED_MODULES: 'mcp-registry' };

/** n8n ended, or was not ready in time; `log` is the end of its log. */
class N8nStopped extends Error {
	/**
	 * @param {string} message
	 * @param {string} log
	 */
	constructor(message, log) {
		super(message);
		this.log = log;
	}
}

/**
 * @typedef {object} RunningN8n
 * @property {string} url
 * @property {string} logFile
 * @property {number | undefined} group the id of the process group that n8n and all it started run in
 * @property {Promise<never>} stopped rejects with `N8nStopped` when n8n ends, asked to or not
 * @property {() => Promise<string>} logTail
 * @property {() => Promise<void>} stop ends n8n and all it started
 * @property {() => Promise<void>} kill the same by SIGKILL
 */

/**
 * Starts n8n on the loopback interface and waits until it answers with JSON.
 *
 * @param {object} options
 * @param {import('./install.mjs').Host} options.host
 * @param {string} options.userFolder n8n keeps everything it writes in here
 * @param {number} options.port
 * @param {number} options.brokerPort for n8n's task runners
 * @param {string[]} [options.command] of n8n's command line, `['start']` unless given
 * @param {string} [options.readyPath] answers with JSON when n8n is up, `/rest/settings` unless given
 * @param {Record<string, string>} [options.env] more settings of n8n
 * @param {AbortSignal} options.signal
 * @returns {Promise<RunningN8n>}
 * @throws {N8nStopped}
 */
export async function startN8n({
	host,
	userFolder,
	port,
	brokerPort,
	command = ['start'],
	readyPath = '/rest/settings',
	env = {},
	signal,
}) {
	signal.throwIfAborted();
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const n8n = start(host.node, [host.n8n, ...command], {
		cwd: userFolder,
		logFile,
		env: {
			...Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))),
			...NO_CALLS_HOME,
			...(!host.version.startsWith('1.') && MODULES_FROM_2_ON),
			PATH: pathWithNode(host),
			NODE_ENV: 'production',
			N8N_USER_FOLDER: userFolder,
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: String(port),
			N8N_EDITOR_BASE_URL: url,
			N8N_SECURE_COOKIE: 'false',
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
			...env,
		},
	});
	const stop = () => n8n.stop(STOP_WITHIN_MS);
	const stopped = n8n.ended.then(async (how) => {
		throw new N8nStopped(`n8n ${how}`, await logTail(logFile));
	});
	// Whoever waits for something of n8n races against this; nobody may be waiting just then.
	stopped.catch(() => undefined);

	try {
		await Promise.race([stopped, untilReady(url + readyPath, signal)]);
	} catch (cause) {
		await stop();
		if (cause instanceof N8nStopped || signal.aborted) throw cause;
		throw new N8nStopped(
			`n8n at ${url} was not ready within three minutes`,
			await logTail(logFile),
		);
	}
	const { group, kill } = n8n;
	return { url, logFile, group, stopped, stop, kill, logTail: () => logTail(logFile) };
}

/**
 * While n8n starts it answers with a page that says so: JSON is the sign that it is up.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function untilReady(url, signal) {
	const inTime = AbortSignal.any([signal, AbortSignal.timeout(READY_WITHIN_MS)]);
	for (;;) {
		const answer = await fetch(url, { signal: inTime }).catch(() => undefined);
		const isUp = await answer?.json().then(
			() => answer.ok,
			() => false,
		);
		if (isUp) return;
		await sleep(ASK_EVERY_MS, undefined, { signal: inTime });
	}
}
