import { jest } from '@jest/globals';
import * as workflow from 'n8n-workflow';

import type * as Credential from '../../credentials/Desk360Api.credentials';
import type * as Node from '../../nodes/Desk360/Desk360.node';
import type { CredentialStore } from './credentialStore';
import { DESK360 } from './desk360';
import { createEngine, type Engine } from './engine';

/**
 * An engine as another worker of the same n8n has it: the package is loaded anew, so that it remembers nothing of what
 * other workers did, and the credentials are those of the shared database.
 */
export async function startWorker(store: CredentialStore): Promise<Engine> {
	const loaded: Partial<typeof Credential & typeof Node> = {};
	await jest.isolateModulesAsync(async () => {
		// n8n's own classes are the same as those of its engine.
		jest.doMock('n8n-workflow', () => workflow);
		Object.assign(loaded, await import('../../credentials/Desk360Api.credentials'));
		Object.assign(loaded, await import('../../nodes/Desk360/Desk360.node'));
		jest.dontMock('n8n-workflow');
	});
	const { Desk360Api, Desk360 } = loaded;
	if (!Desk360Api || !Desk360) throw new Error('The package could not be loaded');
	return await createEngine({
		nodes: { [DESK360]: new Desk360() },
		credentialTypes: [new Desk360Api()],
		store,
	});
}
