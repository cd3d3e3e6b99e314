import type { INodeExecutionData, INodeParameters, NodeApiError } from 'n8n-workflow';

import { CREDENTIAL, DESK360, createDesk360Engine } from './desk360';
import type { NodeSettings } from './engine';
import { SAMPLE_BEARER } from './samples';
import { Wire, endWires, type WireAnswer } from './wire';

/** Services on paper, each under a host of its own: what one host refuses holds back all that follows. */
export async function createPaperServices() {
	const engine = await createDesk360Engine();
	let hosts = 0;

	return {
		engine,

		/** A service that gives these answers in order, and a node that is signed in to it. */
		async thatAnswers(...answers: WireAnswer[]) {
			const wire = new Wire(`https://desk${++hosts}.example.com`);
			wire.answer(...answers);
			const credentials = await engine.addCredentials(CREDENTIAL, {
				apiToken: SAMPLE_BEARER,
				baseUrl: `${wire.origin}/v1`,
			});
			const run = async (parameters: INodeParameters, node: Partial<NodeSettings> = {}) => {
				const settings = { type: DESK360, credentials, parameters, ...node };
				const [output = []] = await engine.execute(settings);
				return output;
			};
			return { wire, run };
		},

		close() {
			endWires();
			engine.close();
		},
	};
}

/** What a run throws; one that works is a failed test. */
export async function thrownBy(run: Promise<INodeExecutionData[]>): Promise<NodeApiError> {
	const output = await run.catch((thrown: NodeApiError) => thrown);
	if (output instanceof Error) return output;
	throw new Error(`The node gave ${JSON.stringify(output)}`);
}
