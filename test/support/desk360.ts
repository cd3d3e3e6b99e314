import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
	NodeApiError,
} from 'n8n-workflow';

import { Desk360Api } from '../../credentials/Desk360Api.credentials';
import { Desk360 } from '../../nodes/Desk360/Desk360.node';
import { Desk360Trigger } from '../../nodes/Desk360/Desk360Trigger.node';
import type { SandboxOptions } from '../../sandbox';
import { DEMO_TOKEN, startSandbox } from '../../sandbox';
import type { EngineOptions, NodeSettings, RunOptions } from './engine';
import { createEngine } from './engine';

export const DESK360 = 'n8n-nodes-desk360.desk360';
export const DESK360_TRIGGER = 'n8n-nodes-desk360.desk360Trigger';
/** What n8n makes of the node for agents. */
export const DESK360_TOOL = `${DESK360}Tool`;
export const CREDENTIAL = 'desk360Api';

/** An engine that knows this package, under the names that an installed package has. */
export async function createDesk360Engine(binaryMode?: EngineOptions['binaryMode']) {
	return await createEngine({
		nodes: {
			[DESK360]: new Desk360(),
			[DESK360_TOOL]: new Desk360(),
			[DESK360_TRIGGER]: new Desk360Trigger(),
		},
		credentialTypes: [new Desk360Api()],
		binaryMode,
	});
}

export interface StartOptions extends Partial<SandboxOptions> {
	binaryMode?: EngineOptions['binaryMode'];
}

/** What one run of the node takes besides its parameters. */
export interface NodeRun extends RunOptions {
	node?: Partial<NodeSettings>;
}

export type Desk360Setup = Awaited<ReturnType<typeof startDesk360>>;

/** A local Desk360 and an engine whose nodes are signed in to it with the panel's token. */
export async function startDesk360({ binaryMode, ...options }: StartOptions = {}) {
	const sandbox = await startSandbox(options);
	const engine = await createDesk360Engine(binaryMode);

	const credentialsFor = async (data: ICredentialDataDecryptedObject) =>
		await engine.addCredentials(CREDENTIAL, { baseUrl: sandbox.url, ...data });
	const credentials = await credentialsFor({ apiToken: DEMO_TOKEN });

	/** Runs the node and gives its only output. */
	async function run(
		parameters: INodeParameters,
		{ node, ...options }: NodeRun = {},
	): Promise<INodeExecutionData[]> {
		const settings = { type: DESK360, credentials, parameters, ...node };
		const [output = []] = await engine.execute(settings, options);
		return output;
	}

	return {
		sandbox,
		engine,
		credentials,
		credentialsFor,
		run,

		/** The output's data, without binary fields and pairing. */
		async json(parameters: INodeParameters, options?: NodeRun) {
			return (await run(parameters, options)).map((item) => item.json);
		},

		/** What the node throws; a run that works is a failed test. */
		async refusal(parameters: INodeParameters, options?: NodeRun): Promise<NodeApiError> {
			const output = await run(parameters, options).catch((thrown: NodeApiError) => thrown);
			if (output instanceof Error) return output;
			throw new Error(`The node gave ${JSON.stringify(output)}`);
		},

		/** As it started. */
		reset() {
			sandbox.reset();
			sandbox.hooks.onRequest = undefined;
			sandbox.hooks.onAnswer = undefined;
		},

		async close() {
			await sandbox.close();
			engine.close();
		},
	};
}

/** What most tests find there. */
export function addProduct1({ sandbox }: Desk360Setup): void {
	sandbox.world.createProduct({ id: 1 });
}
