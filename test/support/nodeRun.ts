import type { INodeExecutionData } from 'n8n-workflow';

import type { Engine, NodeSettings } from './engine';

/** As a person sets *Retry On Fail*, without the pause. */
export const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** What the node does by itself about a host that may be back in seconds. */
export const SEVERAL_TRIES = 5;

/** A workflow of a trigger that gives these items, and the node: what n8n keeps of its run. */
export async function runInWorkflow(
	engine: Engine,
	settings: NodeSettings,
	items: INodeExecutionData[] = [{ json: {} }],
) {
	const run = await engine.runWorkflow({
		nodes: [
			{ type: 'n8n-nodes-base.manualTrigger', name: 'Start' },
			{ ...settings, name: 'Desk360' },
		],
		connections: { Start: { main: [[{ node: 'Desk360', type: 'main', index: 0 }]] } },
		pinData: { Start: items },
	});
	const { runData, error } = run.data.resultData;
	const task = runData.Desk360?.[0];
	return {
		status: run.status,
		error,
		output: task?.data?.main?.[0] ?? [],
		/** What n8n shows above the output. */
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}
