import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {(stop: () => Promise<unknown>) => void} OnStop takes what has to be done in the end */

/**
 * @param {OnStop} onStop
 * @returns {Promise<string>} an empty folder that goes when everything is stopped
 */
export async function temporaryFolder(onStop) {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-desk360-'));
	onStop(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
	return folder;
}
