import { pinnedN8n } from '../../../host/cache.mjs';
import { startN8n } from '../../../host/n8n.mjs';
import { installPackage } from '../../../host/packageInstall.mjs';
import { freePort } from '../../../host/ports.mjs';
import { Progress } from '../../../host/progress.mjs';
import { createCredential, signUpOwner } from '../../../host/stage.mjs';
import { temporaryFolder } from '../../../host/temporary.mjs';
import { startSandbox } from '../../../sandbox/index';
import { tarballOfThisRun } from './package.mjs';

/**
 * @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox
 *
 * @typedef {object} Beginnings
 * @property {Sandbox} sandbox the local Desk360
 * @property {import('../../../host/install.mjs').Host} host
 * @property {string} userFolder n8n's
 * @property {AbortSignal} signal ends requests and waits of this stage when it closes
 * @property {import('../../../host/temporary.mjs').OnStop} onStop gets what has to be stopped before all of the above
 *
 * @typedef {object} Running
 * @property {import('../../../host/n8n.mjs').RunningN8n} n8n
 * @property {import('../../../host/api.mjs').N8nApi} api signed in as the owner
 * @property {import('../../../host/api.mjs').Owner} owner
 * @property {() => Promise<void>} close stops everything, the latest first
 *
 * @typedef {Beginnings & Running} EmptyStage
 *
 * @typedef {EmptyStage & { credential: { id: string, name: string } }} Stage with the package installed, and a
 *   credential of the local Desk360 by API token
 *
 * @typedef {object} StageOptions
 * @property {Partial<import('../../../sandbox/options').SandboxOptions>} [sandbox] the demo data unless given
 * @property {Record<string, string>} [env] more settings of n8n
 * @property {string} [pinFolder] which pinned n8n
 */

/**
 * Starts a local Desk360 and an n8n that has the package installed from its tarball, the owner signed in and
 * a credential that passed its test.
 *
 * @param {StageOptions} [options]
 * @returns {Promise<Stage>}
 */
export async function startStage({ env, ...options } = {}) {
	const stage = await startEmptyStage({
		...options,
		prepare: async ({ userFolder }) => {
			await installPackage(userFolder, await tarballOfThisRun(userFolder));
			return env ?? {};
		},
	});
	const { api, sandbox, close } = stage;
	const credential = await createCredential(api, sandbox.url).catch(async (cause) => {
		await close();
		throw cause;
	});
	return { ...stage, credential };
}

/**
 * The same for the checks of one n8n after another.
 *
 * @param {Record<string, string>} env more settings of n8n
 * @returns {(host: { pinFolder: string }) => Promise<Stage>}
 */
export function stageWith(env) {
	return ({ pinFolder }) => startStage({ pinFolder, env });
}

/**
 * The same as `startStage` without the package.
 *
 * @param {Omit<StageOptions, 'env'> & { prepare: (stage: Beginnings) => Promise<Record<string, string>> }} options
 *   `prepare` is called before n8n starts and gives more settings of n8n
 * @returns {Promise<EmptyStage>}
 */
export async function startEmptyStage({ sandbox: sandboxOptions, pinFolder, prepare }) {
	const closing = new AbortController();
	const { signal } = closing;
	/** @type {Array<() => Promise<unknown>>} */
	const stops = [];
	const onStop = (/** @type {() => Promise<unknown>} */ stop) => void stops.unshift(stop);
	const close = async () => {
		closing.abort();
		for (const stop of stops.splice(0)) await stop();
	};
	try {
		const host = await pinnedN8n({ pinFolder, progress: new Progress(), signal });
		const sandbox = await startSandbox({ seed: 'demo', ...sandboxOptions });
		onStop(() => sandbox.close());
		const userFolder = await temporaryFolder(onStop);
		const beginnings = { sandbox, host, userFolder, signal, onStop };
		const n8n = await startN8n({
			host,
			userFolder,
			port: await freePort(),
			brokerPort: await freePort(),
			// Desk360's times carry no zone; those of the local Desk360 are UTC.
			env: { GENERIC_TIMEZONE: 'UTC', ...(await prepare(beginnings)) },
			signal,
		});
		onStop(() => n8n.stop());
		return { ...beginnings, n8n, ...(await signUpOwner(n8n.url, signal)), close };
	} catch (cause) {
		await close();
		throw cause;
	}
}
