import type { INodeCredentials } from 'n8n-workflow';

import { Desk360Api } from '../../credentials/Desk360Api.credentials';
import { coreNode, type CoreNode } from '../../host/coreNode.cjs';
import { DEMO_TOKEN } from '../../sandbox';
import type { Stage } from '../../test/model/lived';
import { CREDENTIAL } from '../../test/support/desk360';
import { createEngine, type Engine } from '../../test/support/engine';
import { provideDeduplication } from './deduplication';
import type { ProcessedDataRepository } from './processedData';

/** What a workflow of n8n's own nodes needs to run on a stage. */
export interface Workshop extends Pick<Stage, 'run'> {
	engine: Engine;
	nodes: Record<'scheduleTrigger' | 'httpRequest' | 'removeDuplicates', CoreNode>;
	credentials: INodeCredentials;
	/** The base URL of the service. */
	url: string;
	/** What Remove Duplicates keeps. */
	processed: ProcessedDataRepository;
}

/** @param n8n the command line script of the n8n whose nodes are taken */
export async function openWorkshop(n8n: string, { run, sandbox }: Stage): Promise<Workshop> {
	const processed = await provideDeduplication(n8n);
	const nodes = {
		scheduleTrigger: coreNode('scheduleTrigger', n8n),
		httpRequest: coreNode('httpRequest', n8n),
		removeDuplicates: coreNode('removeDuplicates', n8n),
	};
	const engine = await createEngine({
		nodes: Object.fromEntries(Object.values(nodes).map(({ type, node }) => [type, node])),
		credentialTypes: [new Desk360Api()],
	});
	const { url } = sandbox;
	const credentials = await engine.addCredentials(CREDENTIAL, {
		apiToken: DEMO_TOKEN,
		baseUrl: url,
	});
	return { run, engine, nodes, credentials, url, processed };
}
