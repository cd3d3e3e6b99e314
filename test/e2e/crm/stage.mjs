import { filledIn, pollingEvery, readExamples } from '../../../host/examples.mjs';
import { installPackage } from '../../../host/packageInstall.mjs';
import { WORKFLOWS_FOLDER } from '../../../host/paths.mjs';
import { createCredential } from '../../../host/stage.mjs';
import { tarballOfThisRun } from '../support/package.mjs';
import { startEmptyStage } from '../support/stage.mjs';
import { HUBSPOT, Hubspot } from './hubspot.mjs';
import { PIPEDRIVE, Pipedrive } from './pipedrive.mjs';
import { startProxy } from './proxy.mjs';
import { SLACK, Slack } from './slack.mjs';

const POLL_EVERY_SECONDS = 5;
const TIME_ZONE = 'Europe/Istanbul';
/** Istanbul is this far ahead of UTC, all year. */
export const OFFSET = '+03:00';
const AHEAD_MS = 3 * 60 * 60_000;

const CREDENTIALS = [
	{ type: 'hubspotAppToken', name: 'HubSpot account', data: { appToken: 'token' } },
	{ type: 'pipedriveApi', name: 'Pipedrive account', data: { apiToken: 'token' } },
	{ type: 'slackApi', name: 'Slack account', data: { accessToken: 'token' } },
];

/**
 * @typedef {import('../support/stage.mjs').EmptyStage & Services} CrmStage
 * @typedef {{ hubspot: Hubspot, pipedrive: Pipedrive, slack: Slack }} Services
 */

/**
 * Starts n8n with the package, a Desk360 whose times are Istanbul's, and stand-ins of the services that n8n's own
 * nodes reach.
 *
 * @returns {Promise<CrmStage>}
 */
export async function startCrmStage() {
	const services = { hubspot: new Hubspot(), pipedrive: new Pipedrive(), slack: new Slack() };
	const { hubspot, pipedrive, slack } = services;
	const stage = await startEmptyStage({
		sandbox: { seed: 'none', clock: () => new Date(Date.now() + AHEAD_MS) },
		prepare: async ({ userFolder, onStop }) => {
			await installPackage(userFolder, await tarballOfThisRun(userFolder));
			const hosts = {
				[HUBSPOT]: hubspot.answer,
				[PIPEDRIVE]: pipedrive.answer,
				[SLACK]: slack.answer,
			};
			return startProxy(hosts, userFolder, onStop);
		},
	});
	try {
		await createCredential(stage.api, stage.sandbox.url, { timeZone: TIME_ZONE });
		for (const credential of CREDENTIALS) await stage.api.createCredential(credential);
		return { ...stage, ...services };
	} catch (cause) {
		await stage.close();
		throw cause;
	}
}

/**
 * Imports an example, as its user would fill it in for all products.
 *
 * @param {CrmStage} stage
 * @param {string} file
 * @param {(example: import('../../../host/examples.mjs').Example) => void} [change]
 */
export async function importExample({ api }, file, change) {
	const example = (await readExamples(WORKFLOWS_FOLDER)).get(file);
	if (!example) throw new Error(`workflows/${file}.json is missing`);
	const ready = pollingEvery(POLL_EVERY_SECONDS, filledIn({ productId: 'all' }, example));
	change?.(ready);
	return api.createWorkflow(ready);
}
